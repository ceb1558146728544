import type { BadgeState } from '#frontends/kit/index.ts'
import { type IsoDate, instantOf } from '#shared/kernel/calendar.ts'
import { defaultSettings, type Slot } from '#shared/scheduling/index.ts'
import { heldUntil } from '../numbers/cells.ts'
import { dayList } from './settings.ts'

const minutes = (fromMs: number, toMs: number): number => Math.max(0, Math.floor((toMs - fromMs) / 60_000))

/** Minutes past the time of the number for a person who has not come; 0 where that is not yet worth a word. */
export function lateBy(slot: Slot, date: IsoDate, now: number): number {
  if (slot.state !== 'booked') return 0
  const late = minutes(instantOf(date, slot.time.start), now)
  return late >= defaultSettings.lateMinutes ? late : 0
}

export type Wait =
  | { readonly kind: 'here' | 'with-doctor' | 'late'; readonly minutes: number; readonly long: boolean }
  | undefined

/** How long a person has been waiting, has been with the doctor, or is late, in whole minutes. */
export function waitOf(slot: Slot, date: IsoDate, now: number): Wait {
  const { arrivedAt, calledAt } = slot.held ?? {}
  if (slot.state === 'arrived' && arrivedAt !== undefined) {
    const waited = minutes(arrivedAt, now)
    return { kind: 'here', minutes: waited, long: waited >= dayList.longWait }
  }
  if (slot.state === 'called' && calledAt !== undefined) {
    return { kind: 'with-doctor', minutes: minutes(calledAt, now), long: false }
  }
  const late = lateBy(slot, date, now)
  return late > 0 ? { kind: 'late', minutes: late, long: true } : undefined
}

const badgeOfState = {
  free: undefined,
  booked: 'booked',
  arrived: 'checked-in',
  called: 'in-visit',
  seen: 'completed',
  missed: 'missed',
  stopped: 'stopped',
} as const satisfies Record<Slot['state'], BadgeState | undefined>

export function badgeOf(slot: Slot, date: IsoDate, now: number): BadgeState | undefined {
  if (slot.state === 'free') return badgeOfFree(slot, now)
  return lateBy(slot, date, now) > 0 ? 'late' : badgeOfState[slot.state]
}

function badgeOfFree(slot: Slot, now: number): BadgeState | undefined {
  if (slot.releaseAt > now) return 'unreleased'
  return heldUntil(slot, now) === undefined ? undefined : 'waitlisted'
}

/** What a number without a person is: to be had, not yet, kept for somebody, or protected. */
export function vacancyOf(slot: Slot, now: number): 'free' | 'unreleased' | 'kept' | 'protected' {
  if (slot.releaseAt > now) return 'unreleased'
  if (heldUntil(slot, now) !== undefined) return 'kept'
  return slot.pool === 'protected' ? 'protected' : 'free'
}

export const isFinished = ({ state }: Slot): boolean => state === 'seen' || state === 'missed'
