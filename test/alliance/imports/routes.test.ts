import { describe, expect, it } from 'vitest'
import { sitesImported } from '#shared/alliance/index.ts'
import { entriesOf as journalOf } from '#test/scheduling/journal-of.ts'
import { openAlliance, openDirectory, sitesCsv, subdistrictsCsv } from '../support.ts'

const api = '/api/alliance'

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

it('tells other contexts of imported sites what they need to know', async () => {
  const alliance = await openDirectory()
  const imported = (await journalOf(alliance.platform.table)).filter(({ act }) => act === 'sites-imported')
  expect(imported).toHaveLength(1)
  const { sites } = sitesImported.parse(JSON.parse(imported[0]?.data ?? ''))
  expect(sites).toHaveLength(71)
  expect(sites[0]).not.toHaveProperty('sourceNote')
})
