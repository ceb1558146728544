import { minuteAt } from '#shared/kernel/calendar.ts'
import type { Slot } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'

type Queued = Pick<Slot, 'number' | 'time' | 'state' | 'held'>

/** Minute of the day by which a number stands in the queue: its own time, unless it came late or was skipped. */
export const turnOf = ({ time, held }: Pick<Slot, 'time' | 'held'>): number => held?.turn ?? time.start

export const byTurn = (a: Queued, b: Queued): number => turnOf(a) - turnOf(b) || a.number - b.number

/** Who is there and waits, in the order in which they are called. */
export const waitingOf = <S extends Queued>(slots: readonly S[]): S[] =>
  slots.filter(({ state }) => state === 'arrived').sort(byTurn)

/**
 * The turn of somebody who lets `places` others go first: half a minute behind the last of them, so that nobody with a
 * whole-minute time of their own is in between. With fewer waiting, behind them all; with nobody, their own turn.
 */
export function turnBehind(slots: readonly Queued[], own: Queued, places: number): number {
  const others = waitingOf(slots).filter(({ number }) => number !== own.number)
  const last = others[Math.min(places, others.length) - 1]
  return last ? Math.max(turnOf(own), turnOf(last) + 0.5) : turnOf(own)
}

/** 迟到: called so many numbers later than who is there in time. Undefined for who is in time. */
export function turnOfLate(
  slots: readonly Queued[],
  own: Queued,
  now: number,
  { lateMinutes, latePlaces }: Settings = defaultSettings,
): number | undefined {
  const late = minuteAt(now) - own.time.start > lateMinutes
  return late && latePlaces > 0 ? turnBehind(slots, own, latePlaces) : undefined
}

/**
 * Who will be called before this number, in that order: of those who are there, and until one is there, of those who are
 * booked too. Nobody for who is with the doctor, was there, or did not come.
 */
export function beforeOf<S extends Queued>(slots: readonly S[], own: Queued): S[] {
  const waiting: readonly Slot['state'][] = own.state === 'booked' ? ['booked', 'arrived'] : ['arrived']
  if (!waiting.includes(own.state)) return []
  return slots
    .filter((one) => one.number !== own.number && waiting.includes(one.state) && byTurn(one, own) < 0)
    .sort(byTurn)
}

/** How many will be seen before this number: those before it, and who is with the doctor now. */
export function aheadOf(slots: readonly Queued[], own: Queued): number {
  if (own.state !== 'arrived' && own.state !== 'booked') return 0
  return beforeOf(slots, own).length + slots.filter(({ state }) => state === 'called').length
}

/** The minute at which it is likely their turn: never before their own time, and each before them takes as long as planned. */
export const expectedAt = (own: Queued, ahead: number, slotMinutes: number, now: number): number =>
  Math.max(own.time.start, Math.min(1440, minuteAt(now) + ahead * slotMinutes))
