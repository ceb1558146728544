import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '#functions/platform/journal.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { type Apps, openApps } from '#test/support/apps.ts'
import { operationsOf, type Told } from './asking.ts'
import { wholeLife } from './life.ts'
import { here, type Life, there } from './open-life.ts'
import { plainSecrets } from './secrets.ts'

/** Whoever asks one of these sees something of a patient: it leaves one entry, as a write does. */
const readsOfPatients = new Set([
  'patients.readPatient',
  'patients.searchPatients',
  'patients.revealContact',
  'patients.listMine',
  'patients.listNotices',
  'patients.readContact',
  'scheduling.readSession',
  'scheduling.readDayList',
  'scheduling.exportDayList',
  'scheduling.readMyDay',
  'scheduling.listAppointments',
  'scheduling.appointmentCalendar',
  'scheduling.readPatientCard',
  'scheduling.listWaitlist',
  'scheduling.listWaits',
  'scheduling.listMisses',
  'scheduling.listAppeals',
  'scheduling.previewStop',
  'scheduling.readCascade',
  'scheduling.exportProof',
  'scheduling.listNotReached',
  'scheduling.listReoffers',
])

/** These name patients by id alone: one's own session and roles, and the journal itself, whose reading is not its subject. */
const idsOnly = new Set([
  'access.readSession',
  'access.listPeople',
  'patients.listMailboxes',
  'access.listMyAccesses',
  'access.listJournal',
])

/** A POST because what it asks does not fit into a URL; it neither writes nor shows a patient. */
const questions = new Set([
  'alliance.checkSiteImport',
  'scheduling.checkTravelImport',
  'scheduling.previewRoster',
])

/** Writes that are about a patient, and name them in their entry. */
const writesOnPatients = new Set([
  'patients.registerPatient',
  'patients.changePatient',
  'patients.admitPatient',
  'patients.markRead',
  'patients.saveContact',
  'patients.receiveReceipts',
  'scheduling.bookSlot',
  'scheduling.cancelAppointment',
  'scheduling.moveAppointment',
  'scheduling.takeStep',
  'scheduling.holdSlot',
  'scheduling.bookTogether',
  'scheduling.bookSeries',
  'scheduling.bookFollowUp',
  'scheduling.addWalkIn',
  'scheduling.joinWaitlist',
  'scheduling.changeNeed',
  'scheduling.leaveWaitlist',
  'scheduling.acceptOffer',
  'scheduling.declineOffer',
  'scheduling.appealMiss',
  'scheduling.decideAppeal',
  'scheduling.startCascade',
  'scheduling.offerAlternative',
  'scheduling.markReached',
  'scheduling.answerReoffer',
])

const isWrite = (name: string, { method }: Operation): boolean =>
  method !== 'GET' && !questions.has(name) && !readsOfPatients.has(name)

let apps: Apps
let life: Life
let operations: ReadonlyMap<string, Operation>
const entries = new Map<string, Entry[]>()
const entriesFor = ({ requestId }: Told): readonly Entry[] => entries.get(requestId) ?? []
const succeeded = (): Told[] => life.told.filter(({ status }) => status < 300)
const everyEntry = (): Entry[] => [...entries.values()].flat()

/** Each operation with nothing in it, with ids that exist, as people who may not, may elsewhere, or may not so. */
async function askInVain(): Promise<void> {
  const [known] = life.told.filter(({ operation }) => operation === 'patients.registerPatient')
  const { patientId } = known?.body ?? {}
  const params = {
    siteId: there,
    patientId,
    departmentId: `${there}.psychiatry`,
    date: life.today,
    personId: 'person-new',
  }
  await life.signIn('stranger')
  await life.signIn('pharmacist', { role: 'pharmacist', siteId: here })
  for (const [name, { creates }] of operations) {
    if (name === 'access.signOutEverywhere') continue
    const people = [
      'nobody',
      'stranger',
      'pharmacist',
      'clinic-staff',
      'patient',
      'alliance-office',
      'auditor',
    ]
    for (const who of people) await life.ask(who, name, { params, body: { surprise: creates ?? false } })
  }
}

beforeAll(async () => {
  apps = await openApps()
  operations = operationsOf(apps.contracts)
  life = await wholeLife(apps)
  await askInVain()
  for (const entry of await entriesOf(apps.platform.table)) {
    const { requestId = '' } = entry
    entries.set(requestId, [...(entries.get(requestId) ?? []), entry])
  }
}, 240_000)
afterAll(() => apps.close())

/**
 * A run of templates is as many writes as it makes sessions; the import of a roster keeps whom it names, writes each
 * person's days, and keeps what it did; everything else is one.
 */
const writesIn = ({ operation, body }: Told): number =>
  operation === 'scheduling.importRoster'
    ? 2 + body.practitioners - body.clashing
    : runWrites(operation, body)

/** The ends of a new filing are told by the clock, later: to see them before is to see nothing, and writes nothing. */
const unseenYet = new Set(['practitioners.seeWarnings'])
const runWrites = (operation: string, body: Told['body']): number =>
  unseenYet.has(operation) ? 0 : seriesWrites(operation, body)

const seriesWrites = (operation: string, body: Told['body']): number =>
  operation === 'scheduling.bookSeries'
    ? body.lines.filter(({ appointment }: { appointment?: object }) => appointment).length
    : runsIn({ operation, body })
/** A run of templates and a series of visits are as many writes as they have lines that came to something. */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  'scheduling.runTemplates': ['published'],
  'scheduling.bookVisitSeries': ['accepted', 'asked'],
}
const runsIn = ({ operation, body }: Pick<Told, 'operation' | 'body'>): number => {
  const made = outcomes[operation]
  return made ? body.lines.filter(({ outcome }: { outcome: string }) => made.includes(outcome)).length : 1
}

const bases: Readonly<Record<string, string>> = {
  patient: 'self',
  guardian: 'guardian',
  'alliance-office': 'office',
}
const basisOf = ({ operation, who }: Told): string => {
  if (operation === 'patients.admitPatient') return 'patient-present'
  if (operation === 'patients.receiveReceipts') return 'system'
  if (operation === 'access.signOutEverywhere') return 'self'
  return bases[who] ?? 'service'
}

/** The gateway acts as itself: no person stands behind its receipts. */
const actorOf = ({ operation, who }: Told): string =>
  operation === 'patients.receiveReceipts' ? 'notice-gateway' : `person-${who}`

describe('the journal of a life', () => {
  it('is a life in which every operation of every contract succeeds', () => {
    const seen = new Set(succeeded().map(({ operation }) => operation))
    expect([...operations.keys()].filter((name) => !seen.has(name))).toEqual([])
  })

  it('has exactly one entry for each write', () => {
    const writes = succeeded().filter(({ operation }) => {
      const known = operations.get(operation)
      return known && isWrite(operation, known)
    })
    expect(writes.length).toBeGreaterThan(70)
    const counted = writes.map((one) => [one.operation, entriesFor(one).length])
    expect(counted).toEqual(writes.map((one) => [one.operation, writesIn(one)]))
  })

  it('has exactly one entry for each read of patient data', () => {
    const reads = succeeded().filter(({ operation }) => readsOfPatients.has(operation))
    expect(new Set(reads.map(({ operation }) => operation))).toEqual(readsOfPatients)
    expect(reads.map((one) => [one.operation, entriesFor(one).length])).toEqual(
      reads.map((one) => [one.operation, showsNobody(one) ? 0 : 1]),
    )
  })

  it('has none for what shows no patient, and none for what was refused', () => {
    const quiet = life.told.filter(({ operation, status }) => {
      const known = operations.get(operation)
      return status >= 400 || (known && !isWrite(operation, known) && !readsOfPatients.has(operation))
    })
    expect(quiet.filter(({ status }) => status >= 400).length).toBeGreaterThan(300)
    expect(quiet.filter((one) => entriesFor(one).length > 0).map(({ operation }) => operation)).toEqual([])
  })

  it('has no entry that belongs to no request, but for what the system does by itself', () => {
    const asked = new Set(life.told.map(({ requestId }) => requestId))
    const unasked = everyEntry().filter(({ requestId = '' }) => !asked.has(requestId))
    expect(unasked.filter(({ personId, basis }) => personId !== 'system' || basis !== 'system')).toEqual([])
  })

  it('says who acted and on what basis', () => {
    const said = succeeded().flatMap((one) =>
      entriesFor(one).map(({ personId, basis }) => [one.operation, personId, basis]),
    )
    const expected = succeeded().flatMap((one) =>
      entriesFor(one).map(() => [one.operation, actorOf(one), basisOf(one)]),
    )
    expect(said).toEqual(expected)
  })

  it('says for which site staff acted: always their own', () => {
    const bodies = (who: string) =>
      succeeded().flatMap((one) => (one.who === who ? entriesFor(one).map(({ bodyId }) => bodyId) : []))
    expect(bodies('clinic-staff').length).toBeGreaterThan(40)
    expect(new Set(bodies('clinic-staff'))).toEqual(new Set([here]))
    expect(new Set(bodies('other-staff'))).toEqual(new Set([there]))
  })

  it('says about whom: every write on a patient, every read that showed one', () => {
    const about = succeeded().filter(
      (one) => writesOnPatients.has(one.operation) || (readsOfPatients.has(one.operation) && shown(one)),
    )
    const nameless = about.filter((one) =>
      entriesFor(one).some(({ patientIds = [] }) => patientIds.length === 0),
    )
    expect(about.length).toBeGreaterThan(30)
    expect(nameless.map(({ operation }) => operation)).toEqual([])
  })

  it('holds no name, phone, ID number or note', () => {
    const text = JSON.stringify(everyEntry())
    const { names, phones, idNumbers, guardianName, guardianPhone, note } = plainSecrets
    for (const secret of [...names, ...phones, ...idNumbers, guardianName, guardianPhone, note])
      expect(text).not.toContain(secret)
  })
})

/** Who has neither record nor ward, or has lost no appointment, is told so: nobody was looked at. */
const showsNobody = ({ operation, body }: Told): boolean =>
  (operation === 'patients.listMine' && body.records.length === 0) ||
  (operation === 'scheduling.listReoffers' && body.lines.length === 0)

/** Did the answer show anybody? */
const shown = ({ body }: Told): boolean =>
  typeof body === 'string' || /"(patientId|value|nameMasked)"/.test(JSON.stringify(body))

describe('the list of reads of patient data', () => {
  const patientIds = () =>
    life.told.flatMap(({ operation, body }) =>
      operation === 'patients.registerPatient' ? [body.patientId] : [],
    )

  it('names every GET that answers with a name, a phone or an id of a patient', () => {
    const { names, phones, idNumbers, guardianName } = plainSecrets
    const telling = [...names, ...phones, ...idNumbers, guardianName, ...patientIds().filter(Boolean)]
    const found = succeeded().filter(({ operation, body }) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return operations.get(operation)?.method === 'GET' && telling.some((one) => text.includes(one))
    })
    const unlisted = found.map(({ operation }) => operation).filter((name) => !idsOnly.has(name))
    expect(unlisted.filter((name) => !readsOfPatients.has(name))).toEqual([])
    expect(unlisted.length).toBeGreaterThan(6)
  })

  it('names operations that there are', () => {
    for (const name of [...readsOfPatients, ...writesOnPatients, ...questions, ...idsOnly])
      expect(operations.has(name)).toBe(true)
  })
})
