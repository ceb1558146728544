import * as z from 'zod'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { id } from '#shared/kernel/ids.ts'
import {
  afterCommand,
  lostSlotOf,
  offeredAnew,
  parseSlotId,
  renewedNumber,
  type Session,
  standingOffer,
  waitHolder,
  wants,
} from '#shared/scheduling/index.ts'
import { actingOf } from './cascade-acting.ts'
import { lineAct, reofferNotice } from './cascade-parts.ts'
import { type Desk, untilSaved } from './desk.ts'
import { stoppedOf } from './displaced.ts'
import type { StoredSlot } from './records.ts'
import { withdraw } from './reoffering.ts'
import { loadSession } from './session-loading.ts'
import { takeBack } from './taking-back.ts'
import { entryByList, offerNotice, waitAct } from './waiting-parts.ts'
import type { StoredWait } from './waiting-repository.ts'

interface Place {
  readonly session: Session
  readonly slot: StoredSlot
}

/** A place in the list: the offer as it is told now, the number kept as before, and the message, in one write. */
async function renewWait(
  desk: Desk,
  { patientId, waitId }: StoredWait,
  { session, slot }: Place,
  now: number,
) {
  const wait = await desk.repository.findWait(patientId, waitId)
  const offer = wait?.state === 'offered' && wait.offer?.slotId === slot.slotId ? wait.offer : undefined
  if (!wait || !offer || offer.until <= now || slot.hold?.for !== waitHolder(waitId)) return true
  const told = renewedNumber(offer, session, slot, desk.settings)
  if (told === undefined) return true
  if (told === 'over' || !wants(wait, session, slot.time)) {
    await takeBack(desk, wait, now)
    return true
  }
  const renewed = { ...offeredAnew(wait, { ...offer, ...told }, now), card: wait.card }
  const { changed, save } = desk.repository
  const notice = {
    ...offerNotice(renewed, { ...offer, ...told }),
    noticeId: `renewed.${waitId}.${renewed.version}`.slice(0, 80),
  }
  const act = waitAct('offer-renewed', renewed, { slotId: slot.slotId }, [notice])
  const written = await save([changed.wait(renewed), changed.slotStands(slot)], entryByList(now, act))
  return written === 'saved' || undefined
}

/** The same for whom another session was lost; who would have no time left to come is offered the next number. */
async function renewLine(desk: Desk, lost: string, { session, slot }: Place, event: Delivered, now: number) {
  const key = parseSlotId(lost)
  const line = key && (await desk.repository.findLine(key))
  const offer = line && standingOffer(line, now)
  if (!line || offer?.slotId !== slot.slotId) return true
  const told = renewedNumber(offer, session, slot, desk.settings)
  if (told === undefined) return true
  const acting = actingOf(event, now)
  if (told === 'over') {
    await withdraw(desk, acting, lost, slot.slotId)
    return true
  }
  const { practitionerId } = session
  const sameDoctor = (await stoppedOf(desk, line.sessionId))?.practitionerId === practitionerId
  const renewed = { ...offer, ...told, practitionerId, sameDoctor }
  const step = { at: now, step: 'offered', by: 'system', slotId: slot.slotId } as const
  const next = afterCommand(line, 'offer', { step, offer: renewed })
  if (!next.ok) return true
  const { changed, save } = desk.repository
  const notices = [reofferNotice(next.value, renewed, now)]
  const act = lineAct('reoffer-renewed', next.value, { slotId: slot.slotId, notices })
  const written = await save([changed.line(next.value), changed.slotStands(slot)], acting.entry(act))
  return written === 'saved' || undefined
}

/** Every number of the session that is being offered to somebody: a moment late, they are told what it is now. */
async function renew(desk: Desk, sessionId: string, event: Delivered, now: number): Promise<void> {
  const first = await loadSession(desk, sessionId)
  if (first?.session.state !== 'published') return
  const waits = await desk.repository.listWaitsAt(first.session.siteId)
  for (const { slotId, hold } of first.slots) {
    const lost = lostSlotOf(hold?.for)
    const listed = waits.find(({ waitId }) => hold?.for === waitHolder(waitId))
    if (!lost && !listed) continue
    await untilSaved(async () => {
      const loaded = await loadSession(desk, sessionId)
      const slot = loaded?.slots.find((one) => one.slotId === slotId)
      if (!loaded || !slot) return true
      const place = { session: loaded.session, slot }
      if (listed) return renewWait(desk, listed, place, now)
      return lost === undefined ? true : renewLine(desk, lost, place, event, now)
    })
  }
}

const ofSession = z.object({ sessionId: id })
const ofSwap = z.object({ sessions: z.array(ofSession) })

/** Offers that are out when their session is moved in its half-day or comes into other hands. */
export function renewingConsumers(desk: Desk): Consumers {
  const changed = async (event: Delivered) => {
    await renew(desk, ofSession.parse(event.data).sessionId, event, desk.platform.now())
  }
  return {
    'scheduling/session-moved': changed,
    'scheduling/session-substituted': changed,
    async 'scheduling/sessions-swapped'(event) {
      for (const { sessionId } of ofSwap.parse(event.data).sessions)
        await renew(desk, sessionId, event, desk.platform.now())
    },
  }
}
