import { beforeAll, describe, expect, it } from 'vitest'
import { journalEntity } from '#functions/platform/journal.ts'
import { departmentAccepted, sitesImported } from '#shared/alliance/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { asking } from '#test/support/platform.ts'
import {
  answersWith,
  itemIds,
  openAlliance,
  openDirectory,
  sitesCsv,
  subdistrictsCsv,
  today,
} from './support.ts'

const api = '/api/alliance'
type Alliance = Awaited<ReturnType<typeof openDirectory>>

/** What the journal holds of one thing, oldest first. */
const entriesOf = async ({ platform }: Pick<Alliance, 'platform'>, aggregateId: string) => {
  const { data } = await journalEntity(platform.table)
    .query.primary({ context: 'alliance', aggregateId })
    .go()
  return data.sort((a, b) => a.order.localeCompare(b.order))
}

describe('POST /site-imports', () => {
  it('imports the 71 sites of the list in one write, with one journal entry that tells the others', async () => {
    const alliance = await openAlliance()
    await alliance.office.post(`${api}/subdistrict-imports`, { csv: subdistrictsCsv })
    const imported = await alliance.office.post(`${api}/site-imports`, { csv: sitesCsv })
    expect(imported.status).toBe(201)
    expect(imported.body).toMatchObject({ rows: 71, unchanged: 0, changed: [], errors: [] })
    const { body } = await alliance.office.get(`${api}/sites`)
    expect(body.total).toBe(71)
    expect(body.sites[49]).toMatchObject({
      siteId: 'site-050',
      name: '望京社区卫生服务中心',
      shortName: '望京',
      initials: ['wjsqwsfwzx', 'wj'],
    })
  })

  it('answers a replay as the first time, and writes it once', async () => {
    const alliance = await openAlliance()
    const key = 'one-import-of-subdistricts'
    const first = await alliance.office.post(`${api}/subdistrict-imports`, { csv: subdistrictsCsv }, key)
    const again = await alliance.office.post(`${api}/subdistrict-imports`, { csv: subdistrictsCsv }, key)
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    const other = await alliance.office.post(`${api}/subdistrict-imports`, { csv: 'a\n1' }, key)
    expect(other.body.type).toBe('urn:problem:http:idempotency-key-reused')
  })

  it('writes nothing of a file with one bad row, and names the row', async () => {
    const { office } = await openAlliance()
    await office.post(`${api}/subdistrict-imports`, { csv: subdistrictsCsv })
    const bad = sitesCsv.replace('望京街道,110105026', '望京街道,11010502')
    const refused = await office.post(`${api}/site-imports`, { csv: bad })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({
      type: 'urn:problem:alliance:import-has-errors',
      errors: [{ line: 51, column: 'gb_code', reason: 'value-unknown' }],
    })
    expect((await office.get(`${api}/sites`)).body.total).toBe(0)
  })

  it('refuses more new rows than one transaction holds', async () => {
    const { office } = await openAlliance()
    const rows = Array.from(
      { length: 99 },
      (_, index) => `${index + 1},第${index}院,综合医院,secondary,朝阳区,110105`,
    )
    const csv = ['site_no,name_zh,type,tier,subdistrict_or_district,gb_code', ...rows].join('\n')
    const refused = await office.post(`${api}/site-imports`, { csv })
    expect(refused.body).toMatchObject({
      type: 'urn:problem:alliance:import-too-large',
      changes: 99,
      most: 98,
    })
    const fewer = await office.post(`${api}/site-imports`, { csv: csv.split('\n').slice(0, 99).join('\n') })
    expect(fewer.status).toBe(201)
  })

  it('says beforehand what it would do, and writes nothing then', async () => {
    const { office } = await openAlliance()
    await office.post(`${api}/subdistrict-imports`, { csv: subdistrictsCsv })
    const checked = await office.post(`${api}/site-imports/check`, { csv: sitesCsv })
    expect(checked.body.added).toHaveLength(71)
    expect((await office.get(`${api}/sites`)).body.total).toBe(0)
    const broken = await office.post(`${api}/site-imports/check`, { csv: 'a,b\n1' })
    expect(broken.body.errors).toEqual([{ line: 2, column: '', reason: 'not-csv' }])
  })

  it('loses none of two imports that meet', async () => {
    const { office } = await openAlliance()
    await office.post(`${api}/subdistrict-imports`, { csv: subdistrictsCsv })
    const [header, ...rows] = sitesCsv.trim().split('\n')
    const halves = [rows.slice(0, 40), rows.slice(40)].map((half) => [header, ...half].join('\n'))
    const answers = await Promise.all(halves.map((csv) => office.post(`${api}/site-imports`, { csv })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect((await office.get(`${api}/sites`)).body.total).toBe(71)
  })
})

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

describe('the acceptance of a department', () => {
  const departmentId = 'site-050.psychiatry'
  const at = (step: string) => `${api}/departments/${departmentId}${step}`
  const visit = { date: today, half: 'morning', inspectors: ['方敏之', '贺文谦'] }

  it('goes from application to acceptance, each step one journal entry', async () => {
    const alliance = await openDirectory()
    const { office } = alliance
    const staff = await alliance.staffOf('site-050')
    const [first = ''] = itemIds
    await staff.post(at('/application'), { version: 0, contact: '白昕', name: '心身医学科' })
    await staff.put(at('/self-check'), { version: 1, answers: answersWith() })
    await staff.post(at('/self-check/submission'), { version: 2 })
    await office.put(at('/inspection'), { version: 3, ...visit })
    await office.post(at('/inspection/start'), { version: 4 })
    await office.put(at('/inspection/answers'), { version: 5, answers: answersWith(first) })
    await office.post(at('/findings'), { version: 6, due: '2026-10-15' })
    await staff.put(at(`/findings/${first}`), { version: 7, note: '已补登记' })
    await staff.post(at('/findings/submission'), { version: 8 })
    const passed = await office.post(at('/pass'), { version: 9 })
    expect(passed.status).toBe(200)
    expect(passed.body).toMatchObject({ state: 'passed', passedOn: today, version: 10, name: '心身医学科' })

    const entries = await entriesOf(alliance, departmentId)
    expect(entries.map(({ act, bodyId }) => `${act} ${bodyId}`)).toEqual([
      'acceptance-applied site-050',
      'self-check-saved site-050',
      'self-check-submitted site-050',
      'inspection-scheduled alliance-office',
      'inspection-started alliance-office',
      'inspection-saved alliance-office',
      'rectification-required alliance-office',
      'finding-rectified site-050',
      'rectification-submitted site-050',
      'department-accepted alliance-office',
    ])
    expect(departmentAccepted.parse(JSON.parse(entries.at(-1)?.data ?? ''))).toMatchObject({
      siteId: 'site-050',
      departmentId,
      departmentName: '心身医学科',
      departmentVersion: 10,
      shortName: '望京',
      initials: ['wjsqwsfwzx', 'wj'],
      areaCode: '110105026',
      areaName: '望京街道',
      lon: 116.474,
      lat: 39.996,
    })
    const board = await office.get(`${api}/departments?state=passed`)
    expect(board.body.departments).toHaveLength(1)
    expect(board.body.departments[0]).toMatchObject({ marks: 'm'.repeat(22), openItems: [], passedOn: today })
    expect(board.body.counts).toMatchObject({ passed: 1, 'not-applied': 54 })
  })

  it('keeps every answer and note as it was given', async () => {
    const alliance = await openDirectory()
    const staff = await alliance.staffOf('site-050')
    const answers = answersWith(itemIds[3] ?? '').with(5, {
      itemId: itemIds[5] ?? '',
      answer: 'not-applicable',
      note: '合用',
    })
    await staff.post(at('/application'), { version: 0, contact: '白昕' })
    await staff.put(at('/self-check'), { version: 1, answers })
    const { body } = await staff.get(at(''))
    expect(body.selfCheck).toEqual(answers)
    expect(body.changed).toMatchObject({ by: 'staff-site-050' })
  })

  it('lets one of two who fill in the same self-check win and shows the other both versions', async () => {
    const alliance = await openDirectory()
    const staff = await alliance.staffOf('site-050')
    const second = await alliance.staffOf('site-050')
    await staff.post(at('/application'), { version: 0, contact: '白昕' })
    const saves = await Promise.all([
      staff.put(at('/self-check'), { version: 1, answers: answersWith() }),
      second.put(at('/self-check'), { version: 1, answers: answersWith(itemIds[0] ?? '') }),
    ])
    const [winner, loser] = saves.sort((a, b) => a.status - b.status)
    expect([winner?.status, loser?.status]).toEqual([200, 409])
    expect(loser?.body.type).toBe('urn:problem:alliance:stale-version')
    expect(loser?.body.current).toMatchObject({ version: 2, selfCheck: winner?.body.selfCheck })
  })

  it('tells scheduling when a department is suspended and when it is back', async () => {
    const alliance = await openDirectory()
    const { office, now } = alliance
    const staff = await alliance.staffOf('site-050')
    await staff.post(at('/application'), { version: 0, contact: '白昕' })
    await staff.put(at('/self-check'), { version: 1, answers: answersWith() })
    await staff.post(at('/self-check/submission'), { version: 2 })
    await office.put(at('/inspection'), { version: 3, ...visit, date: '2026-09-18' })
    const early = await office.post(at('/inspection/start'), { version: 4 })
    expect(early.body).toMatchObject({ type: 'urn:problem:alliance:too-early', date: '2026-09-18' })
    now.at = instantOf('2026-09-18', 0)
    await office.post(at('/inspection/start'), { version: 4 })
    await office.put(at('/inspection/answers'), { version: 5, answers: answersWith() })
    await office.post(at('/pass'), { version: 6 })
    const suspended = await office.post(at('/suspension'), { version: 7, reason: '诊室漏水' })
    expect(suspended.body).toMatchObject({ state: 'suspended', reason: '诊室漏水' })
    const back = await office.post(at('/reinstatement'), { version: 8 })
    expect(back.body.reason).toBeUndefined()
    const acts = (await entriesOf(alliance, departmentId)).map(({ act }) => act).slice(-3)
    expect(acts).toEqual(['department-accepted', 'department-suspended', 'department-accepted'])
  })

  it('refuses a step that the state does not allow', async () => {
    const { office } = await openDirectory()
    const refused = await office.post(at('/pass'), { version: 0 })
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { type: 'urn:problem:alliance:step-not-allowed', state: 'not-applied' },
    ])
  })

  it('lets the board be read with few units', async () => {
    const { metered } = await import('#functions/platform/table.ts')
    const { office } = await openDirectory()
    const { consumed } = await metered(() => office.get(`${api}/departments`))
    expect(consumed.readUnits).toBeLessThanOrEqual(10)
  })
})

describe('who may', () => {
  let alliance: Alliance
  beforeAll(async () => {
    alliance = await openDirectory()
  })
  const own = '/departments/site-050.psychiatry'

  it('inspect and decide: the office, not the site', async () => {
    const staff = await alliance.staffOf('site-050')
    for (const path of ['/pass', '/suspension', '/inspection/start', '/reinstatement', '/reinspection']) {
      const refused = await staff.post(`${api}${own}${path}`, { version: 0, reason: '试' })
      expect([path, refused.status, refused.body.type]).toEqual([path, 403, 'urn:problem:http:forbidden'])
    }
  })

  it('self-check: the site itself; another site does not learn that there is something', async () => {
    const other = await alliance.staffOf('site-009')
    const refused = await other.post(`${api}${own}/application`, { version: 0, contact: '白昕' })
    expect([refused.status, refused.body.type]).toEqual([404, 'urn:problem:alliance:department-unknown'])
    expect((await other.get(`${api}${own}`)).body).toEqual(refused.body)
    const board = await other.get(`${api}/departments`)
    expect(board.body.departments.map((one: { departmentId: string }) => one.departmentId)).toEqual([
      'site-009.psychiatry',
    ])
  })

  it.each([
    ['POST', '/site-imports'],
    ['POST', '/sites'],
    ['GET', '/agreements'],
    ['POST', '/agreements'],
    ['GET', '/departments'],
  ])('%s %s: not a patient, not a practitioner', async (method, path) => {
    const { app, roles } = alliance
    for (const person of [await roles.patient('p1'), await roles.practitioner('d1')]) {
      const refused = await asking(app, person).send(method, api + path, method === 'POST' ? {} : undefined)
      expect([refused.status, refused.body.type]).toEqual([403, 'urn:problem:http:forbidden'])
    }
  })

  it('nothing at all without a sign-in', async () => {
    const nobody = asking(alliance.app, await alliance.roles.nobody())
    expect((await nobody.get(`${api}/sites`)).status).toBe(401)
  })
})

describe('agreements', () => {
  const aid = {
    title: '技术帮扶协议',
    mode: 'technical-aid',
    parties: [
      { organisationId: 'site-056', side: 'upper' },
      { organisationId: 'site-050', side: 'lower' },
    ],
    from: '2026-01-01',
    to: '2027-12-31',
  }

  it('name their parties, derive their state, and end', async () => {
    const { office } = await openDirectory()
    const signed = await office.post(`${api}/agreements`, aid, 'agreement-with-wangjing')
    expect(signed.body).toMatchObject({ state: 'in-force', version: 1 })
    expect(signed.body.parties[0]).toMatchObject({
      name: '首都医科大学附属北京安定医院',
      shortName: '北京安定医院',
    })
    const { agreementId } = signed.body
    const changed = await office.put(`${api}/agreements/${agreementId}`, {
      ...aid,
      to: '2026-10-31',
      version: 1,
    })
    expect(changed.body).toMatchObject({ state: 'expiring', version: 2 })
    const end = { version: 2, endedOn: '2026-09-14', reason: '机构合并' }
    expect((await office.post(`${api}/agreements/${agreementId}/end`, end)).body.state).toBe('ended')
    const replayed = await office.post(`${api}/agreements`, aid, 'agreement-with-wangjing')
    expect(replayed.body).toEqual(signed.body)
    const { body } = await office.get(`${api}/agreements?organisation=site-050`)
    expect(body.agreements).toHaveLength(1)
  })

  it.each([
    [{ ...aid, to: '2025-01-01' }, 'ends-before-it-begins'],
    [{ ...aid, parties: aid.parties.map((one) => ({ ...one, side: 'upper' })) }, 'one-sided'],
    [{ ...aid, parties: [aid.parties[0], { ...aid.parties[1], organisationId: 'site-056' }] }, 'party-twice'],
  ])('refuse what cannot be an agreement, by field', async (body, code) => {
    const { office } = await openAlliance()
    const refused = await office.post(`${api}/agreements`, body)
    expect(refused.body.issues).toEqual([expect.objectContaining({ code })])
  })

  it('refuse a party that is no member', async () => {
    const { office } = await openDirectory()
    const parties = [aid.parties[0], { organisationId: 'nobody', side: 'lower' }]
    const refused = await office.post(`${api}/agreements`, { ...aid, parties })
    expect(refused.body).toMatchObject({
      type: 'urn:problem:alliance:party-unknown',
      organisationIds: ['nobody'],
    })
  })
})

it('tells other contexts of imported sites what they need to know', async () => {
  const alliance = await openDirectory()
  const { data } = await journalEntity(alliance.platform.table).query.tail({ shard: 0 }).go()
  const all = [...data]
  for (let shard = 1; shard < 16; shard++) {
    all.push(...(await journalEntity(alliance.platform.table).query.tail({ shard }).go()).data)
  }
  const imported = all.filter(({ act }) => act === 'sites-imported')
  expect(imported).toHaveLength(1)
  const { sites } = sitesImported.parse(JSON.parse(imported[0]?.data ?? ''))
  expect(sites).toHaveLength(71)
  expect(sites[0]).not.toHaveProperty('sourceNote')
})
