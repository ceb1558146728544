import type { ProblemKinds } from '#shared/kernel/problem.ts'

export const allianceProblems = {
  'site-unknown': { status: 404, title: 'No such site' },
  'site-number-taken': { status: 409, title: 'Another site has that number or name' },
  'body-unknown': { status: 422, title: 'The body that the site belongs to is not a member' },
  'area-unknown': { status: 422, title: 'No such sub-district in this alliance' },
  'import-has-errors': { status: 422, title: 'Rows of the file are wrong; nothing was imported' },
  'import-too-large': { status: 422, title: 'More rows change than one import can write; split the file' },
  'stale-version': { status: 409, title: 'Somebody changed it in the meantime' },
  'department-unknown': { status: 404, title: 'No such department' },
  'step-not-allowed': { status: 409, title: 'The department is not in a state that allows this step' },
  'item-unknown': { status: 422, title: 'The standard has no such item' },
  'answers-missing': { status: 422, title: 'Items of the standard are not answered yet' },
  'not-scheduled': { status: 409, title: 'No on-site inspection has been arranged' },
  'date-in-the-past': { status: 422, title: 'The day is over' },
  'too-early': { status: 409, title: 'The arranged day of the inspection has not come' },
  'findings-open': { status: 409, title: 'Findings are open; put right or reviewed first' },
  'no-findings': { status: 409, title: 'Every item is met; there is nothing to put right' },
  'finding-unknown': { status: 404, title: 'There is no such finding' },
  'rectification-missing': { status: 422, title: 'A finding has no word on how it was put right' },
  'agreement-unknown': { status: 404, title: 'No such agreement' },
  'agreement-over': { status: 409, title: 'The agreement is over' },
  'party-unknown': { status: 422, title: 'A party is not a member of the alliance' },
  'outside-term': { status: 422, title: 'The day lies outside the term' },
} as const satisfies ProblemKinds
export type AllianceRefusal = keyof typeof allianceProblems
