import type { Decision } from '#shared/kernel/decision.ts'
import { type BookingFacts, decideTaking, type TakingRefusal } from './booking.ts'
import { decideLeaving, type LeavingFacts, type LeavingRefusal } from './cancellation.ts'
import type { HalfDay } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'

/** 改约: leaves one number and takes another as one act. Its own half-day does not stand in its way. */
export function decideMove(
  from: LeavingFacts,
  to: Omit<BookingFacts, 'missed'>,
  now: number,
  settings: Settings = defaultSettings,
): Decision<HalfDay, LeavingRefusal | TakingRefusal> {
  const leaving = decideLeaving(from, now, settings)
  return leaving.ok ? decideTaking(to, now) : leaving
}
