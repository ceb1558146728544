import * as z from 'zod'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import {
  isOpenWait,
  parseSessionId,
  parseSlotId,
  type Session,
  stepped,
  wants,
} from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import type { PublicDays } from './public-days.ts'
import type { StoredSlot } from './records.ts'
import { takeBack } from './taking-back.ts'
import { offerSession, offerSlot } from './waiting-offers.ts'
import { entryByList, givingUp, waitAct } from './waiting-parts.ts'
import type { StoredWait } from './waiting-repository.ts'

const moved = z.object({ slotId: id.optional(), from: id.optional() })
const booked = z.object({ slotId: id, slotIds: z.array(id).optional(), waitId: id.optional() })
const ofSession = z.object({ sessionId: id, offer: id.optional() })
/** Other hands: who waits for this practitioner may want its numbers now. */
const swapped = z.object({ sessions: z.array(z.object({ sessionId: id })) })

type Listener = (event: Delivered) => Promise<void>

/** Got elsewhere what they waited for: the place ends, and what it was being offered goes on. */
async function satisfy(desk: Desk, wait: StoredWait, now: number): Promise<void> {
  const next = stepped(wait, 'satisfy', { at: now, step: 'booked-elsewhere', by: 'system' })
  if (!next.ok) return
  const { parts, slotId } = await givingUp(desk, wait)
  const { changed, save } = desk.repository
  const act = waitAct('wait-ended', wait, slotId ? { slotId } : {})
  const written = await save(
    [changed.wait({ ...next.value, card: wait.card }), ...parts],
    entryByList(now, act),
  )
  if (written !== 'saved') throw new Error('The place in the waiting list changed meanwhile')
}

const endsBy = (wait: StoredWait, session: Session, slot: StoredSlot): boolean =>
  isOpenWait(wait) && wants(wait, session, slot.time)

/** Only what was booked since they joined: whoever had it before waits for something else. */
async function satisfied(desk: Desk, { data, patientIds, at }: Delivered, now: number): Promise<void> {
  const { slotId, slotIds = [slotId], waitId } = booked.parse(data)
  for (const key of slotIds.flatMap((one) => parseSlotId(one) ?? [])) {
    const { session, slot } = await desk.repository.findPlace(key)
    const patientId = slotIds.length > 1 ? slot?.held?.patientId : patientIds[0]
    if (!session || !slot || !patientId) continue
    const waits = await desk.repository.listWaitsOf(patientId)
    const since = waits.filter((one) => one.waitId !== waitId && one.joinedAt <= at)
    for (const wait of since.filter((one) => endsBy(one, session, slot))) await satisfy(desk, wait, now)
  }
}

/** A stopped session has nothing to offer. */
async function withdraw(desk: Desk, sessionId: string, now: number): Promise<void> {
  const key = parseSessionId(sessionId)
  const session = key && (await desk.repository.findSession(key, { fresh: true }))
  if (session?.state !== 'stopped') return
  const listed = await desk.repository.listWaitsAt(session.siteId)
  for (const wait of listed)
    if (wait.offer?.slotId.startsWith(`${sessionId}.`)) await takeBack(desk, wait, now)
}

/**
 * What moves the waiting list. An event only says where to look: what is offered is what is free at that moment, so
 * doubled, late and reordered events offer nothing twice.
 */
export function waitingConsumers(desk: Desk, published: PublicDays | undefined): Consumers {
  const now = () => desk.platform.now()
  const touch = async (slotId: string | undefined) => {
    const key = parseSlotId(slotId ?? '')
    if (key) await published?.touch(key.siteId, key.date)
  }
  const freed: Listener = async ({ data }) => {
    const { slotId } = moved.parse(data)
    await offerSlot(desk, slotId, now())
    await touch(slotId)
  }
  /**
   * Whose it was may take another that is free: they could not, or were being offered this one. Somebody who moves their
   * appointment has that half-day free again as well.
   */
  const freedBy: Listener = async (event) => {
    await freed(event)
    await lookFor(desk, event.patientIds[0], now())
  }
  const shown: Listener = async ({ data }) => touch(moved.parse(data).slotId)
  const opened: Listener = async ({ data }) => {
    const { sessionId } = ofSession.parse(data)
    await offerSession(desk, sessionId, now())
    const key = parseSessionId(sessionId)
    if (key) await published?.touch(key.siteId, key.date)
  }
  return {
    'scheduling/appointment-cancelled': freedBy,
    'scheduling/hold-released': freed,
    'scheduling/appointment-moved': async (event) => {
      await offerSlot(desk, moved.parse(event.data).from, now())
      await satisfied(desk, event, now())
      await lookFor(desk, event.patientIds[0], now())
    },
    'scheduling/appointment-booked': (event) => satisfied(desk, event, now()),
    'scheduling/appointments-booked': async (event) => {
      await satisfied(desk, event, now())
      await shown(event)
    },
    'scheduling/session-published': opened,
    'scheduling/session-resumed': opened,
    'scheduling/numbers-let-go': opened,
    'scheduling/session-stopped': ({ data }) => withdraw(desk, ofSession.parse(data).sessionId, now()),
    'scheduling/extra-slot-added': ({ data }) => offerSlot(desk, ofSession.parse(data).offer, now()),
    'scheduling/number-offered': shown,
    'scheduling/offer-declined': freedBy,
    'scheduling/offer-lapsed': freedBy,
    'scheduling/offer-withdrawn': freedBy,
    'scheduling/wait-left': freedBy,
    'scheduling/wait-ended': freedBy,
    'scheduling/session-substituted': opened,
    'scheduling/sessions-swapped': async ({ data }) => {
      for (const { sessionId } of swapped.parse(data).sessions) await offerSession(desk, sessionId, now())
    },
    'scheduling/wait-joined': ({ aggregateId, patientIds }) => look(desk, patientIds[0], aggregateId, now()),
  }
}

async function lookFor(desk: Desk, patientId: string | undefined, now: number): Promise<void> {
  const waits = patientId === undefined ? [] : await desk.repository.listWaitsOf(patientId)
  for (const { state, waitId } of waits) if (state === 'waiting') await look(desk, patientId, waitId, now)
}

/** Days ahead that are looked through for who has just joined: further away nothing is released yet. */
const lookedAhead = 35

/** A number may have become free between a patient's look and their joining: it is offered at once. */
async function look(desk: Desk, patientId: string | undefined, waitId: string, now: number): Promise<void> {
  const wait = patientId === undefined ? undefined : await desk.repository.findWait(patientId, waitId)
  if (wait?.state !== 'waiting') return
  const { from, to } = soon(wait, now)
  if (from > to) return
  for (const session of await desk.repository.listSessions(wait.siteId, from, to)) {
    if (session.state !== 'published' || !wants(wait, session, session.time)) continue
    await offerSession(desk, session.sessionId, now)
    const after = await desk.repository.findWait(wait.patientId, waitId)
    if (after?.state !== 'waiting') return
  }
}

const soon = ({ from, to }: StoredWait, now: number) => {
  const today = dateAt(now)
  const last = addDays(today, lookedAhead)
  return { from: from < today ? today : from, to: to < last ? to : last }
}
