import type { Claim, Travel } from '#shared/kernel/claim.ts'
import { type Ends, knowingAll, parseSessionId, travelOver } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import type { Clinic, KeptWork } from './projections.ts'
import { estimateAmong } from './travel-desk.ts'

type Place = Pick<Clinic, 'name' | 'lon' | 'lat'>
type Places = ReadonlyMap<string, Place>

/** The roads of a day: from each stop to the next, where that is elsewhere. */
export const roadsOf = (stops: readonly Pick<Claim, 'placeId'>[]): Ends[] =>
  stops.flatMap(({ placeId: to }, index): Ends[] => {
    const from = stops[index - 1]?.placeId
    return from && to && from !== to ? [[from, to]] : []
  })

/** Sessions know name and position of their site. */
const placesIn = (works: readonly KeptWork[]): Places =>
  new Map(
    works.flatMap(({ work }) => {
      const siteId = parseSessionId(work.sessionId)?.siteId
      return siteId ? [[siteId, { ...work, name: work.siteName }] as const] : []
    }),
  )

export interface Around {
  readonly nameOf: (placeId: string) => string | undefined
  readonly travel: Travel
}

/**
 * Names of the places of some days and the roads between one stop and the next: nothing more is read than the places
 * that no session tells of, mostly the hospital, and the measured roads of so few places as know all that are driven;
 * 0.5 RCU for each, in one call, and none where every day is at one place.
 */
export async function aroundDays(
  { repository, settings }: Pick<Desk, 'repository' | 'settings'>,
  days: readonly (readonly Pick<Claim, 'placeId'>[])[],
  works: readonly KeptWork[],
): Promise<Around> {
  const told = placesIn(works)
  const roads = days.flatMap(roadsOf)
  const driven = new Set(roads.flat())
  const unknown = [...new Set(days.flat().flatMap(({ placeId }) => placeId ?? []))].filter((placeId) => {
    const place = told.get(placeId)
    return !place || (driven.has(placeId) && place.lon === undefined)
  })
  const { clinics, roads: measured } = await repository.findAround(unknown, knowingAll(roads))
  const places = new Map<string, Place>([...told, ...clinics.map((one) => [one.siteId, one] as const)])
  return {
    nameOf: (placeId) => places.get(placeId)?.name,
    travel: travelOver(measured, estimateAmong(places), settings.unknownTravelMinutes),
  }
}
