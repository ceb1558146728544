import type { DueThing } from '#functions/platform/due.ts'
import { entryByClock } from '#functions/platform/jobs.ts'
import type { Entry } from '#functions/platform/journal.ts'
import { leavesAt, type NoticeEvent, pointlessFrom } from '#shared/patients/index.ts'
import type { GatewayMessage, Handover } from './gateway.ts'
import { failedOver, type NoticeDesk, reachableOf, type Told } from './notice-parts.ts'
import { noticeEventOf, type StoredDelivery, type StoredNotice, withDelivery } from './notice-record.ts'
import { type Along, sendingOf } from './notice-repository.ts'
import { worded } from './notice-words.ts'

interface Turn {
  readonly thing: DueThing
  readonly now: number
  readonly told: Told
  readonly notice: StoredNotice
  readonly copy: StoredDelivery
}

interface Outcome {
  readonly notice: StoredNotice
  readonly along: Along
  readonly act: 'notice-sent' | 'notice-failed' | 'notice-put-off'
  readonly data: NoticeEvent
}

function messageOf({ origin }: NoticeDesk, { told, notice, copy }: Turn): GatewayMessage | undefined {
  const { channel, to, messageId } = copy
  const { phone, email } = reachableOf(told, to)
  const address = channel === 'email' ? email && { email } : phone && { phone }
  if (!address || !messageId) return undefined
  const { subject, text, facts } = worded(notice, notice.language, origin)
  const { template, language } = notice
  return { messageId, channel, to: address, language, subject, text, template, facts }
}

type Failure = Parameters<typeof failedOver>[3]['reason']

function failed(desk: NoticeDesk, turn: Turn, reason: Failure): Outcome {
  const { told, notice, copy, now } = turn
  const lost = { ...copy, state: 'failed', at: now, reason } as const
  const { notice: after, waiting, last } = failedOver(desk, told, notice, lost, now)
  return {
    notice: after,
    along: { waiting },
    act: 'notice-failed',
    data: noticeEventOf(after, lost, { last }),
  }
}

function putOff(desk: NoticeDesk, turn: Turn): Outcome {
  const { notice, copy, now } = turn
  const tries = (copy.tries ?? 0) + 1
  const pause = desk.settings.retryMinutes[tries - 1]
  if (pause === undefined) return failed(desk, turn, 'gateway-unavailable')
  const at = leavesAt(now + pause * 60_000, notice.urgent ?? false, desk.settings)
  const later = { ...copy, tries, at }
  const after = withDelivery(notice, later)
  const planned = [sendingOf(after, later)]
  return { notice: after, along: { planned }, act: 'notice-put-off', data: noticeEventOf(after, later) }
}

function handedOver(desk: NoticeDesk, turn: Turn, handover: Handover): Outcome {
  if (handover === 'refused') return failed(desk, turn, 'gateway-refused')
  if (handover === 'unavailable') return putOff(desk, turn)
  const sent = { ...turn.copy, state: 'sent', at: turn.now } as const
  const after = withDelivery(turn.notice, sent)
  return { notice: after, along: {}, act: 'notice-sent', data: noticeEventOf(after, sent) }
}

async function outcomeOf(desk: NoticeDesk, turn: Turn): Promise<Outcome> {
  if (pointlessFrom(turn.notice) <= turn.now) return failed(desk, turn, 'expired')
  const message = messageOf(desk, turn)
  if (!message) return failed(desk, turn, 'no-address')
  return handedOver(desk, turn, await desk.gateway.send(message, turn.now))
}

const idsOf = ({ data }: DueThing): { patientId: string; noticeId: string } =>
  data as { patientId: string; noticeId: string }

type Entries = (act: string, data: unknown) => Entry

/** One try; false where the message or the due thing changed under it. */
async function trySending(
  desk: NoticeDesk,
  thing: DueThing,
  now: number,
  entryOf: Entries,
): Promise<boolean> {
  const { patientId, noticeId } = idsOf(thing)
  const [notice, record, contact] = await Promise.all([
    desk.notices.findNotice(patientId, noticeId),
    desk.repository.findPatient(patientId),
    desk.contacts.findContact(patientId),
  ])
  const copy = notice?.deliveries.find(({ messageId }) => messageId === thing.id)
  if (!notice || !record || copy?.state !== 'waiting' || copy.at !== thing.at) {
    await desk.notices.drop(thing, entryOf('notice-settled', { noticeId, patientId }))
    return true
  }
  const turn = { thing, now, told: { record, contact }, notice, copy }
  const { notice: after, along, act, data } = await outcomeOf(desk, turn)
  return desk.notices.save(after, { ...along, finished: thing }, entryOf(act, data))
}

/**
 * Takes one copy to the gateway. What the gateway said is saved on the condition that the message and the due thing stand
 * as they stood: a receipt that was faster wins, and the copy is looked at anew. Asked twice, the gateway knows the id.
 * @throws Error where the message keeps changing; the clock tries again.
 */
export const sendNotice =
  (desk: NoticeDesk) =>
  async (thing: DueThing, now: number): Promise<void> => {
    const { patientId, noticeId } = idsOf(thing)
    const entryOf: Entries = (act, data) =>
      entryByClock('patients', thing, now, { act, aggregateId: noticeId, patientIds: [patientId], data })
    for (let attempt = 0; attempt < 3; attempt++) if (await trySending(desk, thing, now, entryOf)) return
    throw new Error('the message kept changing')
  }
