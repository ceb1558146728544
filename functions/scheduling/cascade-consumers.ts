import * as z from 'zod'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { id } from '#shared/kernel/ids.ts'
import { type DeliveryState, noticeEvent } from '#shared/patients/index.ts'
import { factActs } from '#shared/practitioners/index.ts'
import { lostSlotOf, parseSessionId, parseSlotId } from '#shared/scheduling/index.ts'
import { findPlace } from './appointment-parts.ts'
import { actingOf } from './cascade-acting.ts'
import { lineOfAbout } from './cascade-parts.ts'
import { followAppointment } from './cascade-settling.ts'
import type { Desk } from './desk.ts'
import { isFiled, planCut } from './practice-cut.ts'
import type { PublicDays } from './public-days.ts'
import { withdraw } from './reoffering.ts'
import { keepReceipt } from './told-repository.ts'
import { offerSlot } from './waiting-offers.ts'

const ofSlot = z.object({ slotId: id, from: id.optional() })
const ofLine = z.object({ slotId: id.optional(), freed: id.optional() })
const ofPerson = z.object({ practitionerId: id })
const ofSession = z.object({ sessionId: id, practitionerId: id })
const ofSwap = z.object({ sessions: z.array(ofSession) })

/**
 * What moves the lines of a stopped session from outside: its patients' own steps, receipts of messages, the end of a
 * practice. An event says where to look; heard twice or late it finds nothing to do.
 */
export function cascadeConsumers(desk: Desk, published: PublicDays | undefined): Consumers {
  const now = () => desk.platform.now()
  const touch = async (slotId: string | undefined) => {
    const key = parseSlotId(slotId ?? '')
    if (key) await published?.touch(key.siteId, key.date)
  }
  const moved = async (event: Delivered) => {
    const { slotId, from } = ofSlot.parse(event.data)
    const key = parseSlotId(slotId)
    const place = key && from ? await findPlace(desk, key, { fresh: true }) : undefined
    if (!from || !place) return
    const { session, slot } = place
    const { siteName, date, practitionerName } = session
    const to = { slotId, siteName, date, time: slot.time, number: slot.number, practitionerName }
    await followAppointment(desk, actingOf(event, now()), from, event.aggregateId, to)
  }
  const cancelled = async (event: Delivered) => {
    const { slotId } = ofSlot.parse(event.data)
    await followAppointment(desk, actingOf(event, now()), slotId, event.aggregateId, undefined)
    await freed(event)
  }
  /** A number that was kept is free again: it goes to who waits for it. */
  const freed = async ({ data }: Delivered) => {
    const { slotId, freed: free } = ofLine.parse(data)
    if (free) await offerSlot(desk, free, now())
    await touch(free)
    await touch(slotId)
  }
  const receipt =
    (state: DeliveryState) =>
    async ({ data, at }: Delivered) => {
      const told = noticeEvent.parse(data)
      const key = lineOfAbout(told.about)
      if (!key) return
      // The first of a message speaks for every mailbox that it lies in: the guardian's as well.
      for (const to of new Set([told.to, ...(told.copies ?? [])]))
        await keepReceipt(desk.platform.table, key, state, { ...told, to }, at)
    }
  /** What was being offered of a stopped session is kept for nobody: each goes to the next number. */
  const withdrawn = async (event: Delivered) => {
    const key = parseSessionId(ofSession.parse(event.data).sessionId)
    const slots = key ? await desk.repository.listSlots(key, { fresh: true }) : []
    for (const { hold, slotId, state } of slots) {
      const lost = state === 'stopped' ? lostSlotOf(hold?.for) : undefined
      if (lost) await withdraw(desk, actingOf(event, now()), lost, slotId)
    }
  }
  /** A session that came about, or into other hands, while its practitioner's practice was being ended. */
  const late = async ({ sessionId, practitionerId }: z.infer<typeof ofSession>, cause: Delivered) => {
    if (!(await isFiled(desk, sessionId, practitionerId))) await planCut(desk, practitionerId, cause)
  }
  const arisen = (event: Delivered) => late(ofSession.parse(event.data), event)
  const swapped = async (event: Delivered) => {
    for (const one of ofSwap.parse(event.data).sessions) await late(one, event)
  }
  const facts = (event: Delivered) => planCut(desk, ofPerson.parse(event.data).practitionerId, event)
  return {
    'scheduling/appointment-moved': moved,
    'scheduling/appointment-cancelled': cancelled,
    'scheduling/reoffer-made': freed,
    'scheduling/reoffers-exhausted': freed,
    'scheduling/reoffer-settled': freed,
    'scheduling/session-stopped': withdrawn,
    'scheduling/session-published': arisen,
    'scheduling/session-planned': arisen,
    'scheduling/session-changed': arisen,
    'scheduling/session-resumed': arisen,
    'scheduling/session-substituted': arisen,
    'scheduling/sessions-swapped': swapped,
    'patients/notice-sent': receipt('sent'),
    'patients/notice-delivered': receipt('delivered'),
    'patients/notice-failed': receipt('failed'),
    'patients/notice-read': receipt('read'),
    ...Object.fromEntries(factActs.map((act) => [`practitioners/${act}`, facts])),
  }
}
