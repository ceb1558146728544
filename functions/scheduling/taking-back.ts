import { passedOn } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import { entryByList, givingUp, passedNotice, waitAct } from './waiting-parts.ts'
import type { StoredWait } from './waiting-repository.ts'

/** One whose number is gone waits on, in their old place. */
export async function takeBack(desk: Desk, { patientId, waitId }: StoredWait, now: number): Promise<void> {
  const wait = await desk.repository.findWait(patientId, waitId)
  if (wait?.state !== 'offered' || !wait.offer) return
  const { offer } = wait
  const step = { at: now, step: 'withdrawn', by: 'system', slotId: offer.slotId } as const
  const next = passedOn(wait, 'withdraw', step)
  if (!next.ok) return
  const { parts, slotId } = await givingUp(desk, wait)
  // Whoever else waits for that number hears of it by its id.
  const freed = slotId === undefined ? {} : { slotId }
  const act = waitAct('offer-withdrawn', wait, freed, [passedNotice(wait, offer)])
  const items = [desk.repository.changed.wait({ ...next.value, card: wait.card }), ...parts]
  if ((await desk.repository.save(items, entryByList(now, act))) !== 'saved')
    throw new Error('The offer was answered meanwhile')
}
