import type { Decision } from '#shared/kernel/decision.ts'
import { type BookingFacts, decideTaking, type TakingRefusal } from './booking.ts'
import { decideLeaving, type LeavingFacts, type LeavingRefusal } from './cancellation.ts'
import { reofferHolder } from './cascade.ts'
import { heldAgainst } from './hold.ts'
import type { HalfDay, Slot } from './model.ts'
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

type Numbered = Pick<Slot, 'slotId' | 'number'>

/**
 * The number for somebody who comes along with a session that moves to another day: the same, else the nearest that is
 * free and kept for nobody else. Undefined where there is none.
 */
export function numberAlong<S extends Numbered & Pick<Slot, 'state' | 'hold'>>(
  there: readonly S[],
  { number, slotId }: Numbered,
  now: number,
): S | undefined {
  const free = there.filter(
    (slot) => slot.state === 'free' && !heldAgainst(slot, now, [reofferHolder(slotId)]),
  )
  return free.sort((a, b) => Math.abs(a.number - number) - Math.abs(b.number - number))[0]
}
