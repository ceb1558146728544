import { addDays, daysBetween, type IsoDate, weekdayOf } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Appointment, HalfDay } from './model.ts'
import { halfDayOf } from './planning.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { inTurn, type Wait, type Wish } from './waiting.ts'

/** Does the place in the list still stand? */
export const isOpenWait = ({ state }: Pick<Wait, 'state'>): boolean =>
  state === 'waiting' || state === 'offered'

type Subject = Pick<Wait, 'siteId' | 'kind' | 'practitionerId'>
const sameWish = (a: Subject, b: Subject): boolean =>
  a.siteId === b.siteId && a.kind === b.kind && a.practitionerId === b.practitionerId

type Held = Pick<Appointment, 'date' | 'time' | 'state'>

interface WantedHalf {
  readonly date: IsoDate
  readonly halfDay: HalfDay
}

/** The half-days of a wish from `today` on. */
function halfDaysWanted({ from, to, weekdays, halves }: Wish, today: IsoDate): WantedHalf[] {
  const first = from < today ? today : from
  const days = Array.from({ length: daysBetween(first, to) + 1 }, (_, index) => addDays(first, index))
  return days
    .filter((date) => weekdays === undefined || weekdays.includes(weekdayOf(date)))
    .flatMap((date) => (halves ?? ['morning', 'afternoon']).map((halfDay) => ({ date, halfDay })))
}

/** Half-days that the patient has an appointment in can never be offered. */
const isHeld = ({ date, halfDay }: WantedHalf, appointments: readonly Held[]): boolean =>
  appointments.some(
    (one) => one.state !== 'cancelled' && one.date === date && halfDayOf(one.time) === halfDay,
  )

export interface JoiningFacts {
  readonly siteId: string
  readonly today: IsoDate
  /** The patient's places in waiting lists, ended ones too. */
  readonly waits: readonly (Subject & Pick<Wait, 'waitId' | 'state'>)[]
  /** The patient's appointments of the wanted days, wherever they are. */
  readonly appointments: readonly Held[]
}

/**
 * Is this something to wait for: in the days ahead for which there are lists, not waited for already, and with a
 * half-day in it that the patient could still come in?
 */
export function decideJoining(
  wish: Wish,
  { siteId, today, waits, appointments }: JoiningFacts,
  { waitDays }: Settings = defaultSettings,
): Decision<Wish, 'wait-too-long' | 'wait-exists' | 'half-day-taken'> {
  if (wish.to < today || wish.to > addDays(today, waitDays))
    return refuse('wait-too-long', { most: waitDays })
  const same = waits.find((one) => isOpenWait(one) && sameWish(one, { ...wish, siteId }))
  if (same) return refuse('wait-exists', { waitId: same.waitId })
  const wanted = halfDaysWanted(wish, today)
  const [first] = wanted
  const isAllHeld = first !== undefined && wanted.every((one) => isHeld(one, appointments))
  return isAllHeld ? refuse('half-day-taken', { ...first }) : accept(wish)
}

/** Place in the list, from 1, among those who want the same kind. */
export function placeAmong(
  wait: Pick<Wait, 'waitId' | 'kind' | 'need' | 'joinedAt'>,
  others: readonly Pick<Wait, 'waitId' | 'kind' | 'need' | 'joinedAt'>[],
): number {
  const before = others.filter(
    (one) =>
      one.waitId !== wait.waitId &&
      (one.kind === undefined || wait.kind === undefined || one.kind === wait.kind) &&
      inTurn(one, wait) < 0,
  )
  return before.length + 1
}
