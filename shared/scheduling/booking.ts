import { dateAt, type IsoDate, instantOf } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { heldAgainst } from './hold.ts'
import type { Appointment, HalfDay, Slot } from './model.ts'
import { pausedUntil } from './no-show.ts'
import { halfDayOf } from './planning.ts'
import { isReleased } from './release.ts'
import { defaultSettings, type Settings } from './settings.ts'

/** Who books: patients and guardians by themselves, or somebody who works there. */
export type Booker = 'self' | 'staff'

export interface BookingFacts {
  readonly date: IsoDate
  readonly slot: Pick<Slot, 'state' | 'time' | 'pool' | 'releaseAt' | 'hold'>
  /** As whom a number may be kept for who asks: the person, the patient, the place in the waiting list. */
  readonly holders?: readonly string[]
  readonly appointmentId: string
  readonly by: Booker
  /** The patient's appointments of that day, cancelled ones too. */
  readonly appointments: readonly Pick<Appointment, 'appointmentId' | 'date' | 'time' | 'state'>[]
  /** The days of the appointments that the patient has missed, as far back as they can matter. */
  readonly missed: readonly IsoDate[]
}

export type TakingRefusal =
  | 'session-stopped'
  | 'slot-taken'
  | 'slot-held'
  | 'slot-over'
  | 'not-released'
  | 'half-day-taken'
export type BookingRefusal = TakingRefusal | 'booking-blocked'

type Halved = Pick<Appointment, 'date' | 'time'>
export const sameHalfDay = (a: Halved, b: Halved): boolean =>
  a.date === b.date && halfDayOf(a.time) === halfDayOf(b.time)

/** A patient has one appointment in a half-day, wherever in the district. */
export const holdsHalfDay = (
  appointments: BookingFacts['appointments'],
  {
    date,
    slot,
    appointmentId,
  }: Pick<BookingFacts, 'date' | 'appointmentId'> & {
    readonly slot: Pick<Slot, 'time'>
  },
): boolean =>
  appointments.some(
    (one) =>
      one.state !== 'cancelled' &&
      one.appointmentId !== appointmentId &&
      sameHalfDay(one, { date, time: slot.time }),
  )

/**
 * Is the number's time over for who asks? By oneself one books what is to come; the desk also writes down, until
 * midnight, who came without a number: late entry is marked by its time, never refused.
 */
export function isOver({ date, slot, by }: Pick<BookingFacts, 'date' | 'slot' | 'by'>, now: number): boolean {
  return by === 'self' ? now >= instantOf(date, slot.time.start) : date < dateAt(now)
}

/** Can the number be taken for this patient, by booking or by moving? */
export function decideTaking(
  facts: Omit<BookingFacts, 'missed'>,
  now: number,
): Decision<HalfDay, TakingRefusal> {
  const { slot, date } = facts
  if (slot.state === 'stopped') return refuse('session-stopped')
  if (slot.state !== 'free') return refuse('slot-taken')
  const hold = heldAgainst(slot, now, facts.holders ?? [])
  if (hold) return refuse('slot-held', { until: hold.until })
  if (isOver(facts, now)) return refuse('slot-over')
  if (!isReleased(slot, now)) return refuse('not-released', { releaseAt: slot.releaseAt })
  if (holdsHalfDay(facts.appointments, facts))
    return refuse('half-day-taken', { date, halfDay: halfDayOf(slot.time) })
  return accept(halfDayOf(slot.time))
}

/** 预约. Who missed too many books through the clinic for a while, not alone. */
export function decideBooking(
  facts: BookingFacts,
  now: number,
  settings: Settings = defaultSettings,
): Decision<HalfDay, BookingRefusal> {
  const taking = decideTaking(facts, now)
  if (!taking.ok || facts.by === 'staff') return taking
  const until = pausedUntil(facts.missed, dateAt(now), settings)
  return until ? refuse('booking-blocked', { until, missed: facts.missed.length }) : taking
}
