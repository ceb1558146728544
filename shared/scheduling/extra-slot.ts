import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Session, Slot } from './model.ts'
import type { PlannedSlot } from './planning.ts'
import { defaultSettings, type Settings } from './settings.ts'

export type ExtraRefusal = 'session-not-published' | 'session-stopped' | 'extra-slot-limit' | 'plan-invalid'
type Extended = Pick<Session, 'state' | 'date' | 'time' | 'slotMinutes'>

/**
 * 加号: the next number, within the session's hours, beside others where it must be. Without a wish it goes behind the
 * last one, or to the last place where the half-day is full.
 */
export function decideExtraSlot(
  session: Extended,
  slots: readonly Pick<Slot, 'number' | 'time' | 'pool'>[],
  wanted: number | undefined,
  now: number,
  settings: Settings = defaultSettings,
): Decision<PlannedSlot, ExtraRefusal> {
  if (session.state === 'stopped') return refuse('session-stopped')
  if (session.state !== 'published' || session.date < dateAt(now)) return refuse('session-not-published')
  const extra = slots.filter(({ pool }) => pool === 'extra').length
  if (extra >= settings.extraSlots) return refuse('extra-slot-limit', { most: settings.extraSlots })
  const lastStart = session.time.end - session.slotMinutes
  const behind = Math.max(session.time.start, ...slots.map(({ time }) => time.end))
  const start = wanted ?? Math.min(behind, lastStart)
  if (start < session.time.start || start > lastStart)
    return refuse('plan-invalid', { fault: 'outside-session' })
  const number = Math.max(0, ...slots.map((slot) => slot.number)) + 1
  return accept({ number, time: { start, end: start + session.slotMinutes }, pool: 'extra' })
}
