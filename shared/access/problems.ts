import type { ProblemKinds } from '#shared/kernel/problem.ts'

export const accessProblems = {
  'sign-in-failed': { status: 401, title: 'The issuer did not confirm the sign-in' },
  'person-unknown': { status: 403, title: 'The person has no role in this alliance' },
  'person-not-found': { status: 404, title: 'No such person' },
  'own-grant': { status: 403, title: 'Nobody gives or takes a role of their own' },
  'grant-unbound': {
    status: 422,
    title: 'The role must be bound to its site, body, practitioner or patient, and to nothing else',
  },
  'grant-unknown': { status: 404, title: 'The person does not hold this role' },
  'grants-full': { status: 422, title: 'A person holds at most 20 roles' },
  'name-missing': { status: 422, title: 'A first role needs the name to be shown' },
  'stale-version': { status: 409, title: 'The person was changed at the same moment; try again' },
  'entry-unknown': { status: 404, title: 'No such journal entry' },
} as const satisfies ProblemKinds
