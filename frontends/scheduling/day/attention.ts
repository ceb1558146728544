import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Need } from '#shared/patients/index.ts'
import type { Slot } from '#shared/scheduling/index.ts'
import { isFree } from '../numbers/cells.ts'
import { lateBy } from './waiting.ts'

export type Attention =
  | { readonly kind: 'late'; readonly slot: Slot; readonly minutes: number }
  | { readonly kind: 'needs'; readonly slot: Slot; readonly needs: readonly Need[] }
  | { readonly kind: 'unreleased'; readonly slots: readonly Slot[]; readonly releaseAt: number }
  | { readonly kind: 'guarded'; readonly slots: readonly Slot[] }
  | { readonly kind: 'free'; readonly slots: readonly Slot[] }

/** What needs a person's eye, the most urgent first: who has not come, who needs something, numbers still to be had. */
export function attentionOf(
  slots: readonly Slot[],
  date: IsoDate,
  now: number,
  minuteNow: number,
): Attention[] {
  const late = slots.flatMap((slot): Attention[] => {
    const minutes = lateBy(slot, date, now)
    return minutes > 0 ? [{ kind: 'late', slot, minutes }] : []
  })
  const needs = slots.flatMap((slot): Attention[] => {
    const said = slot.held?.card.needs
    const ahead = slot.state === 'booked' || slot.state === 'arrived'
    return said && said.length > 0 && ahead ? [{ kind: 'needs', slot, needs: said }] : []
  })
  return [...late, ...unreleasedAmong(slots, now), ...needs, ...freeAmong(slots, now, minuteNow)]
}

function unreleasedAmong(slots: readonly Slot[], now: number): Attention[] {
  const closed = slots.filter(({ state, releaseAt }) => state === 'free' && releaseAt > now)
  const releaseAt = Math.min(...closed.map((slot) => slot.releaseAt))
  return closed.length > 0 ? [{ kind: 'unreleased', slots: closed, releaseAt }] : []
}

function freeAmong(slots: readonly Slot[], now: number, minuteNow: number): Attention[] {
  const ahead = slots.filter((slot) => isFree(slot, now) && slot.time.start > minuteNow)
  const guarded = ahead.filter(({ pool }) => pool === 'protected')
  const free = ahead.filter(({ pool }) => pool !== 'protected')
  return [
    ...(guarded.length > 0 ? [{ kind: 'guarded' as const, slots: guarded }] : []),
    ...(free.length > 0 ? [{ kind: 'free' as const, slots: free }] : []),
  ]
}
