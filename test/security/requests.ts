import { gatewayKey } from '#test/support/platform.ts'
import { agreementBody, newSite, populationOf } from './alliance-life.ts'
import type { Given } from './asking.ts'
import { sessionPlan } from './clinic-life.ts'
import type { District } from './district.ts'
import { hospital, type Life } from './open-life.ts'
import { idNumberOf } from './secrets.ts'
import { visitRequests } from './visit-requests.ts'

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
    ...waitingRequests(life, district),
    ...travelRequests(district),
    ...visitRequests(life, district),
    ...cascadeRequests(life, district),
    ...rosterRequests(life, district),
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
    'alliance.changePopulation': () => ({
      params: { code: newSite.areaCode },
      body: { ...populationOf(2020), version },
    }),
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
    ...filingRequests(life, district),
  }
}

const staleContact = { channel: 'sms', language: 'zh-CN', guardianTold: false }
const noReceipts: Given = {
  body: { receipts: [{ messageId: '0'.repeat(32), state: 'delivered' }] },
  signedWith: gatewayKey,
}

function filingRequests(life: Life, { practitioners, practiceId, sites }: District): Record<string, Ask> {
  const params = (thing: string) => ({ practitionerId: named(practitioners, thing) })
  const of = (body?: object): Ask => {
    return (thing) => ({ params: { ...params(thing), practiceId }, ...(body ? { body } : {}) })
  }
  const term = { basis: 'alliance', from: life.day(1), to: life.day(9), version }
  const pairs = [{ practitionerId: 'nobody', siteId: 'site-999' }]
  return {
    'practitioners.openFiling': (thing) => ({
      params: params(thing),
      body: { ...term, siteId: sites['here'] },
    }),
    'practitioners.renewPractice': of({ version, to: life.day(9) }),
    'practitioners.changeFiling': of(term),
    'practitioners.checkFiling': (thing) => ({
      params: { ...params(thing), practiceId, check: 'disclosure' },
      body: { state: 'met', number: 'G-1' },
    }),
    'practitioners.stepFiling': of({ version, step: { step: 'submit' } }),
    'practitioners.noteComplaints': of({ count: 1 }),
    'practitioners.readFiling': of(),
    'practitioners.printEvidence': of(),
    'practitioners.listWarnings': bare,
    'practitioners.seeWarnings': () => ({ body: { warningIds: ['filing.none.2030-01-01'] } }),
    'practitioners.readLedger': bare,
    'practitioners.listAuthorisations': bare,
    'practitioners.saveAuthorisations': () => ({ body: { act: 'apply', on: life.today, pairs } }),
    'practitioners.exportAuthorisations': bare,
    'practitioners.importAuthorisations': () => ({ body: { csv: 'state' } }),
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
    'patients.listNotices': record,
    'patients.listMailboxes': bare,
    'patients.markRead': (thing) => ({ params: { ...params(thing), noticeId: 'none' } }),
    'patients.readContact': record,
    'patients.saveContact': (thing) => ({ ...record(thing), body: { ...staleContact, version } }),
    'patients.receiveReceipts': () => noReceipts,
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

function cascadeRequests(life: Life, district: District): Record<string, Ask> {
  const { sessions, stopped, lost, sites, patients, practitioners } = district
  const session = (thing: string) => ({ sessionId: named(sessions, thing) })
  const over: Ask = (thing) => ({ params: { sessionId: named(stopped, thing) } })
  const atSite = (thing: string) => ({ siteId: named(sites, thing) })
  const line = (thing: string) => ({ slotId: lost[thing]?.slotId ?? '' })
  const others: Readonly<Record<string, string>> = {
    'ours here': "another's here",
    "another's here": 'ours here',
    'ours there': "another's there",
    "another's there": 'ours there',
  }
  const move = { version, date: life.day(60), time: { start: 540, end: 720 }, room: '1' }
  return {
    'scheduling.previewStop': (thing) => ({ params: session(thing) }),
    'scheduling.substituteSession': (thing) => ({
      params: session(thing),
      body: { version, practitionerId: practitioners['other'] },
    }),
    'scheduling.moveSession': (thing) => ({ params: session(thing), body: move }),
    'scheduling.swapSessions': (thing) => ({
      params: session(thing),
      body: { version, withSessionId: named(sessions, others[thing] ?? 'ours here'), withVersion: version },
    }),
    'scheduling.startCascade': (thing) => ({ ...over(thing), body: {} }),
    'scheduling.readCascade': over,
    'scheduling.exportProof': over,
    'scheduling.listCascades': (thing) => ({ params: atSite(thing), query: { from: life.today } }),
    'scheduling.listAllCascades': () => ({ query: { month: life.today.slice(0, 7) } }),
    'scheduling.listNotReached': (thing) => ({ params: atSite(thing) }),
    'scheduling.listAlternatives': (thing) => ({ params: line(thing) }),
    'scheduling.offerAlternative': (thing) => ({ params: line(thing), body: stale }),
    'scheduling.markReached': (thing) => ({ params: line(thing), body: { version, outcome: 'reached' } }),
    'scheduling.listReoffers': (thing) => ({ params: { patientId: named(patients, thing) } }),
    'scheduling.answerReoffer': (thing) => ({
      params: { ...line(thing), patientId: lost[thing]?.patientId ?? '' },
      body: { as: 'accept' },
    }),
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
  const numbered = (thing: string, more: object) => {
    const [number = '', patient = 'self'] = thing.split(' for ')
    const body = { patientId: named(patients, patient), ...more }
    return { params: { slotId: named(numbers, number) }, body }
  }
  const target = (thing: string) => named(numbers, thing.endsWith('there') ? 'public there' : 'public here')
  return {
    /** `public here for self`: the channel and site of the number, and whom it is for. */
    'scheduling.bookSlot': (thing) => numbered(thing, { visit: 'return' }),
    'scheduling.holdSlot': (thing) => numbered(thing, {}),
    'scheduling.releaseHold': (thing) => ({ params: { slotId: named(numbers, thing) } }),
    'scheduling.bookSeries': (thing) => numbered(thing, { visit: 'return', everyWeeks: 4, times: 2 }),
    'scheduling.bookTogether'(thing) {
      const { params, body } = numbered(thing, { visit: 'return' })
      return { params, body: { patients: [body, { patientId: 'somebody-else', visit: 'return' }] } }
    },
    'scheduling.findFollowUps': (thing) => ({ ...at(thing), query: { weeks: '26' } }),
    'scheduling.bookFollowUp': (thing) => about(thing, { weeks: 26 }),
    'scheduling.readMyPlace': (thing) => ({
      ...at(thing),
      query: { appointmentId: held(thing).appointmentId },
    }),
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

function waitingRequests(life: Life, district: District): Record<string, Ask> {
  const { sites, sessions, patients, places, appointments } = district
  const held = (thing: string) => appointments[thing]?.appointmentId ?? 'none-of-ours'
  const record: Ask = (thing) => ({ params: { patientId: named(patients, thing) } })
  const place = (thing: string, body?: object): Given => ({
    params: { patientId: named(patients, thing), waitId: named(places, thing) },
    body,
  })
  const over = { from: life.day(-9), to: life.day(-8) }
  const missedBy: Readonly<Record<string, string>> = {
    self: 'of self here',
    ward: 'of ward here',
    'a patient here': 'of a patient here',
    'a patient there': 'of a patient there',
  }
  return {
    'scheduling.addWalkIn': (thing) => ({
      params: { sessionId: named(sessions, thing) },
      body: { patientId: patients['self'], visit: 'return' },
    }),
    /** `here for self`: where, and who is to wait. */
    'scheduling.joinWaitlist'(thing) {
      const [site = '', patient = 'self'] = thing.split(' for ')
      const body = { patientId: named(patients, patient), visit: 'return', wish: over }
      return { params: { siteId: named(sites, site) }, body }
    },
    'scheduling.listWaitlist': (thing) => ({ params: { siteId: named(sites, thing) } }),
    'scheduling.listWaits': record,
    'scheduling.changeNeed': (thing) => place(thing, { version, need: { level: 'routine' } }),
    'scheduling.leaveWaitlist': (thing) => place(thing, {}),
    'scheduling.acceptOffer': (thing) => place(thing, { slotId: 'none-of-ours' }),
    'scheduling.declineOffer': (thing) => place(thing, { slotId: 'none-of-ours' }),
    'scheduling.listMisses': record,
    'scheduling.appealMiss': (thing) => ({
      params: { patientId: named(patients, thing), appointmentId: held(missedBy[thing] ?? '') },
      body: { reason: 'ill' },
    }),
    'scheduling.listAppeals': (thing) => ({ params: { siteId: named(sites, thing) } }),
    'scheduling.decideAppeal': (thing) => ({
      params: { siteId: named(sites, thing), appointmentId: held(thing === 'here' ? 'of self here' : '') },
      body: { version, accepted: true },
    }),
  }
}

function travelRequests({ sites }: District): Record<string, Ask> {
  const broken = { csv: 'x' }
  /** A road to itself: whoever may set one is told that this is none. */
  const itself = (thing: string) => ({
    params: { siteId: named(sites, thing), otherSiteId: named(sites, thing) },
  })
  return {
    'scheduling.listTravel': (thing) => ({ params: { siteId: named(sites, thing) } }),
    'scheduling.setTravel': (thing) => ({ ...itself(thing), body: { minutes: 9 } }),
    'scheduling.clearTravel': itself,
    'scheduling.exportTravel': bare,
    'scheduling.checkTravelImport': () => ({ body: broken }),
    'scheduling.importTravel': () => ({ body: broken }),
  }
}

function rosterRequests(life: Life, { practitioners }: District): Record<string, Ask> {
  const ownerOf = (thing: string) => {
    if (thing === 'of the hospital') return { kind: 'organisation', id: hospital }
    if (thing === 'of another hospital') return { kind: 'organisation', id: 'site-069' }
    return { kind: 'practitioner', id: named(practitioners, thing) }
  }
  const file = Buffer.from('no roster at all').toString('base64')
  const roster: Ask = (thing) => ({ body: { owner: ownerOf(thing), source: 's', format: 'csv', file } })
  const mine = (thing: string) => ({ practitionerId: named(practitioners, thing) })
  const past = { kind: 'leave', date: life.day(-2), time: { start: 0, end: 1440 } }
  return {
    'scheduling.previewRoster': roster,
    'scheduling.importRoster': roster,
    'scheduling.listRosterImports': (thing) => {
      const { kind, id } = ownerOf(thing)
      return { query: { ownerKind: kind, ownerId: id } }
    },
    'scheduling.addCommitment': (thing) => ({ params: mine(thing), body: past }),
    'scheduling.removeCommitment': (thing) => ({
      params: { ...mine(thing), date: life.day(30), claimId: 'own.none' },
    }),
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
