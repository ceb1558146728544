import type { Visit } from '#shared/scheduling/index.ts'

export const parts = ['countered', 'asked', 'accepted', 'over'] as const
export type Part = (typeof parts)[number]

const partOf = ({ state }: Visit): Part =>
  state === 'countered' || state === 'asked' || state === 'accepted' ? state : 'over'

/** What waits for the clinic first, then what waits for an answer, what is agreed, and what came to nothing. */
export const sorted = (visits: readonly Visit[]): { part: Part; visits: Visit[] }[] =>
  parts
    .map((part) => ({ part, visits: visits.filter((one) => partOf(one) === part) }))
    .filter(({ visits: some }) => some.length > 0)
