import { beforeAll, describe, expect, it } from 'vitest'
import { allianceApp } from '#functions/alliance/app.ts'
import { openLog } from '#functions/platform/log.ts'
import { openRelay } from '#functions/platform/relay.ts'
import { derivedId } from '#functions/platform/request.ts'
import { practitionersApp } from '#functions/practitioners/app.ts'
import { practitionersConsumers } from '#functions/practitioners/consumers.ts'
import { practitionersRepository } from '#functions/practitioners/repository.ts'
import { as, asking, testPlatform } from '#test/support/platform.ts'
import { allianceDemo } from '../../infra/local/demo-alliance.ts'
import { type Call, DemoRefusal } from '../../infra/local/demo-call.ts'
import { experts } from '../../infra/local/demo-expert-list.ts'
import { expertKey } from '../../infra/local/demo-experts.ts'
import { demoPractitionerIds } from '../../infra/local/demo-ids.ts'
import { findDemoPerson } from '../../infra/local/demo-people.ts'

describe("the demo's experts", () => {
  it('are 89 people with 89 names and numbers, in real hospitals', () => {
    expect(experts).toHaveLength(89)
    expect(new Set(experts.map(({ name }) => name)).size).toBe(89)
    expect(new Set(experts.map(({ licenceNumber }) => licenceNumber)).size).toBe(89)
    expect(experts.every(({ organisationNo }) => organisationNo >= 56 && organisationNo <= 69)).toBe(true)
  })

  it("have the ids that the demo's sign-ins are bound to", () => {
    const ids = experts.map(({ number }) =>
      derivedId('practitioners', 'registerPractitioner', 'demo-fang-minzhi', expertKey(number)),
    )
    expect(Object.values(demoPractitionerIds)).toEqual(ids.slice(0, Object.keys(demoPractitionerIds).length))
  })
})

/** Alliance and register in one process over one table, joined by the relay as in the running system. */
async function openBoth() {
  const platform = await testPlatform({ context: 'alliance' })
  const register = practitionersRepository(platform.table, platform.journal)
  const apps = { alliance: allianceApp(platform), practitioners: practitionersApp(platform, register) }
  const relay = openRelay({
    table: platform.table,
    consumers: [practitionersConsumers(register, platform)],
    log: openLog('silent', 'relay'),
    beat: 50,
  })
  const call: Call = async (name, method, path, body, key) => {
    const app = path.startsWith('/api/alliance') ? apps.alliance : apps.practitioners
    const { personId = '', grants = [] } = findDemoPerson(name) ?? {}
    const answer = await asking(app, await as(platform, personId, ...grants)).send(
      method,
      path,
      body,
      key ? { 'idempotency-key': key } : {},
    )
    if (answer.status >= 300) throw new DemoRefusal(`${method} ${path}`, answer.status, answer.body.type)
    return answer.body
  }
  return { call, relay }
}

describe('the demo', () => {
  let both: Awaited<ReturnType<typeof openBoth>>
  const steps: [number, number][] = []
  beforeAll(async () => {
    both = await openBoth()
    await allianceDemo(both.call, { size: 'full', onProgress: (done, of) => steps.push([done, of]) })
    return () => both.relay.stop()
  }, 120_000)

  it('has every stage of acceptance, 41 of 55 departments passed', async () => {
    const { counts } = await both.call('fang-minzhi', 'GET', '/api/alliance/departments')
    expect(counts).toMatchObject({
      'self-checking': 5,
      'awaiting-inspection': 3,
      rectifying: 4,
      'awaiting-review': 2,
      passed: 41,
    })
  })

  it('gives every accepted department at least three experts', async () => {
    const { departments } = await both.call('fang-minzhi', 'GET', '/api/alliance/departments?state=passed')
    for (const { site } of departments) {
      const { total } = await both.call(
        'fang-minzhi',
        'GET',
        `/api/practitioners/practitioners?site=${site.siteId}`,
      )
      expect([site.shortName, total >= 3]).toEqual([site.shortName, true])
    }
  })

  it('has agreements in every state that dates give', async () => {
    const { agreements } = await both.call('fang-minzhi', 'GET', '/api/alliance/agreements')
    const states = new Set(agreements.map(({ state }: { state: string }) => state))
    expect([...states].sort()).toEqual(['expired', 'expiring', 'in-force', 'to-come'])
  })

  it('changes nothing when it is run again', async () => {
    const read = async () => [
      await both.call('fang-minzhi', 'GET', '/api/alliance/departments'),
      await both.call('fang-minzhi', 'GET', '/api/practitioners/practitioners?limit=200'),
      await both.call('fang-minzhi', 'GET', '/api/alliance/agreements'),
    ]
    const before = await read()
    await allianceDemo(both.call, { size: 'full', onProgress: () => {} })
    expect(await read()).toEqual(before)
  }, 60_000)

  it('says how far it is, ending at the end', () => {
    expect(steps.at(-1)).toEqual([300, 300])
    expect(steps.every(([done], index) => done >= (steps[index - 1]?.[0] ?? 0))).toBe(true)
  })
})
