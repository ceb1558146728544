import { type Act, type Entry, newEntry } from '#functions/platform/journal.ts'
import type { Notice } from '#shared/patients/index.ts'
import { parseSlotId, type Wait, type WaitOffer, waitHolder } from '#shared/scheduling/index.ts'
import { minePath } from './appointment-notices.ts'
import type { Desk } from './desk.ts'
import type { StoredSlot } from './records.ts'
import type { StoredWait } from './waiting-repository.ts'
import type { Change } from './writing-repository.ts'

export const lapseKind = 'wait-offer-lapse'
export const overKind = 'wait-over'
export const lookKind = 'wait-look'

/** When an unanswered offer goes on; its time and place in the list of due things follow from the offer. */
export const lapseOf = ({ waitId, patientId }: Wait, { until, slotId }: WaitOffer) => ({
  at: until,
  kind: lapseKind,
  id: waitId,
  data: { patientId, slotId },
})

/** What an event of the waiting list says: whoever listens reads the rest. */
export const waitAct = (
  act: string,
  wait: Wait,
  data: object = {},
  notices: readonly Notice[] = [],
): Act => ({
  act,
  aggregateId: wait.waitId,
  bodyId: wait.siteId,
  patientIds: [wait.patientId],
  data: { waitId: wait.waitId, ...data, ...(notices.length > 0 ? { notices } : {}) },
})

/** An entry of what the list does by itself, because a number has become free. */
export const entryByList = (now: number, act: Act): Entry =>
  newEntry(
    {
      context: 'scheduling',
      personId: 'system',
      at: now,
      requestId: `waiting.${act.aggregateId}`.slice(0, 80),
    },
    { ...act, basis: 'system' },
  )

/** The number that is kept for this place in the list, where it still is. */
export async function keptFor({ repository }: Desk, wait: Wait): Promise<StoredSlot | undefined> {
  const key = wait.offer && parseSlotId(wait.offer.slotId)
  const slot = key && (await repository.findSlot(key, { fresh: true }))
  return slot?.hold?.for === waitHolder(wait.waitId) ? slot : undefined
}

/** The parts of a write by which a place gives up what it was offered: the number is kept no longer, nothing is due. */
export async function givingUp(desk: Desk, wait: Wait): Promise<{ parts: Change[]; slotId?: string }> {
  const { offer } = wait
  if (!offer || wait.state !== 'offered') return { parts: [] }
  const slot = await keptFor(desk, wait)
  const dropped = desk.due.drop(lapseOf(wait, offer))
  if (!slot) return { parts: [dropped], slotId: offer.slotId }
  const { hold: _, ...free } = slot
  const { changed } = desk.repository
  return { parts: [dropped, changed.slot({ ...free, version: slot.version + 1 })], slotId: offer.slotId }
}

/** As its patient sees it: the card is for who keeps the list. */
export const waitOf = ({ card: _, ...wait }: StoredWait): Wait => wait

const offerFacts = (wait: Wait, { date, time, number, practitionerName, until }: WaitOffer) => ({
  siteName: wait.siteName,
  url: minePath,
  ...{ date, start: time.start, number, practitionerName, until },
})

/** Somebody else has put them on the list: they are told, whoever joins alone knows. */
export const joinedNotices = (wait: Wait): Notice[] =>
  wait.joinedBy === 'staff'
    ? [
        {
          noticeId: `joined.${wait.waitId}`,
          patientId: wait.patientId,
          template: 'waitlist-joined',
          facts: { siteName: wait.siteName, url: minePath },
          about: wait.waitId,
        },
      ]
    : []

/** 有号了，给您留到 14:20。 */
export const offerNotice = (wait: Wait, offer: WaitOffer): Notice => ({
  noticeId: `offer.${wait.waitId}.${offer.slotId}`.slice(0, 80),
  patientId: wait.patientId,
  template: 'waitlist-offer',
  facts: offerFacts(wait, offer),
  about: wait.waitId,
})

/** The number went to the next person; the place in the list stays. */
export const passedNotice = (wait: Wait, offer: WaitOffer): Notice => ({
  noticeId: `passed.${wait.waitId}.${offer.slotId}`.slice(0, 80),
  patientId: wait.patientId,
  template: 'waitlist-passed',
  facts: offerFacts(wait, offer),
  about: wait.waitId,
})
