import type { Guard } from '#functions/scheduling/records.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { estimateTravel } from '#shared/alliance/index.ts'
import { missingTravel } from '#shared/kernel/claim.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import { halfDayOf } from '#shared/scheduling/index.ts'
import type { District, Place } from './district.ts'
import { friday, monday, workdays } from './size.ts'
import type { Stage } from './stage.ts'
import type { Patient } from './town.ts'

export interface Judged {
  /** Numbers that are a patient's, as the table has them in the end. */
  readonly held: number
  /** Numbers that two appointments say are theirs, and half-days in which a patient has two. */
  readonly doubleBookings: number
  /** Appointments without their number, and numbers without their appointment. */
  readonly halfBookings: number
  /** Half-days of psychiatrists that overlap, or that leave less than the way between two places. */
  readonly clashes: number
  readonly travelMinutes: number
}

/** Reads the whole week out of the table, site by site and patient by patient, and holds one against the other. */
export async function judge(
  { scheduling }: Stage,
  district: District,
  patients: readonly Patient[],
): Promise<Judged> {
  const repository = schedulingRepository(scheduling)
  const numbers: string[] = []
  for (const { siteId } of district.sites)
    for (const { slotId, held } of await repository.listSiteSlots(siteId, monday, friday))
      if (held) numbers.push(`${slotId} ${held.appointmentId} ${held.patientId}`)
  const all: Guard[] = []
  for (const { patientId } of patients) all.push(...(await repository.listGuards(patientId, monday, friday)))
  const standing = all.filter(({ state }) => state !== 'cancelled')
  const appointments = standing.map((one) => `${one.slotId} ${one.appointmentId} ${one.patientId}`)
  return {
    held: numbers.length,
    doubleBookings:
      repeated(standing.map(({ slotId }) => slotId)) +
      repeated(standing.map(({ patientId, date, time }) => `${patientId} ${date} ${halfDayOf(time)}`)),
    halfBookings: missing(numbers, appointments) + missing(appointments, numbers),
    ...(await onTheRoad(scheduling, district)),
  }
}

const repeated = (all: readonly string[]): number => all.length - new Set(all).size

function missing(wanted: readonly string[], there: readonly string[]): number {
  const found = new Set(there)
  return wanted.filter((one) => !found.has(one)).length
}

/** The psychiatrists' days: how long they are on the road, and whether they can be where they are promised. */
async function onTheRoad(
  { claims }: Stage['scheduling'],
  { sites, hospitals }: District,
): Promise<Pick<Judged, 'clashes' | 'travelMinutes'>> {
  const places = new Map<string, Place>([...sites, ...hospitals].map((one) => [one.siteId, one]))
  const travel = (from: string, to: string): number => {
    const [a, b] = [places.get(from), places.get(to)]
    return a && b && from !== to ? estimateTravel(a, b) : 0
  }
  let [clashes, travelMinutes] = [0, 0]
  for (const date of workdays)
    for (const { commitments } of await claims.listDate(date))
      for (const [index, next] of commitments.slice(1).entries()) {
        const before = commitments[index] ?? next
        travelMinutes += travel(before.placeId ?? '', next.placeId ?? '')
        if (overlaps(before.time, next.time) || missingTravel(before, next, travel) > 0) clashes += 1
      }
  return { clashes, travelMinutes }
}
