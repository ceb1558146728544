import * as z from 'zod'
import { accept, type Decision, refuse } from './decision.ts'
import { id } from './ids.ts'
import { gapBetween, interval, overlaps } from './interval.ts'

export const claimKinds = ['clinic-visit', 'hospital-duty', 'panel-duty', 'teaching', 'leave'] as const

/** One commitment of a person's time: what for, where and when on that day. */
export const claim = z.object({
  claimId: id,
  kind: z.enum(claimKinds),
  /** Where the person is then; absent for leave, which has no place to travel from. */
  placeId: id.optional(),
  time: interval,
  /** What needs it: a session, a panel. Shown only to who may see that. */
  about: id.optional(),
})
export type Claim = z.infer<typeof claim>

/** Minutes from one place to another; 0 for the same place. */
export type Travel = (from: string, to: string) => number

export type ClaimRefusal = 'time-claimed' | 'travel-too-short'

/** A person is in one place at a time, and needs the road between two: every other commitment of the day is looked at. */
export function decideClaim(
  others: readonly Claim[],
  wanted: Claim,
  travel: Travel,
): Decision<Claim, ClaimRefusal> {
  const rest = others.filter(({ claimId }) => claimId !== wanted.claimId)
  const clash = rest.find(({ time }) => overlaps(time, wanted.time))
  if (clash) return refuse('time-claimed', { blocking: { kind: clash.kind, time: clash.time } })
  for (const other of rest) {
    const missing = missingTravel(other, wanted, travel)
    if (missing > 0)
      return refuse('travel-too-short', {
        blocking: { kind: other.kind, time: other.time },
        missingMinutes: missing,
      })
  }
  return accept(wanted)
}

/** Minutes by which the gap between two commitments falls short of the road between them; 0 where it suffices. */
export function missingTravel(a: Claim, b: Claim, travel: Travel): number {
  if (!a.placeId || !b.placeId || a.placeId === b.placeId) return 0
  const [first, second] = a.time.start < b.time.start ? [a, b] : [b, a]
  const needed = travel(first.placeId ?? '', second.placeId ?? '')
  return Math.max(0, needed - gapBetween(a.time, b.time))
}
