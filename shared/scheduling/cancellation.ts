import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import type { Booker } from './booking.ts'
import { type AppointmentState, appointmentLifecycle } from './lifecycle.ts'
import type { Slot } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'

/** Until when a patient can cancel or move by themselves; milliseconds since the epoch. */
export const cancelUntil = (
  date: string,
  { cancelDaysBefore, cancelMinute }: Settings = defaultSettings,
): number => instantOf(addDays(date, -cancelDaysBefore), cancelMinute)

/** The appointment's own state; a stopped session does not change how far its patient has come. */
export function appointmentStateOf({
  state,
  stoppedFrom,
  held,
}: Pick<Slot, 'state' | 'stoppedFrom' | 'held'>): AppointmentState | undefined {
  const own = state === 'stopped' ? stoppedFrom : state
  return held && own && own !== 'free' ? own : undefined
}

export interface LeavingFacts {
  readonly date: string
  readonly slot: Pick<Slot, 'state' | 'stoppedFrom' | 'held'>
  readonly appointmentId: string
  readonly by: Booker
}
export type LeavingRefusal = 'appointment-unknown' | 'step-not-allowed' | 'cancel-too-late'

/** May the appointment leave its number, by cancelling or by moving? Out of a stopped session always. */
export function decideLeaving(
  { date, slot, appointmentId, by }: LeavingFacts,
  now: number,
  settings: Settings = defaultSettings,
): Decision<AppointmentState, LeavingRefusal> {
  const state = appointmentStateOf(slot)
  if (!state || slot.held?.appointmentId !== appointmentId) return refuse('appointment-unknown')
  if (!next(appointmentLifecycle, state, 'cancel')) return refuse('step-not-allowed', { state })
  const until = cancelUntil(date, settings)
  if (by === 'self' && slot.state !== 'stopped' && now >= until) return refuse('cancel-too-late', { until })
  return accept(state)
}
