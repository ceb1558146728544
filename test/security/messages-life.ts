import { openDue } from '#functions/platform/due.ts'
import { gatewayKey } from '#test/support/platform.ts'
import type { Life } from './open-life.ts'
import type { Patients } from './patients-life.ts'

/** What was told is read, wishes are set, and the gateway says what became of a message. */
export async function receiveMessages(life: Life, { self, here }: Patients): Promise<void> {
  const { must, apps } = life
  const params = { patientId: self }
  await apps.settled()
  const { notices } = await must('patient', 'patients.listNotices', { params })
  const { noticeId } = notices[0]
  await must('patient', 'patients.markRead', { params: { ...params, noticeId } })
  await must('patient', 'patients.listMailboxes')
  const wish = { channel: 'sms', language: 'zh-CN', guardianTold: false }
  const given = { ...wish, version: 0, basis: 'patient-present' }
  await must('clinic-staff', 'patients.saveContact', { params: { patientId: here }, body: given })
  await must('clinic-staff', 'patients.readContact', { params: { patientId: here } })
  const [waiting] = await openDue(apps.platform.table, 'patients').list(Number.MAX_SAFE_INTEGER / 10)
  const body = { receipts: [{ messageId: waiting?.id ?? '', state: 'delivered' }] }
  await must('nobody', 'patients.receiveReceipts', { body, signedWith: gatewayKey })
}
