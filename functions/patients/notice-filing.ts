import type { Delivered } from '#functions/platform/events.ts'
import { newEntry } from '#functions/platform/journal.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import {
  type Addressee,
  carriesNotices,
  channelsFor,
  copiesFor,
  isMinor,
  type Notice,
  uncarried,
} from '#shared/patients/index.ts'
import { type NoticeDesk, reachableOf, type Told, waitingCopy } from './notice-parts.ts'
import { noticeEventOf, type StoredDelivery, type StoredNotice } from './notice-record.ts'

/** Who gets a copy: the patient; the guardian of a minor, or where the patient wants it. */
function addresseesOf({ record, contact }: Told, now: number): Addressee[] {
  const { birthDate, guardian } = record.details
  return copiesFor(contact, { minor: isMinor(birthDate, dateAt(now)), hasGuardian: guardian !== undefined })
}

/** Where a message leads that names no page: there every appointment can be seen, moved and cancelled. */
const ownAppointments = '/mine/'

/** The message with a copy in each mailbox, and one on its way on each person's first channel. */
function filed(desk: NoticeDesk, told: Told, notice: Notice, at: number): StoredNotice {
  const { contact } = told
  const now = desk.now()
  const deliveries = addresseesOf(told, now).flatMap((to): StoredDelivery[] => {
    const [channel] = channelsFor(to, contact, reachableOf(told, to), desk.gateway.channels)
    const mailbox = { channel: 'mailbox', to, state: 'delivered', at: now } as const
    return channel ? [mailbox, waitingCopy(desk, notice, { to, channel }, now)] : [mailbox]
  })
  const facts = { url: ownAppointments, ...notice.facts }
  return { ...notice, facts, version: 1, at, language: contact.language, deliveries }
}

/** Files a message once, however often it is heard of: its id is its key. 11 WCU with one copy outside. */
async function file(desk: NoticeDesk, notice: Notice, { at, bodyId }: Delivered): Promise<void> {
  const [record, contact] = await Promise.all([
    desk.repository.findPatient(notice.patientId),
    desk.contacts.findContact(notice.patientId),
  ])
  if (!record) return desk.log.warn({ noticeId: notice.noticeId }, 'a message for nobody on record')
  const stored = filed(desk, { record, contact }, notice, at)
  const boxes = stored.deliveries.filter(({ channel }) => channel === 'mailbox')
  const [first] = boxes
  if (!first) return
  const copies = boxes.map(({ to }) => to)
  const acting = { context: 'patients', personId: 'system', at: desk.now(), requestId: notice.noticeId }
  const entry = newEntry(acting, {
    act: 'notice-sent',
    aggregateId: notice.noticeId,
    bodyId,
    basis: 'system',
    patientIds: [notice.patientId],
    data: noticeEventOf(stored, first, { copies }),
  })
  const waiting = stored.deliveries.filter(({ state }) => state === 'waiting')
  const unread = Object.fromEntries(copies.map((to) => [to, 1]))
  await desk.notices.save(stored, { waiting, unread }, entry)
}

/** Whatever act carries messages, of whichever context: they are filed here. */
export const noticesIn =
  (desk: NoticeDesk) =>
  async (event: Delivered): Promise<void> => {
    if (typeof event.data !== 'object' || event.data === null || !('notices' in event.data)) return
    const carried = carriesNotices.safeParse(event.data)
    if (!carried.success)
      return desk.log.error({ event: `${event.context}/${event.act}` }, 'messages that cannot be read')
    for (const one of carried.data.notices) {
      const notice = uncarried(one, event)
      if (notice) await file(desk, notice, event)
    }
  }
