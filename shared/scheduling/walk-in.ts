import { dateAt, minuteAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { holdOf } from './hold.ts'
import type { Session, Slot } from './model.ts'
import { capacityOf, type PlannedSlot } from './planning.ts'
import { poolsAt } from './pools.ts'
import { defaultSettings, type Settings } from './settings.ts'

type Open = Pick<Session, 'state' | 'date' | 'time' | 'slotMinutes' | 'quotas' | 'overbooking' | 'overflow'>
type Number = Pick<Slot, 'number' | 'time' | 'pool' | 'state' | 'hold' | 'releaseAt' | 'capacityStamp'>

export type WalkInRefusal = 'walk-in-day' | 'walk-in-full'

/** What a walk-in gets: a number that is free, or one beyond the plan with the capacity at this moment stamped on it. */
export type WalkIn<S> =
  | { readonly slot: S }
  | { readonly beyond: PlannedSlot; readonly stamp: NonNullable<Slot['capacityStamp']> }

const forDesk = ['clinic', 'public'] as const

/**
 * 现场号: the first free number from now on that the desk may give, else the latest one before now that is still free,
 * else one beyond the plan as far as the session's overbooking allows. Numbers kept for somebody are left alone. Until
 * midnight the desk writes down who came: late entry is marked by its time, never refused.
 */
export function decideWalkIn<S extends Number>(
  session: Open,
  slots: readonly S[],
  now: number,
  settings: Settings = defaultSettings,
): Decision<WalkIn<S>, WalkInRefusal> {
  if (session.state !== 'published' || session.date !== dateAt(now)) return refuse('walk-in-day')
  const minute = minuteAt(now)
  const free = slots
    .filter((slot) => slot.state === 'free' && !holdOf(slot, now) && now >= slot.releaseAt)
    .filter(
      (slot) => forDesk.some((pool) => poolsAt(slot, session, now).includes(pool)) || slot.capacityStamp,
    )
    .sort((a, b) => a.time.start - b.time.start)
  const slot = free.find(({ time }) => time.end > minute) ?? free.at(-1)
  return slot ? accept({ slot }) : beyondPlan(session, slots, minute, settings)
}

function beyondPlan<S extends Number>(
  { quotas, overbooking = 0, time, slotMinutes }: Open,
  slots: readonly S[],
  minute: number,
  { extraSlots }: Settings,
): Decision<WalkIn<S>, WalkInRefusal> {
  const stamped = slots.filter(({ capacityStamp }) => capacityStamp).length
  const extra = slots.filter(({ pool }) => pool === 'extra').length
  if (stamped >= overbooking || extra >= extraSlots) return refuse('walk-in-full', { most: overbooking })
  const latest = time.end - slotMinutes
  const start = Math.min(latest, Math.max(time.start, minute, ...slots.map((slot) => slot.time.end)))
  const number = Math.max(0, ...slots.map((slot) => slot.number)) + 1
  const beyond = { number, time: { start, end: start + slotMinutes }, pool: 'extra' } as const
  return accept({ beyond, stamp: { planned: capacityOf(quotas), beyond: overbooking } })
}
