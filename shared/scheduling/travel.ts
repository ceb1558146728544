import type { Travel } from '#shared/kernel/claim.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'

/** The roads of one site that somebody has measured: minutes to the other and from it. Each is kept at both its ends. */
export interface Roads {
  readonly siteId: string
  readonly to: Readonly<Record<string, number>>
  readonly from: Readonly<Record<string, number>>
  readonly version: number
}

export const noRoads = (siteId: string): Roads => ({ siteId, to: {}, from: {}, version: 0 })

export const roadSources = ['given', 'way-back', 'estimate', 'unknown'] as const
export type RoadSource = (typeof roadSources)[number]

export interface Road {
  readonly minutes: number
  readonly source: RoadSource
}

/** Minutes as measured in this direction; either end's item knows. */
const givenRoad = (table: ReadonlyMap<string, Roads>, from: string, to: string): number | undefined =>
  table.get(from)?.to[to] ?? table.get(to)?.from[from]

/**
 * The road from one site to another: as given; else as given for the way back; else as estimated; else what the settings
 * say of places without a position.
 * @param estimate minutes by distance, undefined where a position is missing.
 */
export function roadBetween(
  table: ReadonlyMap<string, Roads>,
  from: string,
  to: string,
  estimate: (from: string, to: string) => number | undefined,
  unknown: number,
): Road {
  if (from === to) return { minutes: 0, source: 'given' }
  const given = givenRoad(table, from, to)
  if (given !== undefined) return { minutes: given, source: 'given' }
  const back = givenRoad(table, to, from)
  if (back !== undefined) return { minutes: back, source: 'way-back' }
  const estimated = estimate(from, to)
  return estimated === undefined
    ? { minutes: unknown, source: 'unknown' }
    : { minutes: estimated, source: 'estimate' }
}

/** `roadBetween` as claims ask for it. */
export function travelOver(
  roads: readonly Roads[],
  estimate: (from: string, to: string) => number | undefined,
  unknown: number,
): Travel {
  const table = new Map(roads.map((one) => [one.siteId, one]))
  return (from, to) => roadBetween(table, from, to, estimate, unknown).minutes
}

const without = (minutes: Readonly<Record<string, number>>, siteId: string): Record<string, number> =>
  Object.fromEntries(Object.entries(minutes).filter(([other]) => other !== siteId))

/** A measured road as both its ends keep it; `undefined` takes it out, and the estimate holds again. */
export function withRoad(
  [origin, goal]: readonly [Roads, Roads],
  minutes: number | undefined,
): readonly [Roads, Roads] {
  const to = without(origin.to, goal.siteId)
  const from = without(goal.from, origin.siteId)
  if (minutes !== undefined) {
    to[goal.siteId] = minutes
    from[origin.siteId] = minutes
  }
  return [
    { ...origin, to, version: origin.version + 1 },
    { ...goal, from, version: goal.version + 1 },
  ]
}

export type RoadRefusal = 'road-to-itself'

/** A site is no way from itself. */
export const decideRoad = (from: string, to: string): Decision<undefined, RoadRefusal> =>
  from === to ? refuse('road-to-itself') : accept(undefined)

export interface GivenRoad {
  readonly from: string
  readonly to: string
  readonly minutes: number
}

/** All roads of an import into the table at once; those that it does not name stay. Only ends that changed are given. */
export function withRoads(table: readonly Roads[], given: readonly GivenRoad[]): readonly Roads[] {
  const known = new Map(table.map((one) => [one.siteId, one]))
  const at = (siteId: string) => known.get(siteId) ?? noRoads(siteId)
  const before = new Map<string, number>()
  for (const { from, to, minutes } of given) {
    const ends = [at(from), at(to)] as const
    if (ends[0].to[to] === minutes && ends[1].from[from] === minutes) continue
    for (const one of ends) if (!before.has(one.siteId)) before.set(one.siteId, one.version)
    const [origin, goal] = withRoad(ends, minutes)
    known.set(from, origin)
    known.set(to, goal)
  }
  return [...before].map(([siteId, version]) => ({ ...at(siteId), version: version + 1 }))
}

/** A road from one place to another. */
export type Ends = readonly [from: string, to: string]

/**
 * Places whose measured roads tell of all these roads. Either end of a road knows it, so that one place is enough where
 * somebody drives from the same hospital to a clinic each day. Always the one with most of what is left: few, if not
 * always fewest.
 */
export function knowingAll(roads: readonly Ends[]): string[] {
  const found: string[] = []
  let left = roads.filter(([from, to]) => from !== to)
  while (left.length > 0) {
    const roadsAt = Map.groupBy(left.flat(), (place) => place)
    const [most] = [...roadsAt].sort(([, a], [, b]) => b.length - a.length)[0] ?? []
    if (most === undefined) break
    found.push(most)
    left = left.filter((ends) => !ends.includes(most))
  }
  return found
}
