import { describe, expect, it } from 'vitest'
import { metered } from '#functions/platform/table.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { practitionerFacts } from '#shared/practitioners/index.ts'
import { entriesOf as journalOf } from '#test/scheduling/journal-of.ts'
import { asking } from '#test/support/platform.ts'
import { chen, openRegister, term } from './support.ts'

const api = '/api/practitioners'
type Register = Awaited<ReturnType<typeof openRegister>>

const entriesOf = async ({ platform }: Register, aggregateId: string) =>
  (await journalOf(platform.table)).filter((entry) => entry.aggregateId === aggregateId)
const registered = async (register: Register, more: object = {}) =>
  (await register.office.post(`${api}/practitioners`, { ...chen, ...more })).body

describe('POST /practitioners', () => {
  it('enters a practitioner with initials and the name of the main body', async () => {
    const register = await openRegister()
    const entry = await registered(register)
    expect(entry).toMatchObject({
      name: '陈思远',
      initials: 'csy',
      mainOrganisationName: '首都医科大学附属北京安定医院',
      languages: [],
      version: 1,
    })
    const [written] = await entriesOf(register, entry.practitionerId)
    expect(written?.act).toBe('practitioner-registered')
    expect(practitionerFacts.parse(JSON.parse(written?.data ?? ''))).toMatchObject({
      title: 'chief',
      sites: [],
      version: 1,
    })
  })

  it.each(['朱㛃', '刘䶮', '谢𬀩', '阿不都热依木·买买提'])(
    'keeps the name %s as it is written',
    async (name) => {
      const register = await openRegister()
      expect((await registered(register, { name })).name).toBe(name)
    },
  )

  it('answers a replay as the first time, even after a change', async () => {
    const register = await openRegister()
    const first = await register.office.post(`${api}/practitioners`, chen, 'chen-siyuan-once')
    const { practitionerId, version } = first.body
    await register.office.put(`${api}/practitioners/${practitionerId}`, {
      ...chen,
      title: 'attending',
      version,
    })
    const again = await register.office.post(`${api}/practitioners`, chen, 'chen-siyuan-once')
    expect([again.status, again.body]).toEqual([201, first.body])
  })

  it('gives one licence number to one person only, also of two who come at once', async () => {
    const register = await openRegister()
    const answers = await Promise.all(
      ['甲', '乙', '丙'].map((name) => register.office.post(`${api}/practitioners`, { ...chen, name })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body.type).toBe('urn:problem:practitioners:licence-taken')
  })

  it.each([
    [{ mainOrganisationId: 'site-999' }, 'practitioners:organisation-unknown'],
    [{ mainOrganisationId: 'site-072' }, 'practitioners:organisation-unknown'],
    [{ licenceNumber: '12' }, 'http:invalid-request'],
    [{ specialties: [] }, 'http:invalid-request'],
    [{ specialties: ['sleep', 'sleep'] }, 'http:invalid-request'],
    [{ title: 'professor' }, 'http:invalid-request'],
    [{ salary: 1 }, 'http:invalid-request'],
  ])('refuses %o', async (more, type) => {
    const { office } = await openRegister()
    expect((await office.post(`${api}/practitioners`, { ...chen, ...more })).body.type).toBe(
      `urn:problem:${type}`,
    )
  })
})

describe('PUT /practitioners/{practitionerId}', () => {
  it('moves the licence number and frees the old one', async () => {
    const register = await openRegister()
    const { practitionerId } = await registered(register)
    const moved = { ...chen, licenceNumber: '110000000000002', version: 1 }
    expect((await register.office.put(`${api}/practitioners/${practitionerId}`, moved)).body.version).toBe(2)
    expect((await registered(register, { name: '另一位' })).version).toBe(1)
  })

  it('refuses the licence number of another', async () => {
    const register = await openRegister()
    await registered(register, { licenceNumber: '110000000000009' })
    const { practitionerId } = await registered(register)
    const taken = { ...chen, licenceNumber: '110000000000009', version: 1 }
    const refused = await register.office.put(`${api}/practitioners/${practitionerId}`, taken)
    expect(refused.body.type).toBe('urn:problem:practitioners:licence-taken')
  })

  it('shows the newer version to somebody who saw an older one', async () => {
    const register = await openRegister()
    const { practitionerId } = await registered(register)
    const path = `${api}/practitioners/${practitionerId}`
    const [one, other] = await Promise.all([
      register.office.put(path, { ...chen, title: 'attending', version: 1 }),
      register.office.put(path, { ...chen, title: 'resident', version: 1 }),
    ])
    const [won, lost] = one.status === 200 ? [one, other] : [other, one]
    expect([won.status, lost.status]).toEqual([200, 409])
    expect(lost.body).toMatchObject({
      type: 'urn:problem:practitioners:stale-version',
      current: { title: won.body.title, changed: { by: 'office', at: register.now.at } },
    })
    expect(won.body.changed).toEqual({ by: 'office', at: register.now.at })
    const staff = asking(register.app, await register.roles.clinicStaff('site-050'))
    expect((await staff.get(path)).body).not.toHaveProperty('changed')
  })
})

describe('practices', () => {
  it('are filed, seen by site and day, and told to others', async () => {
    const register = await openRegister()
    const { practitionerId } = await registered(register)
    const filed = await register.office.post(`${api}/practitioners/${practitionerId}/practices`, {
      ...term,
      version: 1,
    })
    expect(filed.body.practices).toEqual([
      expect.objectContaining({
        siteName: '望京社区卫生服务中心',
        siteShortName: '望京',
        state: 'in-force',
        lastDay: '2026-12-31',
      }),
    ])
    const { practiceId } = filed.body.practices[0]
    const [entry] = await entriesOf(register, practiceId)
    expect(practitionerFacts.parse(JSON.parse(entry?.data ?? ''))).toMatchObject({
      version: 2,
      sites: [{ practiceId, siteId: 'site-050', from: '2026-01-01', to: '2026-12-31' }],
    })
    const there = (on: string) => register.office.get(`${api}/practitioners?site=site-050&on=${on}`)
    expect((await there('2026-12-31')).body.total).toBe(1)
    expect((await there('2027-01-01')).body.total).toBe(0)
  })

  it('run out by themselves, and are listed by the day they do', async () => {
    const register = await openRegister()
    const { practitionerId } = await registered(register)
    const file = (body: object) =>
      register.office.post(`${api}/practitioners/${practitionerId}/practices`, body)
    await file({ ...term, version: 1 })
    await file({ ...term, siteId: 'site-051', to: '2026-10-01', version: 2 })
    const soon = await register.office.get(`${api}/practices?withinDays=30`)
    expect(soon.body.practices).toMatchObject([
      { name: '陈思远', practice: { siteShortName: '东湖', state: 'expiring' } },
    ])
    register.now.at = instantOf('2026-10-02')
    const expired = await register.office.get(`${api}/practices?state=expired`)
    expect(expired.body.practices).toHaveLength(1)
  })

  it('are ended with a day and a reason, and a replay of the filing still answers', async () => {
    const register = await openRegister()
    const { practitionerId } = await registered(register)
    const path = `${api}/practitioners/${practitionerId}/practices`
    const filed = await register.office.post(path, { ...term, version: 1 }, 'filing-of-chen')
    const { practiceId } = filed.body.practices[0]
    const end = { version: 2, endedOn: '2026-09-30', reason: '调回本院' }
    const ended = await register.office.post(`${path}/${practiceId}/end`, end)
    expect(ended.body.practices[0]).toMatchObject({
      lastDay: '2026-09-30',
      endReason: '调回本院',
      state: 'expiring',
    })
    expect((await register.office.post(path, { ...term, version: 1 }, 'filing-of-chen')).body).toEqual(
      filed.body,
    )
  })

  it.each([
    [{ ...term, version: 7 }, 409, 'practitioners:stale-version'],
    [{ ...term, siteId: 'site-999', version: 1 }, 422, 'practitioners:site-unknown'],
    [{ ...term, from: '2025-01-01', to: '2025-12-31', version: 1 }, 422, 'practitioners:term-over'],
    [{ ...term, to: '2025-12-31', version: 1 }, 422, 'http:invalid-request'],
    [{ ...term, from: '2026-02-30', version: 1 }, 422, 'http:invalid-request'],
  ])('refuse %o', async (body, status, type) => {
    const register = await openRegister()
    const { practitionerId } = await registered(register)
    const refused = await register.office.post(`${api}/practitioners/${practitionerId}/practices`, body)
    expect([refused.status, refused.body.type]).toEqual([status, `urn:problem:${type}`])
  })

  it.each(['/practitioners/nobody/practices/none/end', '/practitioners/nobody/practices'])(
    'are unknown of an unknown practitioner: %s',
    async (path) => {
      const { office } = await openRegister()
      const body = path.endsWith('end')
        ? { version: 1, endedOn: '2026-09-30', reason: '无' }
        : { ...term, version: 1 }
      expect((await office.post(api + path, body)).body.type).toBe(
        'urn:problem:practitioners:practitioner-unknown',
      )
    },
  )
})

describe('the register', () => {
  it('is searched by name, initials, specialty and body, page by page', async () => {
    const register = await openRegister()
    const names = ['陈思远', '林若溪', '单雪', '阿不都热依木·买买提']
    for (const [index, name] of names.entries()) {
      const specialties = index === 1 ? ['child'] : ['general']
      await registered(register, { name, specialties, licenceNumber: `11000000000010${index}` })
    }
    const namesOf = async (query: string) =>
      (await register.office.get(`${api}/practitioners?${query}`)).body.practitioners.map(
        ({ name }: { name: string }) => name,
      )
    expect(await namesOf('search=sx')).toEqual(['单雪'])
    expect(await namesOf(`search=${encodeURIComponent('买买提')}`)).toEqual(['阿不都热依木·买买提'])
    expect(await namesOf('specialty=child')).toEqual(['林若溪'])
    expect(await namesOf('organisation=site-051')).toEqual([])
    const first = await register.office.get(`${api}/practitioners?limit=3`)
    const rest = await register.office.get(`${api}/practitioners?limit=3&after=${first.body.next}`)
    expect([first.body.practitioners.length, rest.body.practitioners.length, rest.body.next]).toEqual([
      3,
      1,
      undefined,
    ])
  })

  it('shows a practitioner their own entry and no other', async () => {
    const register = await openRegister()
    const own = await registered(register)
    const other = await registered(register, { name: '林若溪', licenceNumber: '110000000000003' })
    const person = asking(register.app, await register.roles.practitioner(own.practitionerId))
    expect((await person.get(`${api}/practitioners`)).body.practitioners).toHaveLength(1)
    expect((await person.get(`${api}/practitioners/${own.practitionerId}`)).status).toBe(200)
    const hidden = await person.get(`${api}/practitioners/${other.practitionerId}`)
    expect([hidden.status, hidden.body.type]).toEqual([404, 'urn:problem:http:not-found'])
  })

  it('is changed by the office alone', async () => {
    const register = await openRegister()
    const { practitionerId } = await registered(register)
    const { roles, app } = register
    for (const person of [
      await roles.clinicStaff('site-050'),
      await roles.practitioner(practitionerId),
      await roles.patient('p'),
    ]) {
      const ask = asking(app, person)
      expect((await ask.post(`${api}/practitioners`, chen)).status).toBe(403)
      expect((await ask.put(`${api}/practitioners/${practitionerId}`, { ...chen, version: 1 })).status).toBe(
        403,
      )
      expect(
        (await ask.post(`${api}/practitioners/${practitionerId}/practices`, { ...term, version: 1 })).status,
      ).toBe(403)
    }
    expect((await asking(app, await roles.patient('p')).get(`${api}/practitioners`)).status).toBe(403)
    expect((await asking(app, await roles.nobody()).get(`${api}/practitioners`)).status).toBe(401)
  })

  it('is read with about one unit for eight people', async () => {
    const register = await openRegister()
    for (let index = 0; index < 16; index++)
      await registered(register, { licenceNumber: `1100000000002${String(index).padStart(2, '0')}` })
    const { consumed } = await metered(() => register.office.get(`${api}/practitioners`))
    expect(consumed.readUnits).toBeLessThanOrEqual(3)
  })
})
