import type { ProblemKinds } from '#shared/kernel/problem.ts'

export const practitionersProblems = {
  'practitioner-unknown': { status: 404, title: 'No such practitioner, or not yours to see' },
  'licence-taken': { status: 409, title: 'The licence number belongs to a registered practitioner' },
  'organisation-unknown': { status: 422, title: 'No such body, or not yet known here' },
  'site-unknown': { status: 422, title: 'No such site, or not yet known here' },
  'stale-version': { status: 409, title: 'Somebody changed it in the meantime' },
  'practice-unknown': { status: 404, title: 'No such practice' },
  'practice-overlaps': { status: 409, title: 'A practice at that site covers part of the term' },
  'practice-over': { status: 409, title: 'The practice is over' },
  'term-over': { status: 422, title: 'The term is over already' },
  'term-too-long': { status: 422, title: 'The term is longer than one filing may be' },
  'outside-term': { status: 422, title: 'The day lies outside what is left of the term' },
  'practices-full': { status: 409, title: 'The practitioner has as many practices as the register holds' },
} as const satisfies ProblemKinds
