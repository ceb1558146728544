import type { Apps } from '#test/support/apps.ts'
import { foundAlliance } from './alliance-life.ts'
import { changeHands } from './cascade-life.ts'
import { planSessions, seePatients } from './clinic-life.ts'
import { receiveMessages } from './messages-life.ts'
import { here, type Life, openLife } from './open-life.ts'
import { type Patients, receivePatients } from './patients-life.ts'
import { register } from './practitioners-life.ts'
import { keepRosters } from './rosters-life.ts'
import type { Secrets } from './secrets.ts'
import { invitePsychiatrists } from './visits-life.ts'
import { bookOtherwise, waitInLine } from './waiting-life.ts'

/** Roles given and taken, the journal read, sessions ended. What ends sessions comes last. */
async function lookAfterAccess(life: Life, patients: Patients): Promise<void> {
  const { must, signIn, apps, today } = life
  const office = 'alliance-office'
  await signIn('auditor', { role: 'auditor' })
  await signIn('stranger')
  const params = { personId: 'person-new' }
  const grant = { role: 'pharmacist', siteId: here }
  await must('nobody', 'access.readSession')
  await must(office, 'access.giveGrant', { params, body: { grant, displayName: '新来的' } })
  await must(office, 'access.takeGrant', { params, body: { grant } })
  await must(office, 'access.signOutPerson', { params })
  await must(office, 'access.listPeople')
  await apps.settled()
  await must('patient', 'access.listMyAccesses', { params: { patientId: patients.self } })
  await must('auditor', 'access.listJournal', { query: { date: today } })
  await must('auditor', 'access.verifyJournal')
  await must('stranger', 'access.signOutEverywhere')
}

/**
 * One life of the system, from the import of its sites to the end of every session: each operation of every contract
 * succeeds at least once, asked by one of those it is there for.
 */
export async function wholeLife(apps: Apps, secrets?: Secrets): Promise<Life> {
  const life = await openLife(apps, secrets)
  const founded = await foundAlliance(life)
  const { own, other } = await register(life, founded)
  const patients = await receivePatients(life)
  await planSessions(life, own)
  await seePatients(life, own, patients)
  await keepRosters(life, own)
  await invitePsychiatrists(life, own)
  await bookOtherwise(life, own, patients)
  await waitInLine(life, own, patients)
  await receiveMessages(life, patients)
  await changeHands(life, own, other, patients)
  await lookAfterAccess(life, patients)
  return life
}
