import * as z from 'zod'

/** The people of a site's sub-district, beside the half-days on which a psychiatrist comes to any of its sites. */
export const areaPopulation = z.object({
  /** Persons who live there, in `year`. */
  residents: z.int(),
  year: z.int(),
  source: z.string(),
  certainty: z.enum(['verified', 'recalled', 'estimate']),
  /** Of the four weeks, at all sites of the sub-district. */
  halfDays: z.int(),
  /** Persons for each of these half-days, rounded; absent where there is none. */
  perHalfDay: z.int().optional(),
})
export type AreaPopulation = z.infer<typeof areaPopulation>

type Figure = Omit<AreaPopulation, 'halfDays' | 'perHalfDay'>

export const populationOf = (figure: Figure, halfDays: number): AreaPopulation => ({
  ...figure,
  halfDays,
  ...(halfDays === 0 ? {} : { perHalfDay: Math.round(figure.residents / halfDays) }),
})

/** What a site's need is seen by. */
export interface Needy {
  readonly siteId: string
  /** Who waits there. */
  readonly people: number
  /** Its department may hold sessions. */
  readonly accepted: boolean
  /** Half-days with somebody in each of the weeks. */
  readonly weeks: readonly number[]
  /** The last day on which somebody was there. */
  readonly lastDay?: string | undefined
  readonly population?: AreaPopulation | undefined
}

const missing = ({ weeks }: Needy): number => weeks.filter((count) => count === 0).length

/** More people for each half-day first; a sub-district to which nobody comes stands before every other. */
function byPopulation({ population: a }: Needy, { population: b }: Needy): number {
  if (!a || !b) return Number(b !== undefined) - Number(a !== undefined)
  if (a.halfDays === 0 && b.halfDays === 0) return b.residents - a.residents
  return b.residents * a.halfDays - a.residents * b.halfDays
}

/**
 * The sites in most need first: who waits counts first, then whether somebody could be received at all, how many weeks
 * are missing, how many people there are for each half-day of their sub-district, and how long nobody has been there.
 */
export const inNeed = (a: Needy, b: Needy): number =>
  b.people - a.people ||
  Number(b.accepted) - Number(a.accepted) ||
  missing(b) - missing(a) ||
  byPopulation(a, b) ||
  (a.lastDay ?? '').localeCompare(b.lastDay ?? '') ||
  (a.siteId < b.siteId ? -1 : 1)
