import { writeTogether } from '#functions/platform/table.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { type Held, numberOf, publish } from './clinic-life.ts'
import { here, type Life, there } from './open-life.ts'
import type { Patients } from './patients-life.ts'

/** What somebody waits for; nothing of it is free, so that nothing is offered by itself. */
const wishOf = ({ day }: Life, practitionerId?: string) => ({
  from: day(70),
  to: day(80),
  ...(practitionerId ? { practitionerId } : {}),
})

interface Joined {
  readonly waitId: string
  readonly version: number
}

export const joinList = (
  { must }: Life,
  who: string,
  siteId: string,
  patientId: string,
  wish: object,
): Promise<Joined> =>
  must(who, 'scheduling.joinWaitlist', { params: { siteId }, body: { patientId, visit: 'return', wish } })

/**
 * Appointments as if they had been missed. A step says so only after their time, and a test may run before seven in
 * the morning.
 */
export async function missed(
  { apps, today: date }: Life,
  all: readonly (readonly [string, Held])[],
): Promise<void> {
  const { changed, readMisses } = schedulingRepository(apps.platform)
  for (const [patientId, { appointmentId }] of all) {
    const before = await readMisses(patientId)
    const next = {
      ...before,
      version: before.version + 1,
      missed: [...before.missed, { appointmentId, date }],
    }
    await writeTogether(apps.platform.table, [changed.misses(next)])
  }
}

/** Kept for a moment, from the chair, several at once, at the desk. */
export async function bookOtherwise(life: Life, own: string, patients: Patients): Promise<void> {
  const { must, day, today } = life
  const staff = 'clinic-staff'
  const coming = await publish(life, here, own, day(24))
  const params = { slotId: numberOf(coming, 'public') }
  await must('patient', 'scheduling.holdSlot', { params, body: { patientId: patients.self } })
  await must('patient', 'scheduling.releaseHold', { params })
  const two = [patients.self, patients.ward].map((patientId) => ({ patientId, visit: 'return' }))
  await must(staff, 'scheduling.bookTogether', { params, body: { patients: two } })
  const first = await publish(life, here, own, day(25))
  const series = { patientId: patients.here, visit: 'return', everyWeeks: 1, times: 2 }
  const slotId = numberOf(first, 'clinic')
  await must(staff, 'scheduling.bookSeries', { params: { slotId }, body: series })
  const held = (await must(staff, 'scheduling.listAppointments', { params: { patientId: patients.here } }))
    .appointments[0]
  await publish(life, here, own, day(32))
  await must('practitioner', 'scheduling.findFollowUps', { params: { slotId }, query: { weeks: '1' } })
  const body = { appointmentId: held.appointmentId, weeks: 1 }
  await must(staff, 'scheduling.bookFollowUp', { params: { slotId }, body })
  const now = await publish(life, here, own, today, 840)
  const given = { params: { sessionId: now.sessionId }, body: { patientId: patients.self, visit: 'first' } }
  const walked = await must(staff, 'scheduling.addWalkIn', given)
  const query = { appointmentId: walked.appointmentId }
  await must('patient', 'scheduling.readMyPlace', { params: { slotId: walked.slotId }, query })
  await missThem(life, walked, patients.self)
}

/** 爽约 and 申诉. */
async function missThem(life: Life, held: Held, patientId: string): Promise<void> {
  const { must } = life
  await missed(life, [[patientId, held]])
  const { appointmentId } = held
  await must('patient', 'scheduling.listMisses', { params: { patientId } })
  const body = { reason: 'other', words: life.secrets.words }
  await must('patient', 'scheduling.appealMiss', { params: { patientId, appointmentId }, body })
  const params = { siteId: here }
  await must('clinic-staff', 'scheduling.listAppeals', { params })
  const decision = { version: 1, accepted: true, answer: life.secrets.words }
  await must('clinic-staff', 'scheduling.decideAppeal', {
    params: { ...params, appointmentId },
    body: decision,
  })
}

/** Joined, offered, declined, offered again, accepted, left. */
export async function waitInLine(life: Life, own: string, patients: Patients): Promise<void> {
  const { must, day, apps } = life
  const staff = 'clinic-staff'
  const { self, ward } = patients
  const wish = { from: day(57), to: day(58), practitionerId: own }
  const { waitId } = await joinList(life, 'patient', here, self, wish)
  const other = await joinList(life, 'guardian', here, ward, wish)
  const params = { patientId: ward, waitId: other.waitId }
  const need = { level: 'soon', reason: 'overdue-visit' }
  await must(staff, 'scheduling.changeNeed', { params, body: { version: other.version, need } })
  await must(staff, 'scheduling.listWaitlist', { params: { siteId: here } })
  await publish(life, here, own, day(57))
  await apps.settled()
  await apps.settled()
  const offered = async (who: string, patientId: string) =>
    (await must(who, 'scheduling.listWaits', { params: { patientId } })).waits[0].offer
  const { slotId } = await offered('guardian', ward)
  await must('guardian', 'scheduling.declineOffer', { params, body: { slotId } })
  await must('guardian', 'scheduling.leaveWaitlist', { params, body: {} })
  const body = { slotId: (await offered('patient', self)).slotId }
  await must('patient', 'scheduling.acceptOffer', { params: { patientId: self, waitId }, body })
}

/** Places that have been left: nothing that anybody asks of them changes anything. */
export async function leftPlaces(life: Life, own: string, patients: Patients) {
  const at = async (who: string, siteId: string, patientId: string) => {
    const { waitId } = await joinList(life, who, siteId, patientId, wishOf(life, own))
    await life.must(who, 'scheduling.leaveWaitlist', { params: { patientId, waitId }, body: {} })
    return waitId
  }
  return {
    self: await at('clinic-staff', here, patients.self),
    ward: await at('guardian', here, patients.ward),
    'a patient here': await at('clinic-staff', here, patients.here),
    'a patient there': await at('other-staff', there, patients.there),
    unknown: 'none-of-ours',
  }
}
