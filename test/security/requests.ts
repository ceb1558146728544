import { agreementBody, newSite } from './alliance-life.ts'
import type { Given } from './asking.ts'
import { sessionPlan } from './clinic-life.ts'
import type { District } from './district.ts'
import type { Life } from './open-life.ts'
import { idNumberOf } from './secrets.ts'

/** No version that anything has: whoever may is told so, and nothing changes. */
const version = 9999
const stale = { version }

type Ask = (thing: string) => Given

/**
 * A well-formed request to each operation about each thing of the table, such that whoever may is stopped by a rule
 * (a version that is stale, a number that is taken) and the next one finds everything as it was.
 */
export function requestsIn(life: Life, district: District): Readonly<Record<string, Ask>> {
  return {
    ...allianceRequests(life, district),
    ...practitionerRequests(life, district),
    ...patientRequests(district),
    ...sessionRequests(life, district),
    ...appointmentRequests(district),
    ...accessRequests(life, district),
  }
}

const bare: Ask = () => ({})
const named = (ids: Readonly<Record<string, string>>, thing: string): string =>
  ids[thing] ?? `no id of ${thing}`

function allianceRequests(life: Life, { sites, departments, agreementId }: District): Record<string, Ask> {
  const site = (thing: string) => ({ siteId: named(sites, thing) })
  const broken = { csv: 'x' }
  const step =
    (more: object = {}, params: Given['params'] = {}): Ask =>
    (thing) => ({
      params: { departmentId: named(departments, thing), ...params },
      body: { ...stale, ...more },
    })
  const agreement = { params: { agreementId } }
  const { parties, ...terms } = agreementBody(life)
  const nobodys = parties.map((party) => ({ ...party, organisationId: `none-${party.side}` }))
  return {
    'alliance.listSites': bare,
    'alliance.readSite': (thing) => ({ params: site(thing) }),
    'alliance.addSite': () => ({ body: { ...newSite, areaCode: '999999' } }),
    'alliance.changeSite': (thing) => ({ params: site(thing), body: { ...newSite, version } }),
    'alliance.checkSiteImport': () => ({ body: broken }),
    'alliance.importSites': () => ({ body: broken }),
    'alliance.listSubdistricts': bare,
    'alliance.importSubdistricts': () => ({ body: broken }),
    'alliance.readOrganisation': (thing) => ({ params: { organisationId: named(sites, thing) } }),
    'alliance.listDepartments': bare,
    'alliance.readDepartment': (thing) => ({ params: { departmentId: named(departments, thing) } }),
    'alliance.applyForAcceptance': step({ contact: '李敏' }),
    'alliance.withdrawApplication': step(),
    'alliance.saveSelfCheck': step({ answers: [] }),
    'alliance.submitSelfCheck': step(),
    'alliance.returnSelfCheck': step({ reason: '补' }),
    'alliance.scheduleInspection': step({ date: life.day(1), half: 'morning', inspectors: ['方敏之'] }),
    'alliance.startInspection': step(),
    'alliance.saveInspection': step({ answers: [] }),
    'alliance.requireRectification': step({ due: life.day(9) }),
    'alliance.saveRectification': step({ note: '补' }, { itemId: 'staff-nurse' }),
    'alliance.submitRectification': step(),
    'alliance.returnRectification': step({
      findings: [{ itemId: 'staff-nurse', reason: '补', due: life.day(9) }],
    }),
    'alliance.passDepartment': step(),
    'alliance.suspendDepartment': step({ reason: '漏水' }),
    'alliance.reinstateDepartment': step(),
    'alliance.reinspectDepartment': step(),
    'alliance.listAgreements': bare,
    'alliance.readAgreement': () => agreement,
    'alliance.signAgreement': () => ({ body: { ...terms, parties: nobodys } }),
    'alliance.changeAgreement': () => ({ ...agreement, body: { ...terms, parties, version } }),
    'alliance.endAgreement': () => ({
      ...agreement,
      body: { version, endedOn: life.today, reason: '并入' },
    }),
  }
}

function practitionerRequests(life: Life, district: District): Record<string, Ask> {
  const { practitioners, practiceId, sites } = district
  const params = (thing: string) => ({ practitionerId: named(practitioners, thing) })
  const fields = {
    name: '赵六',
    licenceNumber: '110000000000009',
    title: 'chief',
    specialties: ['general'],
    mainOrganisationId: 'site-999',
  }
  const practice = { siteId: sites['here'], basis: 'alliance', from: life.day(1), to: life.day(9), version }
  return {
    'practitioners.listPractitioners': bare,
    'practitioners.listPractices': bare,
    'practitioners.readPractitioner': (thing) => ({ params: params(thing) }),
    'practitioners.registerPractitioner': () => ({ body: fields }),
    'practitioners.changePractitioner': (thing) => ({ params: params(thing), body: { ...fields, version } }),
    'practitioners.filePractice': (thing) => ({ params: params(thing), body: practice }),
    'practitioners.endPractice': (thing) => ({
      params: { ...params(thing), practiceId },
      body: { version, endedOn: life.today, reason: '不再出诊' },
    }),
  }
}

function patientRequests({ sites, patients }: District): Record<string, Ask> {
  const params = (thing: string) => ({ patientId: named(patients, thing) })
  const record: Ask = (thing) => ({ params: params(thing) })
  /** Neither an ID number nor a reason why there is none: well-formed, and refused by the rule. */
  const nameless = { name: '某人', sex: '2', birthDate: '1960-01-01', phone: '19900000099' }
  const admission = { idNumber: idNumberOf(50), name: '某人', basis: 'patient-present' }
  return {
    'patients.registerPatient': (thing) => ({ body: { ...nameless, siteId: named(sites, thing) } }),
    'patients.readPatient': record,
    'patients.changePatient': (thing) => ({ ...record(thing), body: stale }),
    'patients.searchPatients': (thing) => ({ body: { siteId: named(sites, thing), text: '' } }),
    'patients.admitPatient': (thing) => ({ params: { siteId: named(sites, thing) }, body: admission }),
    'patients.revealContact': (thing) => ({ ...record(thing), body: { field: 'phone', reason: 'call' } }),
    'patients.listMine': bare,
  }
}

function sessionRequests(life: Life, district: District): Record<string, Ask> {
  const { sites, sessions, templates, practitioners } = district
  const own = practitioners['own'] ?? ''
  const atSite = (thing: string) => ({ params: { siteId: named(sites, thing) } })
  const of: Ask = (thing) => ({ params: { sessionId: named(sessions, thing) } })
  const plan = {
    ...sessionPlan('site-050', own, life.day(20)),
    quotas: { public: 0, clinic: 0, referral: 0 },
  }
  const { date: _, ...days } = plan
  const weekly = { ...days, weekday: 1, everyWeeks: 1, validFrom: life.day(30) }
  const query = { from: life.today, days: '7' }
  const siteDay: Ask = (thing) => ({ params: { siteId: named(sites, thing), date: life.today } })
  const mine = (thing: string) => ({ practitionerId: named(practitioners, thing) })
  return {
    'scheduling.listWeek': (thing) => ({ ...atSite(thing), query }),
    'scheduling.createSession': (thing) => ({ ...atSite(thing), body: plan }),
    'scheduling.readSession': of,
    'scheduling.changeSession': (thing) => ({ ...of(thing), body: { version, plan } }),
    'scheduling.discardSession': (thing) => ({ ...of(thing), query: { version: String(version) } }),
    'scheduling.publishSession': (thing) => ({ ...of(thing), body: stale }),
    'scheduling.stopSession': (thing) => ({ ...of(thing), body: { version, reason: 'emergency' } }),
    'scheduling.resumeSession': (thing) => ({ ...of(thing), body: stale }),
    'scheduling.addExtraSlot': (thing) => ({ ...of(thing), body: { start: 0 } }),
    'scheduling.listTemplates': atSite,
    'scheduling.createTemplate': (thing) => ({ ...atSite(thing), body: weekly }),
    'scheduling.changeTemplate': (thing) => ({
      params: { siteId: named(sites, thing), templateId: named(templates, thing) },
      body: { version, plan: weekly },
    }),
    'scheduling.previewTemplates': (thing) => ({
      ...atSite(thing),
      query: { from: life.day(30), days: '14' },
    }),
    'scheduling.runTemplates': (thing) => ({
      ...atSite(thing),
      body: { from: life.day(-1), days: 1, publish: false, decisions: [] },
    }),
    'scheduling.listChoices': atSite,
    'scheduling.readDayList': siteDay,
    'scheduling.exportDayList': siteDay,
    'scheduling.readQueue': siteDay,
    'scheduling.readMyWeek': (thing) => ({ params: mine(thing), query }),
    'scheduling.readMyDay': (thing) => ({ params: { ...mine(thing), date: life.today } }),
    'scheduling.readFeedAddress': (thing) => ({ params: mine(thing) }),
    'scheduling.readFeed': () => ({ params: { feed: district.feed } }),
    'scheduling.readSettings': bare,
  }
}

const commands: Readonly<Record<string, string>> = {
  "another's here": 'of a patient here',
  'ours there': 'of self there',
  "another's there": 'of a patient there',
  here: 'of self here',
}

function appointmentRequests(district: District): Record<string, Ask> {
  const { appointments, numbers, patients } = district
  const held = (thing: string) => appointments[thing] ?? { slotId: '', appointmentId: '' }
  const at: Ask = (thing) => ({ params: { slotId: held(thing).slotId } })
  const about = (thing: string, more: object): Given => ({
    ...at(thing),
    body: { appointmentId: held(thing).appointmentId, ...more },
  })
  const target = (thing: string) => named(numbers, thing.endsWith('there') ? 'public there' : 'public here')
  return {
    /** `public here for self`: the channel and site of the number, and whom it is for. */
    'scheduling.bookSlot'(thing) {
      const [number = '', patient = 'self'] = thing.split(' for ')
      const body = { patientId: named(patients, patient), visit: 'return' }
      return { params: { slotId: named(numbers, number) }, body }
    },
    'scheduling.cancelAppointment': (thing) => about(thing, { reason: 'clinic' }),
    'scheduling.moveAppointment': (thing) => about(thing, { toSlotId: target(thing) }),
    /** `call ours there`: the command, and whose session it is where. */
    'scheduling.takeStep'(thing) {
      const [command = '', ...place] = thing.split(' ')
      return thing === 'unknown'
        ? about(thing, { command: 'call' })
        : about(commands[place.join(' ')] ?? '', { command })
    },
    'scheduling.listAppointments': (thing) => ({ params: { patientId: named(patients, thing) } }),
    'scheduling.appointmentCalendar': at,
    'scheduling.readPatientCard': (thing) => ({ params: { patientId: named(patients, thing) } }),
  }
}

function accessRequests(life: Life, { patients }: District): Record<string, Ask> {
  const spare = { params: { personId: 'person-spare' } }
  return {
    'access.readSession': bare,
    'access.listMyAccesses': (thing) => ({ params: { patientId: named(patients, thing) } }),
    'access.listJournal': () => ({ query: { date: life.today } }),
    'access.verifyJournal': bare,
    'access.listPeople': bare,
    'access.giveGrant': () => ({ ...spare, body: { grant: { role: 'clinic-staff' } } }),
    'access.takeGrant': () => ({ ...spare, body: { grant: { role: 'auditor' } } }),
    'access.signOutPerson': () => spare,
    'access.signOutEverywhere': bare,
  }
}
