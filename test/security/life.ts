import { readFile } from 'node:fs/promises'
import { currentStandard } from '#shared/alliance/index.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { checkDigitOf } from '#shared/patients/index.ts'
import type { Apps } from '#test/support/apps.ts'
import { type Given, openAsking, signedIn } from './asking.ts'

/** What is sensitive in a life: a test puts canaries here and looks for them everywhere. */
export interface Secrets {
  /** Six patients, in the order in which they are registered. */
  readonly names: readonly string[]
  readonly phones: readonly string[]
  readonly idNumbers: readonly string[]
  readonly guardianName: string
  readonly guardianPhone: string
  /** Of a booking. */
  readonly note: string
  /** Said when a session is stopped. */
  readonly words: string
}

/** A sound ID number of nobody, born on 8 March 1959; the sequence number is even, so a woman's. */
export const idNumberOf = (sequence: number): string => {
  const seventeen = `11010519590308${String(sequence * 2).padStart(3, '0')}`
  return seventeen + checkDigitOf(seventeen)
}

export const plainSecrets: Secrets = {
  names: ['甲一', '乙二', '丙三', '丁四', '戊五', '己六'],
  phones: ['19900000001', '19900000002', '19900000003', '19900000004', '19900000005', '19900000006'],
  idNumbers: [1, 2, 3, 4, 5, 6].map((sequence) => idNumberOf(sequence)),
  guardianName: '庚七',
  guardianPhone: '19900000007',
  note: '带上次的单子',
  words: '临时出诊',
}

/** The two community sites, each with staff, and the hospital of the practitioners. */
export const here = 'site-050'
export const there = 'site-051'
const hospital = 'site-056'

type Bodies = Readonly<Record<string, unknown>>
const department = (siteId: string) => `${siteId}.psychiatry`
const answersBut = (missing?: string) =>
  currentStandard.items.map(({ itemId }) =>
    itemId === missing ? { itemId, answer: 'not-met', note: '未配齐' } : { itemId, answer: 'met' },
  )

export const sessionPlan = (siteId: string, practitionerId: string, date: string, start = 540) => ({
  departmentId: department(siteId),
  practitionerId,
  date,
  time: { start, end: start + 180 },
  room: `${practitionerId.slice(0, 3)} 诊室`,
  kind: 'general',
  slotMinutes: 10,
  quotas: { public: 8, clinic: 4, referral: 4 },
  release: { daysAhead: 60, at: 480 },
})

/**
 * One life of the system, from the import of its sites to the end of every session: each operation of every contract
 * succeeds at least once, asked by whom the handbook names for it.
 */
export async function openLife(apps: Apps, secrets: Secrets = plainSecrets) {
  const asking = openAsking(apps)
  const today = dateAt(Date.now())
  const day = (count: number) => addDays(today, count)

  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their contract says
  async function must(who: string, operation: string, given: Given = {}): Promise<any> {
    const { status, body } = await asking.ask(who, operation, given)
    if (status >= 300) throw new Error(`${who} ${operation}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  const signIn = async (who: string, ...grants: Parameters<typeof signedIn>[2] & object) =>
    asking.people.set(who, await signedIn(apps.platform, who, grants))

  return { ...asking, apps, secrets, today, day, must, signIn }
}
export type Life = Awaited<ReturnType<typeof openLife>>

const rowsOf = async (file: string, wanted: (row: string) => boolean): Promise<string> => {
  const text = await readFile(new URL(`../../infra/local/data/${file}.csv`, import.meta.url), 'utf8')
  const [header, ...rows] = text.trim().split('\n')
  return [header, ...rows.filter(wanted)].join('\n')
}

/** Sites, their departments' acceptance with everything that can happen on its way, agreements. */
export async function foundAlliance(life: Life): Promise<{ siteId: string; agreementId: string }> {
  const { must, signIn, apps } = life
  await signIn('alliance-office', { role: 'alliance-office' })
  await signIn('clinic-staff', { role: 'clinic-staff', siteId: here })
  await signIn('other-staff', { role: 'clinic-staff', siteId: there })
  const office = 'alliance-office'
  const subdistricts = await rowsOf('subdistricts', () => true)
  await must(office, 'alliance.importSubdistricts', { body: { csv: subdistricts } })
  const sites = await rowsOf('sites', (row) => /^(50|51|56),/.test(row))
  await must(office, 'alliance.checkSiteImport', { body: { csv: sites } })
  await must(office, 'alliance.importSites', { body: { csv: sites } })
  const { siteId, version } = await must(office, 'alliance.addSite', { body: newSite })
  await must(office, 'alliance.changeSite', { params: { siteId }, body: { ...newSite, version } })
  await must(office, 'alliance.listSites')
  await must(office, 'alliance.readSite', { params: { siteId: here } })
  await must(office, 'alliance.listSubdistricts')
  await must(office, 'alliance.readOrganisation', { params: { organisationId: hospital } })
  await acceptWithTrouble(life)
  await accept(life, there, 'other-staff')
  await must(office, 'alliance.listDepartments')
  const agreementId = await agree(life)
  await apps.settled()
  return { siteId, agreementId }
}

export const newSite = {
  name: '试点社区卫生服务站',
  kind: 'community-station',
  tier: 'primary',
  networkRole: 'base',
  areaCode: '110105026',
  areaName: '望京街道',
}

/** Takes steps of an acceptance one after the other, each naming the version that the one before left. */
function stepping({ must }: Life, siteId: string, staff: string) {
  const departmentId = department(siteId)
  let version = 0
  const step = async (who: string, name: string, more: Bodies = {}, params: Record<string, string> = {}) => {
    const given = { params: { departmentId, ...params }, body: { version, ...more } }
    version = (await must(who, `alliance.${name}`, given)).version
  }
  return {
    site: (name: string, more?: Bodies, params?: Record<string, string>) => step(staff, name, more, params),
    office: (name: string, more?: Bodies) => step('alliance-office', name, more),
  }
}

async function accept(life: Life, siteId: string, staff: string): Promise<void> {
  const { site, office } = stepping(life, siteId, staff)
  await site('applyForAcceptance', { contact: '李敏' })
  await site('saveSelfCheck', { answers: answersBut() })
  await site('submitSelfCheck')
  await office('scheduleInspection', { date: life.today, half: 'morning', inspectors: ['方敏之'] })
  await office('startInspection')
  await office('saveInspection', { answers: answersBut() })
  await office('passDepartment')
}

/** Withdrawn, sent back, with a finding that is sent back, suspended, reinstated, suspended and inspected again. */
async function acceptWithTrouble(life: Life): Promise<void> {
  const { site, office } = stepping(life, here, 'clinic-staff')
  const [item = ''] = currentStandard.items.map(({ itemId }) => itemId)
  const visit = { date: life.today, half: 'morning', inspectors: ['方敏之'] }
  await site('applyForAcceptance', { contact: '李敏' })
  await site('withdrawApplication')
  await site('applyForAcceptance', { contact: '李敏' })
  await site('saveSelfCheck', { answers: answersBut() })
  await site('submitSelfCheck')
  await office('returnSelfCheck', { reason: '请补材料' })
  await site('submitSelfCheck')
  await office('scheduleInspection', visit)
  await office('startInspection')
  await office('saveInspection', { answers: answersBut(item) })
  await office('requireRectification', { due: life.day(20) })
  await site('saveRectification', { note: '已补' }, { itemId: item })
  await site('submitRectification')
  const back = [{ itemId: item, reason: '照片不清', due: life.day(25) }]
  await office('returnRectification', { findings: back })
  await site('saveRectification', { note: '已重拍' }, { itemId: item })
  await site('submitRectification')
  await office('passDepartment')
  await office('suspendDepartment', { reason: '诊室漏水' })
  await office('reinstateDepartment')
  await office('suspendDepartment', { reason: '又漏水' })
  await office('reinspectDepartment')
  await office('scheduleInspection', visit)
  await office('startInspection')
  await office('saveInspection', { answers: answersBut() })
  await office('passDepartment')
  await life.must('clinic-staff', 'alliance.readDepartment', { params: { departmentId: department(here) } })
}

export const agreementBody = (life: Life) => ({
  title: '望京技术帮扶协议',
  mode: 'technical-aid',
  parties: [
    { organisationId: hospital, side: 'upper' },
    { organisationId: here, side: 'lower' },
  ],
  from: life.day(-30),
  to: life.day(300),
})

async function agree(life: Life): Promise<string> {
  const { must } = life
  const office = 'alliance-office'
  const body = agreementBody(life)
  const { agreementId } = await must(office, 'alliance.signAgreement', { body })
  const params = { agreementId }
  await must(office, 'alliance.changeAgreement', { params, body: { ...body, title: '望京协议', version: 1 } })
  await must(office, 'alliance.readAgreement', { params })
  await must(office, 'alliance.listAgreements')
  const ended = await must(office, 'alliance.signAgreement', { body })
  const end = { version: 1, endedOn: life.today, reason: '并入新协议' }
  await must(office, 'alliance.endAgreement', { params: { agreementId: ended.agreementId }, body: end })
  return agreementId
}

const fields = (name: string, licence: number) => ({
  name,
  licenceNumber: String(110_000_000_000_000 + licence),
  title: 'chief',
  specialties: ['general'],
  mainOrganisationId: hospital,
})

/** Two psychiatrists who may see patients at both sites; a third practice of the first is ended. */
export async function register(
  life: Life,
  { siteId }: { siteId: string },
): Promise<{ own: string; other: string; practiceId: string }> {
  const { must, signIn, apps } = life
  const office = 'alliance-office'
  const enter = async (name: string, licence: number) => {
    const body = fields(name, licence)
    const { practitionerId } = await must(office, 'practitioners.registerPractitioner', { body })
    let version = 1
    for (const at of [here, there]) {
      const practice = { siteId: at, basis: 'alliance', from: life.day(-10), to: life.day(300), version }
      const given = { params: { practitionerId }, body: practice }
      version = (await must(office, 'practitioners.filePractice', given)).version
    }
    return { practitionerId, version, body }
  }
  const first = await enter('陈思远', 1)
  const second = await enter('林若溪', 2)
  const params = { practitionerId: first.practitionerId }
  const body = { ...first.body, title: 'associate-chief', version: first.version }
  const { version } = await must(office, 'practitioners.changePractitioner', { params, body })
  const extra = { siteId, basis: 'alliance', from: life.day(-10), to: life.day(100), version }
  const filed = await must(office, 'practitioners.filePractice', { params, body: extra })
  const { practiceId } = filed.practices.find((one: { siteId: string }) => one.siteId === siteId)
  const end = { version: filed.version, endedOn: life.today, reason: '不再出诊' }
  await must(office, 'practitioners.endPractice', { params: { ...params, practiceId }, body: end })
  await must(office, 'practitioners.listPractitioners')
  await must(office, 'practitioners.listPractices')
  await must(office, 'practitioners.readPractitioner', { params })
  await apps.settled()
  await signIn('practitioner', { role: 'practitioner', practitionerId: first.practitionerId })
  await signIn('other-practitioner', { role: 'practitioner', practitionerId: second.practitionerId })
  return { own: first.practitionerId, other: second.practitionerId, practiceId }
}

export interface Patients {
  /** Known at both sites; the person who signs in as `patient`. */
  readonly self: string
  /** Known here; `guardian` is theirs. */
  readonly ward: string
  /** Known here, nobody's own. */
  readonly here: string
  /** Known at the other site only. */
  readonly there: string
}

export const newPatient = ({ secrets }: Life, index: number, siteId = here) => ({
  siteId,
  name: secrets.names[index],
  sex: '2',
  birthDate: '1959-03-08',
  idNumber: secrets.idNumbers[index],
  phone: secrets.phones[index],
})

export async function receivePatients(life: Life): Promise<Patients> {
  const { must, signIn, apps, secrets } = life
  const staff = 'clinic-staff'
  const add = async (who: string, index: number, more: Bodies = {}) => {
    const body = { ...newPatient(life, index, who === staff ? here : there), ...more }
    return (await must(who, 'patients.registerPatient', { body })).patientId as string
  }
  const guardian = { name: secrets.guardianName, relation: 'child', phone: secrets.guardianPhone }
  const patients = {
    self: await add(staff, 0),
    ward: await add(staff, 1, { guardian }),
    here: await add(staff, 2),
    there: await add('other-staff', 3),
  }
  const admission = { idNumber: secrets.idNumbers[0], name: secrets.names[0], basis: 'patient-present' }
  await must('other-staff', 'patients.admitPatient', { params: { siteId: there }, body: admission })
  const params = { patientId: patients.here }
  await must(staff, 'patients.readPatient', { params })
  await must(staff, 'patients.changePatient', { params, body: { version: 1, needs: ['hearing'] } })
  for (const text of [secrets.names[2], secrets.phones[2], secrets.idNumbers[2], ''])
    await must(staff, 'patients.searchPatients', { body: { siteId: here, text } })
  await must(staff, 'patients.revealContact', { params, body: { field: 'phone', reason: 'call' } })
  await signIn('patient', { role: 'patient', patientId: patients.self })
  await signIn('guardian', { role: 'guardian', patientId: patients.ward })
  await must('patient', 'patients.listMine')
  await must('guardian', 'patients.listMine')
  await apps.settled()
  return patients
}

export interface Held {
  readonly slotId: string
  readonly appointmentId: string
}
interface Cell {
  readonly slotId: string
  readonly pool: string
  readonly state: string
}
export interface Published {
  readonly sessionId: string
  readonly version: number
  readonly cells: readonly Cell[]
}

const staffOf = (siteId: string) => (siteId === here ? 'clinic-staff' : 'other-staff')

export async function publish(
  { must }: Life,
  siteId: string,
  practitionerId: string,
  date: string,
  start?: number,
): Promise<Published> {
  const who = staffOf(siteId)
  const body = sessionPlan(siteId, practitionerId, date, start)
  const { sessionId, version } = await must(who, 'scheduling.createSession', { params: { siteId }, body })
  return must(who, 'scheduling.publishSession', { params: { sessionId }, body: { version } })
}

export const numberOf = ({ cells }: Published, pool: string, index = 0): string =>
  cells.filter((cell) => cell.pool === pool)[index]?.slotId ?? ''

export const book = (life: Life, who: string, slotId: string, patientId: string): Promise<Held> =>
  life.must(who, 'scheduling.bookSlot', {
    params: { slotId },
    body: { patientId, visit: 'return', note: life.secrets.note },
  })

/** Drafts, templates, a stop taken back, an extra number. */
export async function planSessions(life: Life, own: string): Promise<void> {
  const { must, day } = life
  const staff = 'clinic-staff'
  const params = { siteId: here }
  const draft = await must(staff, 'scheduling.createSession', {
    params,
    body: sessionPlan(here, own, day(10)),
  })
  const plan = { ...sessionPlan(here, own, day(10)), room: '5 诊室' }
  const given = { params: { sessionId: draft.sessionId }, body: { version: draft.version, plan } }
  const changed = await must(staff, 'scheduling.changeSession', given)
  const query = { version: String(changed.version) }
  await must(staff, 'scheduling.discardSession', { params: { sessionId: draft.sessionId }, query })

  const { sessionId, version } = await publish(life, here, own, day(11))
  const stop = { version, reason: 'hospital-duty', words: life.secrets.words }
  const { session } = await must(staff, 'scheduling.stopSession', { params: { sessionId }, body: stop })
  const resume = { version: session.version }
  await must(staff, 'scheduling.resumeSession', { params: { sessionId }, body: resume })
  await must('practitioner', 'scheduling.addExtraSlot', { params: { sessionId }, body: {} })
  await runTemplate(life, own)
  const week = { from: life.today, days: '14' }
  await must(staff, 'scheduling.listWeek', { params, query: week })
  await must(staff, 'scheduling.listChoices', { params })
  await must('practitioner', 'scheduling.readMyWeek', { params: { practitionerId: own }, query: week })
  await must('nobody', 'scheduling.readSettings')
}

async function runTemplate(life: Life, own: string): Promise<void> {
  const { must, day } = life
  const staff = 'clinic-staff'
  const params = { siteId: here }
  const { date: _, ...plan } = sessionPlan(here, own, '')
  const weekly = { ...plan, weekday: weekdayOf(day(16)), everyWeeks: 1, validFrom: day(12) }
  const { templateId, version } = await must(staff, 'scheduling.createTemplate', { params, body: weekly })
  const body = { version, plan: { ...weekly, room: '6 诊室' } }
  await must(staff, 'scheduling.changeTemplate', { params: { ...params, templateId }, body })
  await must(staff, 'scheduling.listTemplates', { params })
  const query = { from: day(12), days: '10' }
  await must(staff, 'scheduling.previewTemplates', { params, query })
  const run = { from: day(12), days: 10, publish: true, decisions: [] }
  await must(staff, 'scheduling.runTemplates', { params, body: run })
}

/** ISO 8601: 1 Monday – 7 Sunday. */
const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** Booked, moved, cancelled and booked again; today's patients come and are seen; every list is read. */
export async function seePatients(life: Life, own: string, patients: Patients): Promise<void> {
  const { must, day, today } = life
  const staff = 'clinic-staff'
  const coming = await publish(life, here, own, day(3))
  const first = await book(life, 'patient', numberOf(coming, 'public'), patients.self)
  const to = numberOf(coming, 'public', 1)
  const move = { appointmentId: first.appointmentId, toSlotId: to }
  await must('patient', 'scheduling.moveAppointment', { params: { slotId: first.slotId }, body: move })
  await must('patient', 'scheduling.appointmentCalendar', { params: { slotId: to } })
  const cancel = { appointmentId: first.appointmentId, reason: 'patient-wish' }
  await must('patient', 'scheduling.cancelAppointment', { params: { slotId: to }, body: cancel })
  await book(life, 'guardian', numberOf(coming, 'public', 2), patients.ward)
  await must('patient', 'scheduling.listAppointments', { params: { patientId: patients.self } })
  await must(staff, 'scheduling.listAppointments', { params: { patientId: patients.ward } })
  await must(staff, 'scheduling.readPatientCard', { params: { patientId: patients.ward } })

  const now = await publish(life, here, own, today)
  const held = await book(life, staff, numberOf(now, 'clinic'), patients.here)
  for (const command of ['check-in', 'call', 'finish', 'undo', 'finish'])
    await must(staff, 'scheduling.takeStep', {
      params: { slotId: held.slotId },
      body: { appointmentId: held.appointmentId, command },
    })
  const siteDay = { siteId: here, date: today }
  await must(staff, 'scheduling.readSession', { params: { sessionId: now.sessionId } })
  await must(staff, 'scheduling.readDayList', { params: siteDay })
  await must(staff, 'scheduling.exportDayList', { params: siteDay })
  await must(staff, 'scheduling.readQueue', { params: siteDay })
  await must('practitioner', 'scheduling.readMyDay', { params: { practitionerId: own, date: today } })
  const params = { practitionerId: own }
  const { url } = await must('practitioner', 'scheduling.readFeedAddress', { params })
  await must('nobody', 'scheduling.readFeed', { params: { feed: feedIn(url) } })
}

export const feedIn = (url: string): string =>
  decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '')

/** Roles given and taken, the journal read, sessions ended. What ends sessions comes last. */
export async function lookAfterAccess(life: Life, patients: Patients): Promise<void> {
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

/** All of it, in order. */
export async function wholeLife(apps: Apps, secrets?: Secrets): Promise<Life> {
  const life = await openLife(apps, secrets)
  const founded = await foundAlliance(life)
  const { own } = await register(life, founded)
  const patients = await receivePatients(life)
  await planSessions(life, own)
  await seePatients(life, own, patients)
  await lookAfterAccess(life, patients)
  return life
}
