import { type ClinicDays, type Offer, offersOf } from './clinic-days.ts'
import { distanceKm, type Place } from './distance.ts'

/** 街道, 地区: where people say they live. Degrees are of its middle (WGS 84). */
export interface Subdistrict extends Place {
  readonly code: string
  readonly name: string
  readonly shortName: string
  /** The name in Latin letters, for English pages. */
  readonly latin: string
}
export type SubdistrictName = Omit<Subdistrict, 'lon' | 'lat'>

/** How far people are asked to look, in kilometres: the next step is offered where one holds nothing. */
export const radii = [3, 5, 10, 50] as const

/** The least radius that holds a session at all. */
export const fittingRadius = (offers: readonly Offer[]): number =>
  radii.find((km) => offers.some((offer) => offer.km <= km)) ?? radii[0]

export const nextRadius = (km: number): number | undefined => radii.find((one) => one > km)

export const within = (offers: readonly Offer[], km: number): Offer[] =>
  offers.filter((offer) => offer.km <= km)

export const byDistance = <Spot extends Place>(spots: readonly Spot[], from: Place): Spot[] =>
  spots
    .map((spot) => ({ spot, km: distanceKm(from, spot) }))
    .sort((a, b) => a.km - b.km)
    .map(({ spot }) => spot)

/** What a page about one sub-district carries: its radius and one step more, so that widening needs no further file. */
export function aroundPlace(data: ClinicDays, from: Place, now: number): ClinicDays {
  const radius = fittingRadius(offersOf(data, now, from))
  const limit = nextRadius(radius) ?? radius
  const sites = data.sites.filter((site) => distanceKm(from, site) <= limit)
  const ids = new Set(sites.map(({ siteId }) => siteId))
  return { ...data, sites, sessions: data.sessions.filter(({ siteId }) => ids.has(siteId)) }
}
