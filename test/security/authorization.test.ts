import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { type Apps, contextNames, contractsOf, openApps } from '#test/support/apps.ts'
import { operationsOf, type Told } from './asking.ts'
import { type District, openDistrict } from './district.ts'
import { type Life, openLife } from './open-life.ts'
import { requestsIn } from './requests.ts'
import { everybody, type Row, type Who, whoMay } from './who-may.ts'

const operations = operationsOf(await contractsOf(contextNames()))

/** What says that there is nothing here for the person: the problem of the very thing that the path names. */
const unknownOf: Readonly<Record<string, readonly string[]>> = {
  siteId: ['scheduling:site-unknown', 'alliance:site-unknown'],
  organisationId: ['alliance:site-unknown'],
  departmentId: ['alliance:department-unknown'],
  agreementId: ['alliance:agreement-unknown'],
  practitionerId: ['practitioners:practitioner-unknown'],
  patientId: ['patients:patient-unknown', 'scheduling:patient-unknown'],
  sessionId: ['scheduling:session-unknown', 'scheduling:cascade-unknown'],
  visitId: ['scheduling:visit-unknown'],
  offerId: ['scheduling:offer-unknown'],
  templateId: ['scheduling:template-unknown'],
  slotId: ['scheduling:slot-unknown', 'scheduling:appointment-unknown', 'scheduling:line-unknown'],
  waitId: ['scheduling:wait-unknown'],
  feed: ['scheduling:feed-unknown'],
  personId: ['access:person-not-found'],
}
const always = ['http:sign-in-required', 'http:forbidden', 'http:not-found']
/** A number and the patient it is for are named together: either may be no business of the person. */
const besides: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['bookSlot', 'holdSlot', 'bookSeries', 'bookTogether'].map((name) => [
      `scheduling.${name}`,
      ['scheduling:patient-unknown', 'scheduling:pool-not-allowed'],
    ]),
  ),
  'scheduling.joinWaitlist': ['scheduling:patient-unknown'],
  'scheduling.appealMiss': ['scheduling:miss-unknown'],
  'scheduling.decideAppeal': ['scheduling:appeal-unknown'],
}

function refusalsOf(name: string): Set<string> {
  const parameters = [...(operations.get(name)?.path ?? '').matchAll(/\{(\w+)\}/g)].map(([, one = '']) => one)
  const unknown = parameters.flatMap((one) => unknownOf[one] ?? [])
  return new Set([...always, ...unknown, ...(besides[name] ?? [])].map((one) => `urn:problem:${one}`))
}

let apps: Apps
let life: Life
let district: District
let requests: ReturnType<typeof requestsIn>

beforeAll(async () => {
  apps = await openApps()
  life = await openLife(apps)
  district = await openDistrict(life)
  requests = requestsIn(life, district)
}, 240_000)
afterAll(() => apps.close())

const ask = async (name: string, who: Who | 'unbound', thing: string): Promise<Told> =>
  life.ask(who, name, requests[name]?.(thing))

const hasUnknown = (row: Row): boolean => !('any' in row)
/** The same request about what does not exist; of a number and a patient, either one or the other. */
const unknownThings = (thing: string): string[] => {
  const [number = '', patient = ''] = thing.split(' for ')
  return thing.includes(' for ') ? [`${number} for unknown`, `unknown for ${patient}`] : ['unknown']
}
/** They see the thing and may do other things with it: that they may not do this one tells them nothing. */
const isInSight = (who: Who, thing: string, reason: string): boolean =>
  reason === 'scheduling:pool-not-allowed' || `${who} ${thing}` === 'practitioner check-in here'
const shape = ({ status, body }: Told) => ({ status, body })
const same = (a: Told, b: Told): boolean => JSON.stringify(shape(a)) === JSON.stringify(shape(b))

/** The answers about what does not exist, each asked for once. */
function asUnknown(name: string, who: Who) {
  const known = new Map<string, Promise<Told>>()
  return (thing: string): Promise<Told[]> =>
    Promise.all(
      unknownThings(thing).map((one) => {
        const asked = known.get(one) ?? ask(name, who, one)
        known.set(one, asked)
        return asked
      }),
    )
}

const malformed = new Set(['500', 'http:invalid-request', 'http:malformed-json', 'http:session-expired'])

/** One request of the walk: what was asked by whom, and how it was answered. */
interface Seen {
  readonly who: Who
  readonly thing: string
  readonly admitted: boolean
  readonly reason: string
  /** Of those who may not: told them apart from what does not exist, where it should not be. */
  readonly telling: boolean
}

/** Admitted is whoever gets past "who are you", "may you" and "is there such a thing", whatever a rule says then. */
async function judge(
  name: string,
  row: Row,
  who: Who,
  thing: string,
  unknown: readonly Told[],
): Promise<Seen> {
  const answer = await ask(name, who, thing)
  const reason = reasonOf(answer)
  const alike = unknown.some((one) => same(answer, one))
  const refused = refusalsOf(name).has(answer.body?.type) || (answer.status < 300 && alike)
  const hidden = !row[thing]?.includes(who) && hasUnknown(row) && !isInSight(who, thing, reason)
  return { who, thing, admitted: !refused, reason, telling: hidden && !alike }
}

/** Everybody about everything. */
async function walk(name: string, row: Row): Promise<Seen[]> {
  const seen: Seen[] = []
  for (const who of everybody) {
    const unknownAs = asUnknown(name, who)
    for (const thing of Object.keys(row))
      seen.push(await judge(name, row, who, thing, hasUnknown(row) ? await unknownAs(thing) : []))
  }
  return seen
}

const admittedIn = (seen: readonly Seen[], row: Row): Record<string, Who[]> =>
  Object.fromEntries(
    Object.keys(row).map((thing) => [
      thing,
      seen.flatMap((one) => (one.thing === thing && one.admitted ? [one.who] : [])),
    ]),
  )

const reasonOf = ({ status, body }: Told): string =>
  typeof body?.type === 'string' ? body.type.replace('urn:problem:', '') : String(status)

const inOrder = (row: Row): Record<string, Who[]> =>
  Object.fromEntries(
    Object.entries(row).map(([thing, may]) => [thing, everybody.filter((who) => may.includes(who))]),
  )

describe('the table of who may what', () => {
  it('names every operation of every contract, and no other', () => {
    expect(Object.keys(whoMay).sort()).toEqual([...operations.keys()].sort())
  })

  it('is about things of others wherever the path names a thing that belongs to somebody', () => {
    const owned = /\{(siteId|sessionId|slotId|patientId|practitionerId|departmentId)\}/
    const without = [...operations].filter(
      ([name, { path }]) => owned.test(path) && 'any' in (whoMay[name] ?? {}),
    )
    expect(without.map(([name]) => name)).toEqual([])
  })
})

describe('what a psychiatrist is shown of a site where others hold sessions too', () => {
  it.each(['scheduling.listWeek', 'scheduling.readDayList'])(
    '%s holds their own sessions only',
    async (name) => {
      for (const thing of ['here', 'there']) {
        const { body } = await ask(name, 'practitioner', thing)
        const holders = body.sessions.map(({ practitionerId }: { practitionerId: string }) => practitionerId)
        expect(new Set(holders)).toEqual(new Set([district.practitioners['own']]))
      }
    },
  )

  it('says of the numbers of a session which are taken, and never by whom', async () => {
    for (const who of ['referral-desk', 'alliance-office'] as const) {
      const { body } = await ask('scheduling.listWeek', who, 'here')
      expect(JSON.stringify(body)).toContain('"state":"booked"')
      expect(JSON.stringify(body)).not.toMatch(/patientId|"held"|appointmentId/)
    }
  })
})

describe('a role that is bound to no site, body, record or register', () => {
  const forAnybody = (row: Row): boolean => row['any']?.includes('stranger') ?? false
  const others = Object.entries(whoMay).filter(([, row]) => !forAnybody(row))

  it('holds nowhere, rather than everywhere', async () => {
    const admitted: string[] = []
    for (const [name, row] of others)
      for (const thing of Object.keys(row)) {
        const answer = await ask(name, 'unbound', thing)
        if (!refusalsOf(name).has(answer.body?.type)) admitted.push(`${name} ${thing}`)
      }
    expect(others.length).toBeGreaterThan(75)
    expect(admitted).toEqual([])
  })
})

/** Ends sessions, the asker's own included: it comes last. */
const endings = new Set(['access.signOutPerson', 'access.signOutEverywhere'])
const rows = Object.entries(whoMay).sort(([a], [b]) => Number(endings.has(a)) - Number(endings.has(b)))

describe('every operation, asked by everybody about everything', () => {
  it.each(rows)(
    '%s admits whom the table names, and tells nobody else whether there is such a thing',
    async (name, row) => {
      const seen = await walk(name, row)
      expect(seen.filter(({ reason }) => malformed.has(reason))).toEqual([])
      expect(admittedIn(seen, row)).toEqual(inOrder(row))
      expect(seen.filter(({ telling }) => telling)).toEqual([])
    },
    60_000,
  )
})

describe('what was refused', () => {
  it('left nothing in the journal but the admissions of people whom nobody knows', async () => {
    const refused = new Set(life.told.filter(({ status }) => status >= 400).map(({ requestId }) => requestId))
    expect(refused.size).toBeGreaterThan(1500)
    const left = (await entriesOf(apps.platform.table)).filter(({ requestId = '' }) => refused.has(requestId))
    expect(new Set(left.map(({ act }) => act))).toEqual(new Set(['admission-refused']))
  })
})
