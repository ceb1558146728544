import { book, type Held, numberOf, type Published, publish } from './clinic-life.ts'
import { here, type Life } from './open-life.ts'
import type { Patients } from './patients-life.ts'

/** Stopped, and its patients looked after at once; without numbers for them, unless it is said. */
export async function stopFor(
  { must }: Life,
  who: string,
  { sessionId, version }: Published,
  offers = false,
): Promise<void> {
  const params = { sessionId }
  const stop = { version, reason: 'practitioner-ill', cascade: 'now' }
  await must(who, 'scheduling.stopSession', { params, body: stop })
  await must(who, 'scheduling.startCascade', { params, body: { offers } })
}

/** A substitute, a swap, another room; a stop with what becomes of its patients. */
export async function changeHands(life: Life, own: string, other: string, patients: Patients): Promise<void> {
  const { must, day } = life
  const staff = 'clinic-staff'
  const ours = await publish(life, here, own, day(27))
  const given = {
    params: { sessionId: ours.sessionId },
    body: { version: ours.version, practitionerId: other },
  }
  await must(staff, 'scheduling.substituteSession', given)
  const one = await publish(life, here, own, day(28))
  const another = await publish(life, here, other, day(29))
  const body = { version: one.version, withSessionId: another.sessionId, withVersion: another.version }
  await must(staff, 'scheduling.swapSessions', { params: { sessionId: one.sessionId }, body })
  const to = { version: one.version + 1, date: day(28), time: { start: 540, end: 720 }, room: '9 诊室' }
  await must(staff, 'scheduling.moveSession', { params: { sessionId: one.sessionId }, body: to })
  await stopAndCall(life, own, patients)
}

async function stopAndCall(life: Life, own: string, patients: Patients): Promise<void> {
  const { must, day, secrets } = life
  const staff = 'clinic-staff'
  const lost = await publish(life, here, own, day(26))
  const at = (index: number, patientId: string): Promise<Held> =>
    book(life, staff, numberOf(lost, 'clinic', index), patientId)
  const [ward, called] = [await at(0, patients.ward), await at(1, patients.here)]
  const params = { sessionId: lost.sessionId }
  await must(staff, 'scheduling.previewStop', { params })
  await stopFor(life, staff, lost, true)
  const line = { slotId: ward.slotId }
  const { alternatives } = await must(staff, 'scheduling.listAlternatives', { params: line })
  const toSlotId = alternatives[0].slotId
  await must(staff, 'scheduling.offerAlternative', { params: line, body: { version: 1, toSlotId } })
  await must('guardian', 'scheduling.listReoffers', { params: { patientId: patients.ward } })
  const answer = { as: 'accept', toSlotId }
  const mine = { params: { ...line, patientId: patients.ward }, body: answer }
  await must('guardian', 'scheduling.answerReoffer', mine)
  const call = { version: 1, outcome: 'reached', note: secrets.note }
  await must(staff, 'scheduling.markReached', { params: { slotId: called.slotId }, body: call })
  await must(staff, 'scheduling.readCascade', { params })
  await must(staff, 'scheduling.exportProof', { params })
  const site = { siteId: here }
  await must(staff, 'scheduling.listCascades', { params: site, query: { from: life.today } })
  await must(staff, 'scheduling.listNotReached', { params: site })
  await must('alliance-office', 'scheduling.listAllCascades', { query: { month: day(26).slice(0, 7) } })
}
