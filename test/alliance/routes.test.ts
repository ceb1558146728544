import { beforeAll, describe, expect, it } from 'vitest'
import { asking } from '#test/support/platform.ts'
import { type Alliance, openDirectory } from './support.ts'

const api = '/api/alliance'

describe('the directory', () => {
  let alliance: Alliance
  beforeAll(async () => {
    alliance = await openDirectory()
  })

  it.each([
    ['search=bjadyy', ['北京安定医院']],
    ['search=%E6%9C%9B%E4%BA%AC', ['望京社区卫生服务中心', '中国中医科学院望京医院']],
    ['area=110105012', ['农展南里', '霞光里', '枣营北里', '麦子店']],
    ['kind=consultation-centre', ['联络会诊中心']],
    ['search=nobody', []],
  ])('answers to %s', async (query, names) => {
    const { body } = await alliance.office.get(`${api}/sites?${query}`)
    expect(body.sites).toHaveLength(names.length)
    for (const [index, part] of names.entries()) expect(body.sites[index].name).toContain(part)
  })

  it('is read page by page without losing or repeating a site', async () => {
    const seen: string[] = []
    for (let after = ''; ; ) {
      const { body } = await alliance.office.get(`${api}/sites?limit=30${after}`)
      seen.push(...body.sites.map(({ siteId }: { siteId: string }) => siteId))
      if (!body.next) break
      after = `&after=${body.next}`
    }
    expect(seen).toHaveLength(71)
    expect(new Set(seen).size).toBe(71)
  })

  it('gives the 43 sub-districts with their tiles to clinic staff too', async () => {
    const { body } = await (await alliance.staffOf('site-050')).get(`${api}/subdistricts`)
    expect(body.subdistricts).toHaveLength(43)
    expect(body.subdistricts[25]).toMatchObject({
      code: '110105026',
      shortName: '望京',
      initials: 'wj',
      tileColumn: 4,
    })
  })

  it('shows a site with its department to its staff, without it to the staff of another', async () => {
    const own = await (await alliance.staffOf('site-050')).get(`${api}/sites/site-050`)
    expect(own.body.department).toMatchObject({ departmentId: 'site-050.psychiatry', state: 'not-applied' })
    const other = await (await alliance.staffOf('site-009')).get(`${api}/sites/site-050`)
    expect(other.body.department).toBeUndefined()
  })

  it('is sent once and then only confirmed, to those who may read it', async () => {
    const first = await alliance.office.get(`${api}/sites`)
    const seen = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const again = await alliance.office.get(`${api}/sites`, seen)
    expect([again.status, again.body]).toEqual([304, ''])
    const nobody = await asking(alliance.app, await alliance.roles.nobody()).get(`${api}/sites`, seen)
    expect([nobody.status, nobody.headers.get('cache-control')]).toEqual([401, 'no-store'])
    const unknown = await alliance.office.get('/api/alliance/nothing')
    expect(unknown.body.type).toBe('urn:problem:http:not-found')
  })

  it('costs few reads', async () => {
    const { metered } = await import('#functions/platform/table.ts')
    const list = await metered(() => alliance.office.get(`${api}/sites`))
    expect(list.consumed.readUnits).toBeLessThanOrEqual(8)
    const one = await metered(() => alliance.office.get(`${api}/sites/site-056`))
    expect(one.consumed.readUnits).toBeLessThanOrEqual(1.5)
  })

  it.each([
    ['GET', '/sites/nowhere', undefined, 404, 'alliance:site-unknown'],
    ['GET', '/organisations/nowhere', undefined, 404, 'alliance:site-unknown'],
    ['GET', '/sites?limit=0', undefined, 422, 'http:invalid-request'],
    ['GET', '/sites?kind=shop', undefined, 422, 'http:invalid-request'],
    ['GET', '/departments/site-056.psychiatry', undefined, 404, 'alliance:department-unknown'],
    ['GET', '/departments/site-050', undefined, 404, 'alliance:department-unknown'],
    ['GET', '/agreements/none', undefined, 404, 'alliance:agreement-unknown'],
    ['POST', '/sites', { name: '' }, 422, 'http:invalid-request'],
    ['POST', '/site-imports', { csv: 7 }, 422, 'http:invalid-request'],
    ['POST', '/site-imports', '{"csv"', 400, 'http:malformed-json'],
    ['POST', '/site-imports', { csv: 'x'.repeat(500_000) }, 413, 'http:body-too-large'],
    [
      'PUT',
      '/departments/site-050.psychiatry/inspection/answers',
      { version: 0, answers: [{ itemId: 'staff-nurse', answer: 'not-met' }] },
      422,
      'http:invalid-request',
    ],
  ])('answers %s %s with a problem that names it', async (method, path, body, status, type) => {
    const answer = await alliance.office.send(method, api + path, body, {
      'idempotency-key': 'bad-input-key',
    })
    expect([answer.status, answer.body.type]).toEqual([status, `urn:problem:${type}`])
  })
})

describe('POST /sites, PUT /sites/{siteId}', () => {
  const outpost = {
    name: '北京安定医院望京门诊部',
    kind: 'psychiatric-hospital',
    tier: 'tertiary',
    networkRole: 'guidance',
    areaCode: '110105026',
    areaName: '望京街道',
    branchOf: 'site-056',
  }

  it('adds a further place of a body, which then lists both', async () => {
    const { office } = await openDirectory()
    const added = await office.post(`${api}/sites`, outpost)
    expect(added.body).toMatchObject({
      organisationId: 'site-056',
      shortName: '北京安定医院望京门诊部',
      version: 1,
    })
    const { body } = await office.get(`${api}/organisations/site-056`)
    expect(body.sites).toHaveLength(2)
  })

  it.each([
    [{ ...outpost, name: '望京社区卫生服务中心' }, 'site-number-taken'],
    [{ ...outpost, branchOf: 'nobody' }, 'body-unknown'],
    [{ ...outpost, areaCode: '110105099' }, 'area-unknown'],
  ])('refuses what does not fit the directory', async (body, reason) => {
    const { office } = await openDirectory()
    expect((await office.post(`${api}/sites`, body)).body.type).toBe(`urn:problem:alliance:${reason}`)
  })

  it('shows the newer version to somebody who saw an older one', async () => {
    const { office } = await openDirectory()
    const { body: seen } = await office.get(`${api}/sites/site-050`)
    const { siteId: _, siteNo: __, organisationId: ___, initials: ____, version, ...fields } = seen.site
    const saved = await office.put(`${api}/sites/site-050`, {
      ...fields,
      address: '望京北路 1 号',
      version,
    })
    expect(saved.body).toMatchObject({ address: '望京北路 1 号', version: 2, siteNo: '50' })
    const stale = await office.put(`${api}/sites/site-050`, { ...fields, address: '望京东路', version })
    expect(stale.status).toBe(409)
    expect(stale.body).toMatchObject({
      type: 'urn:problem:alliance:stale-version',
      current: { address: '望京北路 1 号', version: 2 },
    })
  })
})
