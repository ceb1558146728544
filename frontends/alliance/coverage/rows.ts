import type { Population } from '#shared/alliance/index.ts'
import type { Gap } from '#shared/scheduling/index.ts'
import { missingIn, type SiteLine, type Tile } from './gaps.ts'
import type { ProposalLine } from './proposals.ts'

/** A site of the table, with who waits there and what could be done. */
export interface Row extends SiteLine {
  readonly people: number
  readonly lastDay: Gap['lastDay']
  /** Of its sub-district; absent where nobody has entered it. */
  readonly population: Population | undefined
  /** Proposals that can be looked at. */
  readonly proposals: number
}

export const shownChoices = ['gaps', 'all', 'waiting'] as const
export type Shown = (typeof shownChoices)[number]

/** So many people waiting are told apart. */
export const manyPeople = 5

const shows: Readonly<Record<Shown, (row: Row) => boolean>> = {
  gaps: ({ halfDays }) => missingIn(halfDays) >= 2,
  all: () => true,
  waiting: ({ people }) => people >= manyPeople,
}

export const rowsShown = (rows: readonly Row[], shown: Shown): Row[] => rows.filter(shows[shown])

/** Every community site, those first where most people wait. */
export function rowsOf(
  tiles: readonly Tile[],
  gaps: readonly Gap[],
  proposed: readonly ProposalLine[],
): Row[] {
  const gapAt = new Map(gaps.map((gap) => [gap.siteId, gap]))
  const proposalsAt = new Map(proposed.map(({ gap, proposals }) => [gap.siteId, proposals.length]))
  return tiles
    .flatMap(({ sites, area }) => sites.map((line) => ({ line, area })))
    .map(({ line, area }) => {
      const gap = gapAt.get(line.site.siteId)
      return {
        ...line,
        people: gap?.people ?? 0,
        lastDay: gap?.lastDay,
        population: area.population,
        proposals: proposalsAt.get(line.site.siteId) ?? 0,
      }
    })
    .sort((a, b) => b.people - a.people || missingIn(b.halfDays) - missingIn(a.halfDays))
}
