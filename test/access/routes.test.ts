import { beforeEach, describe, expect, it } from 'vitest'
import { accessApp } from '#functions/access/app.ts'
import { accessConsumers } from '#functions/access/consumers.ts'
import { accessRepository } from '#functions/access/repository.ts'
import { patientsApp } from '#functions/patients/app.ts'
import { entryItem } from '#functions/platform/entry.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { openRelay } from '#functions/platform/relay.ts'
import { writeTogether } from '#functions/platform/table.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { openEngine, sameTable } from '#test/support/engine.ts'
import { as, asking, people, testPlatform } from '#test/support/platform.ts'
import { registered } from '../patients/support.ts'

type Asking = ReturnType<typeof asking>
let platform: Platform
let office: Asking
let auditor: Asking
const app = () => accessApp(platform)
const ask = async (personId: string, ...grants: Parameters<typeof as>[2][]): Promise<Asking> =>
  asking(app(), await as(platform, personId, ...grants))

beforeEach(async () => {
  platform = await testPlatform({ context: 'access' })
  office = asking(app(), await people(platform).office())
  auditor = asking(app(), await people(platform).auditor())
})

const staff = { role: 'clinic-staff', siteId: 'site-050' } as const
const acts = async (personId: string) => {
  const entries = (await entriesOf(platform.table)).filter(({ aggregateId }) => aggregateId === personId)
  return entries.map(({ act, personId: by, basis, data: about }) => ({
    act,
    by,
    basis,
    about: JSON.parse(about ?? '{}'),
  }))
}

describe('the people of an alliance', () => {
  it('get a first role with a name, then further ones', async () => {
    const first = await office.post('/api/access/people/new/grants', { grant: staff, displayName: '李敏' })
    expect(first).toMatchObject({
      status: 200,
      body: { personId: 'new', displayName: '李敏', grants: [staff], version: 1 },
    })
    const second = await office.post('/api/access/people/new/grants', { grant: { role: 'auditor' } })
    expect(second.body).toMatchObject({ grants: [staff, { role: 'auditor' }], version: 2 })
    expect(await acts('new')).toEqual([
      { act: 'grant-given', by: 'office', basis: 'office', about: { grant: staff } },
      { act: 'grant-given', by: 'office', basis: 'office', about: { grant: { role: 'auditor' } } },
    ])
  })

  it('do not get a role twice, and no entry is left for it', async () => {
    await office.post('/api/access/people/new/grants', { grant: staff, displayName: '李敏' })
    const again = await office.post('/api/access/people/new/grants', { grant: staff })
    expect(again.body.version).toBe(1)
    expect(await acts('new')).toHaveLength(1)
  })

  it.each([
    ['a first role without a name', 'new', { grant: staff }, 'access:name-missing', 422],
    [
      'a role without its site',
      'new',
      { grant: { role: 'clinic-staff' }, displayName: 'x' },
      'access:grant-unbound',
      422,
    ],
    [
      'a role nobody knows',
      'new',
      { grant: { role: 'root' }, displayName: 'x' },
      'http:invalid-request',
      422,
    ],
    ['a role for oneself', 'office', { grant: { role: 'auditor' } }, 'access:own-grant', 403],
  ])('refuses %s', async (_, personId, body, reason, status) => {
    const answer = await office.post(`/api/access/people/${personId}/grants`, body)
    expect(answer).toMatchObject({ status, body: { type: `urn:problem:${reason}` } })
  })

  it('lose a role, once', async () => {
    await office.post('/api/access/people/new/grants', { grant: staff, displayName: '李敏' })
    expect(
      (await office.post('/api/access/people/new/grants/removal', { grant: staff })).body.grants,
    ).toEqual([])
    const again = await office.post('/api/access/people/new/grants/removal', { grant: staff })
    expect(again).toMatchObject({ status: 404, body: { type: 'urn:problem:access:grant-unknown' } })
    const nobody = await office.post('/api/access/people/nobody/grants/removal', { grant: staff })
    expect(nobody.body.type).toBe('urn:problem:access:person-not-found')
  })

  it('keep every role that two offices give at the same moment, or the slower one is told', async () => {
    const other = await ask('office-2', { role: 'alliance-office' })
    await office.post('/api/access/people/new/grants', { grant: staff, displayName: '李敏' })
    const sites = Array.from({ length: 8 }, (_, site) => ({ role: 'clinic-staff', siteId: `site-${site}` }))
    const answers = await Promise.all(
      sites.map((grant, index) =>
        (index % 2 ? office : other).post('/api/access/people/new/grants', { grant }),
      ),
    )
    const given = answers.filter(({ status }) => status === 200).length
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    const { body } = await office.get('/api/access/people?name=李敏')
    expect(body.people[0].grants).toHaveLength(1 + given)
  })

  it('are listed by name in pages, without patients', async () => {
    for (let index = 0; index < 55; index++) await as(platform, `staff-${index}`, staff)
    await as(platform, 'patient-1', { role: 'patient', patientId: 'p' })
    const first = (await office.get('/api/access/people')).body
    const second = (await office.get(`/api/access/people?after=${first.next}`)).body
    const ids = [...first.people, ...second.people].map(({ personId }: { personId: string }) => personId)
    expect([first.people.length, second.people.length, second.next]).toEqual([50, 7, undefined])
    expect(new Set(ids).size).toBe(57)
    expect(ids).not.toContain('patient-1')
    expect((await office.get('/api/access/people?name=staff-4&after=nobody')).body.people).toHaveLength(11)
  })

  it.each([
    ['clinic staff', staff],
    ['a patient', { role: 'patient', patientId: 'p' }],
    ['a panel coordinator', { role: 'panel-coordinator' }],
  ] as const)('are neither shown to nor changed by %s', async (_, grant) => {
    const person = await ask('somebody', grant)
    expect((await person.get('/api/access/people')).status).toBe(403)
    expect(
      (await person.post('/api/access/people/x/grants', { grant: staff, displayName: 'x' })).status,
    ).toBe(403)
  })

  it('are shown to the auditor, who changes nothing', async () => {
    expect((await auditor.get('/api/access/people')).status).toBe(200)
    expect(
      (await auditor.post('/api/access/people/x/grants', { grant: staff, displayName: 'x' })).status,
    ).toBe(403)
  })
})

describe("the journal's readers", () => {
  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

  async function relayed(): Promise<void> {
    const relay = openRelay({
      table: platform.table,
      consumers: [accessConsumers(accessRepository(platform.table))],
      log: platform.log,
    })
    await relay.settled()
    await relay.stop()
  }

  it('let a patient see who looked at the record, for which site, and nothing of others', async () => {
    const desk = asking(patientsApp(platform), await as(platform, '李敏', staff))
    const patientId = await registered(desk)
    await desk.get(`/api/patients/records/${patientId}`)
    await relayed()
    await relayed()
    const patient = await ask('wang', { role: 'patient', patientId })
    const { body } = await patient.get(`/api/access/patients/${patientId}/accesses`)
    expect(body.lines).toMatchObject([
      {
        act: 'patient-read',
        personId: '李敏',
        displayName: '李敏',
        bodyId: 'site-050',
        basis: 'service',
        patientIds: [patientId],
      },
      { act: 'patient-registered', context: 'patients' },
    ])
    const other = await ask('other', { role: 'patient', patientId: 'other' })
    expect((await other.get(`/api/access/patients/${patientId}/accesses`)).status).toBe(404)
    expect((await ask('desk', staff)).get).toBeDefined()
    expect((await (await ask('desk', staff)).get(`/api/access/patients/${patientId}/accesses`)).status).toBe(
      404,
    )
  })

  it('let the auditor page through a day, newest first, each entry once', async () => {
    for (let index = 0; index < 120; index++)
      await office.post(`/api/access/people/person-${index}/grants`, {
        grant: staff,
        displayName: `人${index}`,
      })
    await relayed()
    const first = (await auditor.get(`/api/access/journal?date=${today()}`)).body
    const second = (await auditor.get(`/api/access/journal?date=${today()}&after=${first.next}`)).body
    const lines = [...first.lines, ...second.lines]
    expect([first.lines.length, second.lines.length, second.next]).toEqual([100, 20, undefined])
    expect(new Set(lines.map(({ aggregateId }) => aggregateId)).size).toBe(120)
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort((a, b) => b - a))
  })

  it.each(['nonsense', '99.x', '-1.x', '7.'])('begins at the newest where `after` is %j', async (after) => {
    expect((await auditor.get(`/api/access/journal?date=${today()}&after=${after}`)).status).toBe(200)
  })

  it('show a day of Beijing: an entry of 16:00 UTC is of the next day', async () => {
    const repository = accessRepository(platform.table)
    const at = (instant: string, order: string) => ({
      context: 'access',
      act: 'signed-in',
      aggregateId: 'a',
      entryId: order,
      at: Date.parse(instant),
      personId: 'x',
      basis: 'self',
      patientIds: [],
      data: undefined,
      order,
    })
    await repository.addLines(at('2026-09-14T15:59:59Z', 'o1'))
    await repository.addLines(at('2026-09-14T16:00:00Z', 'o2'))
    const day = async (date: string) =>
      (await auditor.get(`/api/access/journal?date=${date}`)).body.lines.map(
        ({ entryId }: { entryId: string }) => entryId,
      )
    expect([await day('2026-09-14'), await day('2026-09-15')]).toEqual([['o1'], ['o2']])
  })

  it('let the auditor see that the chain is whole, and where an entry was changed', async () => {
    await office.post('/api/access/people/new/grants', { grant: staff, displayName: '李敏' })
    await relayed()
    expect((await auditor.get('/api/access/journal/verdict')).body).toEqual({ links: 1, intact: true })
    const { table } = platform
    const [entry] = await entriesOf(table)
    if (!entry) throw new Error('no entry')
    const Item = entryItem({ ...entry, personId: 'somebody-else' })
    await writeTogether(table, [{ Put: { TableName: table.name, Item } }])
    expect((await auditor.get('/api/access/journal/verdict')).body).toMatchObject({
      intact: false,
      brokenAt: { seq: 1, reason: 'entry-changed' },
    })
  })

  it('are the auditor alone', async () => {
    for (const path of [`/api/access/journal?date=${today()}`, '/api/access/journal/verdict']) {
      expect((await office.get(path)).status).toBe(403)
      expect((await (await ask('desk', staff)).get(path)).status).toBe(403)
      expect((await asking(app(), {}).get(path)).status).toBe(401)
    }
  })
})

describe('what a person may do', () => {
  it('is read consistently at every request: a stale copy would still know a role that was taken away', async () => {
    const consistent: unknown[] = []
    const engine = await openEngine()
    const table = sameTable(engine, platform.table, {
      fault(command, input, send) {
        if (command.startsWith('Get') && JSON.stringify(input).includes('$grants#'))
          consistent.push((input as { ConsistentRead?: boolean }).ConsistentRead)
        return send()
      },
    })
    const headers = await people(platform).auditor()
    platform = await testPlatform({ context: 'access', table })
    expect((await asking(app(), headers).get('/api/access/people')).status).toBe(200)
    expect(consistent).toEqual([true])
  })
})

describe('GET /session', () => {
  it('is empty where nobody is signed in', async () => {
    expect(await asking(app(), {}).get('/api/access/session')).toMatchObject({ status: 200, body: {} })
  })
})
