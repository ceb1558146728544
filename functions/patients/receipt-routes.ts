import { newEntry } from '#functions/platform/journal.ts'
import type { Handlers } from '#functions/platform/request.ts'
import { judgeSignature } from '#functions/platform/webhook.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { afterReceipt, type patientsContract, type Receipt } from '#shared/patients/index.ts'
import { failedOver, type NoticeDesk } from './notice-parts.ts'
import { noticeEventOf, type StoredDelivery, type StoredNotice, withDelivery } from './notice-record.ts'

type Operations = typeof patientsContract.operations
type Receiving = Pick<Handlers<Operations>, 'receiveReceipts'>

const tries = 5

/** What becomes of the message, and of the channels after this one where it failed. */
async function changedBy(desk: NoticeDesk, notice: StoredNotice, copy: StoredDelivery, now: number) {
  if (copy.state !== 'failed') return { notice: withDelivery(notice, copy), waiting: [], last: undefined }
  const { patientId } = notice
  const [record, contact] = await Promise.all([
    desk.repository.findPatient(patientId),
    desk.contacts.findContact(patientId),
  ])
  const failed = { ...copy, reason: copy.reason ?? 'other' }
  if (!record) return { notice: withDelivery(notice, failed), waiting: [], last: true }
  return failedOver(desk, { record, contact }, notice, failed, now)
}

/** One receipt, once: a state only rises, so what comes twice or late changes nothing. False where it is no message of ours. */
async function take(desk: NoticeDesk, receipt: Receipt, requestId: string): Promise<boolean> {
  const now = desk.now()
  for (let attempt = 0; attempt < tries; attempt++) {
    const notice = await desk.notices.findByMessage(receipt.messageId)
    const before = notice?.deliveries.find(({ messageId }) => messageId === receipt.messageId)
    if (!notice || !before) return false
    const copy = afterReceipt(before, receipt, now)
    if (copy === before) return true
    const { notice: after, waiting, last } = await changedBy(desk, notice, copy, now)
    const entry = newEntry(
      { context: 'patients', personId: 'notice-gateway', at: now, requestId },
      {
        act: `notice-${receipt.state}`,
        aggregateId: notice.noticeId,
        basis: 'system',
        patientIds: [notice.patientId],
        data: noticeEventOf(after, copy, last === undefined ? {} : { last }),
      },
    )
    if (await desk.notices.save(after, { waiting }, entry)) return true
  }
  throw new Error('receipt: the message kept changing')
}

/** What the gateway says, where the gateway says it: everything else is refused before it is looked at. */
export const receiptRoutes = (desk: NoticeDesk): Receiving => ({
  async receiveReceipts({ body, sent, now, requestId }) {
    const key = await desk.gateway.key()
    if (!key || !sent) return refuse('signature-invalid')
    const verdict = judgeSignature(key, sent.headers, sent.text, now)
    if (verdict !== 'valid') return refuse(`signature-${verdict}`)
    let known = 0
    for (const receipt of body.receipts) if (await take(desk, receipt, requestId)) known += 1
    return accept({ known })
  },
})
