import { allianceSettings } from './settings.ts'

/** A place by WGS 84 degrees. */
export interface Place {
  readonly lon: number
  readonly lat: number
}

const earthRadiusKm = 6371.0088
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: Place, b: Place): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon)
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * Whole minutes from one place to another by day, rounded up; 0 for the same place. An estimate from straight
 * distance (see the settings): it errs towards too long, so that a commitment it allows can be kept.
 */
export function estimateTravel(a: Place, b: Place): number {
  const straight = distanceKm(a, b)
  if (straight < 0.001) return 0
  const road = straight * allianceSettings.travelDetour.value
  const driving = (road / allianceSettings.travelKilometresAnHour.value) * 60
  return Math.ceil(driving + allianceSettings.travelParkingMinutes.value)
}

/**
 * Minutes on foot over a straight distance in kilometres, in steps of five because positions are roughly known; undefined
 * where it is farther than people are told to walk (see the settings).
 */
export function estimateWalk(straightKm: number): number | undefined {
  const { travelDetour, walkMetresAMinute, walkLongestMinutes } = allianceSettings
  const minutes = (straightKm * 1000 * travelDetour.value) / walkMetresAMinute.value
  const told = Math.max(5, Math.ceil(minutes / 5) * 5)
  return told <= walkLongestMinutes.value ? told : undefined
}
