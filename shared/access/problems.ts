import type { ProblemKinds } from '#shared/kernel/problem.ts'

export const accessProblems = {
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
} as const satisfies ProblemKinds
