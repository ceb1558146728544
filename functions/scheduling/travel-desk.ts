import { estimateTravel } from '#shared/alliance/index.ts'
import type { Travel } from '#shared/kernel/claim.ts'
import { type Settings, travelOver } from '#shared/scheduling/index.ts'
import type { SchedulingRepository } from './repository.ts'

/** A desk, as far as it is asked about roads. */
interface Reading {
  readonly repository: Pick<
    SchedulingRepository,
    'listPositions' | 'listRoadsAmong' | 'findRoads' | 'listRoads'
  >
  readonly settings: Pick<Settings, 'unknownTravelMinutes'>
}

interface Place {
  readonly lon?: number | undefined
  readonly lat?: number | undefined
}

/** Minutes by distance, undefined where one of the two has no known position. */
export function estimateAmong(places: ReadonlyMap<string, Place>) {
  const at = (siteId: string) => {
    const { lon, lat } = places.get(siteId) ?? {}
    return lon === undefined || lat === undefined ? undefined : { lon, lat }
  }
  return (from: string, to: string): number | undefined => {
    const [a, b] = [at(from), at(to)]
    return a && b ? estimateTravel(a, b) : undefined
  }
}

type Roads = Awaited<ReturnType<Reading['repository']['listRoads']>>

async function travelBy({ repository, settings }: Reading, roads: Promise<Roads>): Promise<Travel> {
  const [positions, measured] = await Promise.all([repository.listPositions(), roads])
  return travelOver(measured, estimateAmong(positions), settings.unknownTravelMinutes)
}

/**
 * Minutes between the places that matter here, as measured, else estimated: 0.5 RCU for each place. Read anew for each
 * request, so that a road that the office corrects holds at once; nothing is read where there is one place only.
 */
export async function travelAmong(desk: Reading, placeIds: readonly string[]): Promise<Travel> {
  const places = [...new Set(placeIds)]
  return places.length < 2 ? () => 0 : travelBy(desk, desk.repository.listRoadsAmong(places))
}

/** Minutes between all places of the alliance, for who looks at everybody: one item and one query. */
export const travelEverywhere = (desk: Reading): Promise<Travel> =>
  travelBy(desk, desk.repository.listRoads())

/** Minutes between one site and every other: two items. Between two others it is the estimate alone. */
export const travelAround = (desk: Reading, siteId: string): Promise<Travel> =>
  travelBy(
    desk,
    desk.repository.findRoads(siteId).then((roads) => [roads]),
  )
