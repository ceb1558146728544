import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Apps, contextNames, contractsOf, openApps } from '#test/support/apps.ts'
import { operationsOf, type Told } from './asking.ts'
import { type District, openDistrict } from './district.ts'
import { type Life, openLife } from './life.ts'
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
  sessionId: ['scheduling:session-unknown'],
  templateId: ['scheduling:template-unknown'],
  slotId: ['scheduling:slot-unknown', 'scheduling:appointment-unknown'],
  feed: ['scheduling:feed-unknown'],
  personId: ['access:person-not-found'],
}
const always = ['http:sign-in-required', 'http:forbidden', 'http:not-found']
/** A number and the patient it is for are named together: either may be no business of the person. */
const besides: Readonly<Record<string, readonly string[]>> = {
  'scheduling.bookSlot': ['scheduling:patient-unknown', 'scheduling:pool-not-allowed'],
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

const ask = async (name: string, who: Who, thing: string): Promise<Told> =>
  life.ask(who, name, requests[name]?.(thing))

const hasUnknown = (row: Row): boolean => !('any' in row)
const unknownThing = (name: string): string => (name === 'scheduling.bookSlot' ? 'unknown for self' : 'unknown')
const shape = ({ status, body }: Told) => ({ status, body })
const same = (a: Told, b: Told | undefined): boolean =>
  b !== undefined && JSON.stringify(shape(a)) === JSON.stringify(shape(b))

/** Everybody who gets in, by thing; and what tells a thing that is not theirs from one that does not exist. */
async function walk(name: string, row: Row) {
  const refusals = refusalsOf(name)
  const admitted: Record<string, Who[]> = Object.fromEntries(Object.keys(row).map((thing) => [thing, []]))
  const telling: string[] = []
  for (const who of everybody) {
    const unknown = hasUnknown(row) ? await ask(name, who, unknownThing(name)) : undefined
    for (const [thing, may] of Object.entries(row)) {
      const answer = await ask(name, who, thing)
      expect(answer.status, `${who} ${name} ${thing}`).not.toBe(500)
      const wellFormed = !['http:invalid-request', 'http:malformed-json'].includes(reasonOf(answer))
      expect(wellFormed, `${who} ${name} ${thing} ${JSON.stringify(answer.body)}`).toBe(true)
      const refused = refusals.has(answer.body?.type) || (answer.status < 300 && same(answer, unknown))
      if (!refused) admitted[thing]?.push(who)
      if (!may.includes(who) && unknown && !same(answer, unknown))
        telling.push(`${who} ${thing}: ${reasonOf(answer)} instead of ${reasonOf(unknown)}`)
    }
  }
  return { admitted, telling }
}

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
    const without = [...operations].filter(([name, { path }]) => owned.test(path) && 'any' in (whoMay[name] ?? {}))
    expect(without.map(([name]) => name)).toEqual([])
  })
})

/** Ends sessions, the asker's own included: it comes last. */
const endings = new Set(['access.signOutPerson', 'access.signOutEverywhere'])
const rows = Object.entries(whoMay).sort(([a], [b]) => Number(endings.has(a)) - Number(endings.has(b)))

describe('every operation, asked by everybody about everything', () => {
  it.each(rows)(
    '%s admits whom the table names, and tells nobody else whether there is such a thing',
    async (name, row) => {
      const { admitted, telling } = await walk(name, row)
      expect(admitted).toEqual(inOrder(row))
      expect(telling).toEqual([])
    },
    60_000,
  )
})

