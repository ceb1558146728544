import { writeTogether } from '#functions/platform/table.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import {
  candidatesFor,
  holdOf,
  isForWaiting,
  isOfferable,
  isWaitingFor,
  offerUntil,
  parseSessionId,
  parseSlotId,
  type SlotKey,
  standsInTheWay,
  stepped,
  waitHolder,
  wants,
} from '#shared/scheduling/index.ts'
import { countedIn, findPlace, type Place } from './appointment-parts.ts'
import { type Desk, untilSaved } from './desk.ts'
import type { StoredSlot } from './records.ts'
import { entryByList, lapseOf, lookKind, offerNotice, waitAct } from './waiting-parts.ts'
import type { StoredWait } from './waiting-repository.ts'

/** Fresh, and with what stands in their own way looked at; undefined for who cannot be offered this number. */
async function ready(desk: Desk, listed: StoredWait, { session, slot }: Place, now: number) {
  const { repository, settings } = desk
  const { patientId, waitId } = listed
  const [waits, appointments] = await Promise.all([
    repository.listWaitsOf(patientId),
    repository.listDay(patientId, session.date, { fresh: true }),
  ])
  const wait = waits.find((one) => one.waitId === waitId)
  if (!wait || !isWaitingFor(wait, slot, session, now)) return undefined
  const offers = waits.flatMap(({ state, offer }) => (state === 'offered' && offer ? [offer] : []))
  const missed = wait.joinedBy === 'staff' ? [] : countedIn(await repository.readMisses(patientId))
  const place = { date: session.date, time: slot.time }
  return standsInTheWay({ appointments, offers, missed }, wait, place, now, settings) ? undefined : wait
}

/** The number is kept, the place says so, the patient is told, and it is due to go on: one write, 9 WCU. */
async function offerTo(desk: Desk, wait: StoredWait, { session, slot }: Place, until: number, now: number) {
  const { slotId, time, number } = slot
  const { date, room, practitionerName } = session
  const offer = { slotId, date, time, number, room, practitionerName, madeAt: now, until }
  const step = { at: now, step: 'offered', by: 'system', slotId } as const
  const next = stepped({ ...wait, offer }, 'offer', step)
  if (!next.ok) return 'raced'
  const offered = { ...next.value, card: wait.card }
  const { changed, save } = desk.repository
  const items = [
    changed.slot({ ...slot, version: slot.version + 1, hold: { for: waitHolder(wait.waitId), until } }),
    changed.wait(offered),
    desk.due.plan(lapseOf(offered, offer)),
  ]
  return save(
    items,
    entryByList(now, waitAct('number-offered', offered, { slotId }, [offerNotice(offered, offer)])),
  )
}

/** Kept while somebody fills in a form: free again by the clock alone, so it is due to be looked at then. */
const isBriefly = (slot: StoredSlot, now: number): boolean => {
  const hold = slot.state === 'free' ? holdOf(slot, now) : undefined
  return hold !== undefined && !isForWaiting(hold)
}

async function lookAgain({ platform, due }: Desk, slot: StoredSlot, now: number): Promise<void> {
  const hold = isBriefly(slot, now) ? holdOf(slot, now) : undefined
  if (hold)
    await writeTogether(platform.table, [due.plan({ at: hold.until, kind: lookKind, id: slot.slotId })])
}

/**
 * A number that has become free goes to the first who waits for it and can take it: by clinical need, then by waiting
 * time. Heard twice, it is offered once: a number that is kept is not free.
 * @returns whether it is now kept for somebody by this call.
 */
export async function offerNumber(desk: Desk, key: SlotKey, now: number): Promise<boolean> {
  return untilSaved(async () => {
    const place = await findPlace(desk, key, { fresh: true })
    if (!place) return false
    if (!isOfferable(place.slot, place.session, now)) {
      await lookAgain(desk, place.slot, now)
      return false
    }
    const at = { date: place.session.date, start: place.slot.time.start }
    const until = offerUntil(now, at, desk.settings)
    if (until === undefined) return false
    const listed = await desk.repository.listWaitsAt(key.siteId)
    for (const one of candidatesFor(listed, place.slot, place.session, now)) {
      const wait = await ready(desk, one as StoredWait, place, now)
      if (wait) return (await offerTo(desk, wait, place, until, now)) === 'saved' ? true : undefined
    }
    return false
  })
}

/** All free numbers of a session, in their order, as long as somebody waits who could want one. */
export async function offerSession(desk: Desk, sessionId: string, now: number): Promise<void> {
  const key = parseSessionId(sessionId)
  if (!key) return
  const waits = await desk.repository.listWaitsAt(key.siteId)
  if (waits.length === 0) return
  const [session, slots] = await Promise.all([
    desk.repository.findSession(key, { fresh: true }),
    desk.repository.listSlots(key, { fresh: true }),
  ])
  if (!session || now >= instantOf(session.date, session.time.end)) return
  let left = waits.filter(
    (wait) => wait.state === 'waiting' && slots.some(({ time }) => wants(wait, session, time)),
  ).length
  const open = slots.filter((one) => isOfferable(one, session, now) || isBriefly(one, now))
  for (const slot of open) {
    if (left === 0) return
    if (await offerNumber(desk, slot.key, now)) left -= 1
  }
}

export async function offerSlot(desk: Desk, slotId: string | undefined, now: number): Promise<void> {
  const key = parseSlotId(slotId ?? '')
  if (key) await offerNumber(desk, key, now)
}
