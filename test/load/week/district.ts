import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { distanceKm, type SiteFacts } from '#shared/alliance/index.ts'
import { practitionerEvent, siteEvent } from '#test/scheduling/support.ts'

export interface Place {
  readonly siteId: string
  readonly name: string
  readonly lon: number
  readonly lat: number
  readonly areaCode: string
}
export interface Doctor {
  readonly practitionerId: string
  readonly hospital: Place
  /** Where a practice is filed, the nearest first. */
  readonly sites: readonly Place[]
}
export interface District {
  readonly sites: readonly Place[]
  readonly hospitals: readonly Place[]
  readonly doctors: readonly Doctor[]
}

const file = new URL('../../../infra/local/data/sites.csv', import.meta.url)
const rows = parse<Record<string, string>>(readFileSync(file), { columns: true })
const placeOf = (row: Record<string, string>): Place => ({
  siteId: `site-${row['site_no']?.padStart(3, '0')}`,
  name: row['name_zh'] ?? '',
  lon: Number(row['lon']),
  lat: Number(row['lat']),
  areaCode: row['gb_code'] ?? '',
})
const isClinic = ({ tier }: Record<string, string>): boolean => tier === 'primary'
const located = rows.filter(({ lon, lat }) => Number(lon) > 0 && Number(lat) > 0)

/** So many clinics of the district as they stand on the map, its hospitals, and psychiatrists who come from those. */
export function districtOf(siteCount: number, doctorCount: number): District {
  const hospitals = located.filter((row) => !isClinic(row)).map(placeOf)
  const real = located.filter(isClinic).map(placeOf)
  /** Stations of the centres, where the list of sites has fewer than the alliance. */
  const stations = real.map((one) => ({ ...one, siteId: `${one.siteId}-2`, lon: one.lon + 0.008 }))
  const sites = [...real, ...stations].slice(0, siteCount)
  const doctors = Array.from({ length: doctorCount }, (_, index): Doctor => {
    const hospital = hospitals[index % hospitals.length] ?? { ...rowless }
    const nearest = [...sites].sort((a, b) => distanceKm(hospital, a) - distanceKm(hospital, b))
    const own = Array.from(
      { length: Math.min(10, sites.length) },
      (_, turn) => nearest[(index + turn * 5) % sites.length],
    )
    return {
      practitionerId: `prac-${String(index + 1).padStart(3, '0')}`,
      hospital,
      sites: [...new Set(own.flatMap((one) => one ?? []))],
    }
  })
  return { sites, hospitals, doctors }
}
const rowless: Place = { siteId: 'site-none', name: '', lon: 116.45, lat: 39.93, areaCode: '110105001' }

export const factsOfSite = ({ siteId, name, lon, lat, areaCode }: Place): SiteFacts =>
  siteEvent(siteId, { name, shortName: name.slice(0, 4), lon, lat, areaCode })

export const factsOfDoctor = ({ practitionerId, hospital, sites }: Doctor) =>
  practitionerEvent(practitionerId, {
    name: practitionerId,
    mainOrganisationId: hospital.siteId,
    mainOrganisationName: hospital.name || '医院',
    sites: sites.map(({ siteId }) => ({
      ...{ practiceId: `pr-${siteId}`, siteId, basis: 'alliance' as const },
      ...{ from: '2026-01-01', to: '2027-12-31' },
    })),
  })
