import { daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'
import { holdsHalfDay } from './booking.ts'
import type { Alternative, CascadeLine } from './cascade-model.ts'
import type { Appointment, ClinicKind, Pool, Slot } from './model.ts'
import { needLevels } from './waiting.ts'

/** A number that can be had now, with the channels for which it counts (pools.ts). */
export type FreeNumber = Omit<Alternative, 'sameDoctor' | 'where'> & {
  readonly kind: ClinicKind
  readonly pools: readonly Pool[]
}

/** The session that does not take place. */
export interface Lost {
  readonly siteId: string
  readonly practitionerId: string
  readonly kind: ClinicKind
  readonly date: IsoDate
}

/** Somebody who was booked there, with what stands in their way. */
export interface Displaced {
  readonly appointmentId: string
  readonly time: Slot['time']
  readonly need: CascadeLine['need']
  /** All appointments of the patient, the lost one too: its own half-day does not stand in the way. */
  readonly appointments: readonly Pick<Appointment, 'appointmentId' | 'date' | 'time' | 'state'>[]
  /** Other numbers that are being kept for the same patient. */
  readonly kept: readonly { readonly date: IsoDate; readonly time: Slot['time'] }[]
  readonly tried: readonly string[]
}

/** Channels that the clinic may give to whom it has lost a number for, in this order. */
const givable: readonly Pool[] = ['public', 'clinic', 'protected']

const rankOfPool = ({ pools }: FreeNumber): number => {
  const rank = givable.findIndex((pool) => pools.includes(pool))
  return rank === -1 ? givable.length : rank
}

const rankOfPlace = (lost: Lost, { practitionerId, siteId }: FreeNumber): number => {
  const same = practitionerId === lost.practitionerId
  if (siteId === lost.siteId) return same ? 0 : 2
  return same ? 1 : 3
}

/** Is it of the same kind, given out by the clinic, and free of what the patient has besides? */
function suits(lost: Lost, who: Displaced, number: FreeNumber): boolean {
  const kept = who.kept.map((one, index) => ({
    ...one,
    appointmentId: `kept-${index}`,
    state: 'booked' as const,
  }))
  const at = { date: number.date, slot: number, appointmentId: who.appointmentId }
  return (
    number.kind === lost.kind &&
    rankOfPool(number) < givable.length &&
    !who.tried.includes(number.slotId) &&
    !holdsHalfDay([...who.appointments, ...kept], at)
  )
}

/**
 * The numbers for one patient, best first: the same doctor, then the same site, then the nearest; of those the day that
 * is nearest to the lost one. Who must not wait gets the earliest day, whoever the doctor.
 */
export function alternativesFor(lost: Lost, who: Displaced, numbers: readonly FreeNumber[]): Alternative[] {
  const off = ({ date }: FreeNumber) => Math.abs(daysBetween(lost.date, date))
  const apart = ({ time }: FreeNumber) => Math.abs(time.start - who.time.start)
  const inPlace = (a: FreeNumber, b: FreeNumber) =>
    rankOfPlace(lost, a) - rankOfPlace(lost, b) || a.minutes - b.minutes
  const inTime = (a: FreeNumber, b: FreeNumber) => off(a) - off(b)
  const urgent = (a: FreeNumber, b: FreeNumber) => a.date.localeCompare(b.date) || inPlace(a, b)
  const usual = (a: FreeNumber, b: FreeNumber) => inPlace(a, b) || inTime(a, b)
  const first = who.need.level === 'urgent' ? urgent : usual
  return numbers
    .filter((number) => suits(lost, who, number))
    .sort(
      (a, b) =>
        first(a, b) || rankOfPool(a) - rankOfPool(b) || apart(a) - apart(b) || (a.slotId < b.slotId ? -1 : 1),
    )
    .map((number) => alternativeOf(lost, number))
}

function alternativeOf(lost: Lost, { kind: _, pools: __, ...number }: FreeNumber): Alternative {
  return {
    ...number,
    sameDoctor: number.practitionerId === lost.practitionerId,
    where: number.siteId === lost.siteId ? 'here' : 'nearby',
  }
}

type Waiting = Pick<Displaced, 'need' | 'time' | 'appointmentId'>
/** Who is looked after first: by need, then by the time they were booked for. */
export const byNeedThenTime = (a: Waiting, b: Waiting): number =>
  needLevels.indexOf(a.need.level) - needLevels.indexOf(b.need.level) ||
  a.time.start - b.time.start ||
  (a.appointmentId < b.appointmentId ? -1 : 1)

/** One number for each as far as they go, in that order; nobody gets what an earlier one got. */
export function assignAlternatives(
  lost: Lost,
  displaced: readonly Displaced[],
  numbers: readonly FreeNumber[],
): ReadonlyMap<string, Alternative> {
  const given = new Map<string, Alternative>()
  const gone = new Set<string>()
  for (const who of [...displaced].sort(byNeedThenTime)) {
    const left = numbers.filter(({ slotId }) => !gone.has(slotId))
    const [best] = alternativesFor(lost, who, left)
    if (!best) continue
    gone.add(best.slotId)
    given.set(who.appointmentId, best)
  }
  return given
}
