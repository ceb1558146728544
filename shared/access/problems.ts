import type { ProblemKinds } from '#shared/kernel/problem.ts'

export const accessProblems = {
  'sign-in-failed': { status: 401, title: 'The issuer did not confirm the sign-in' },
  'person-unknown': { status: 403, title: 'The person has no role in this alliance' },
  'entry-unknown': { status: 404, title: 'No such journal entry' },
} as const satisfies ProblemKinds
