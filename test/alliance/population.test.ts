import { describe, expect, it } from 'vitest'
import { readCsv } from '#functions/alliance/csv.ts'
import { initialsOf } from '#functions/platform/initials.ts'
import {
  decidePopulation,
  decideSubdistrictImport,
  type PopulationFields,
  type Subdistrict,
} from '#shared/alliance/index.ts'
import { openDirectory, subdistrictsCsv } from './support.ts'

const fields: PopulationFields = {
  residents: 88_000,
  year: 2020,
  source: '第七次人口普查公报',
  certainty: 'verified',
}
const imported = (csv: string, before: readonly Subdistrict[] = []) => {
  const file = readCsv(csv)
  if (!file.ok) throw new Error(JSON.stringify(file.errors))
  return decideSubdistrictImport(file.table, before, initialsOf)
}
const known = imported(subdistrictsCsv).writes
const wangjing = '110105026'
const header = 'short_name,official_name,gb_code,tile_column,tile_row,lon,lat'
const row = '望京,望京街道,110105026,4,3,116.47,39.995'
const figures = 'residents,residents_year,residents_source,residents_certainty'

describe('the people of a sub-district', () => {
  it('are written with year, source and how sure it is; each change counts one on', () => {
    const before = known.filter(({ code }) => code === wangjing).map(({ population: _, ...one }) => one)
    const first = decidePopulation({ code: wangjing, version: 0, fields }, before)
    expect(first).toMatchObject({ ok: true, value: { population: { ...fields, version: 1 } } })
    if (!first.ok) throw new Error(first.reason)
    const later = { code: wangjing, version: 1, fields: { ...fields, residents: 90_000 } }
    expect(decidePopulation(later, [first.value])).toMatchObject({
      value: { population: { residents: 90_000, version: 2 } },
    })
    expect(decidePopulation({ code: wangjing, version: 1, fields }, [first.value])).toMatchObject({
      value: { population: { version: 1 } },
    })
  })

  it('are refused of an unknown sub-district, and over a figure that has changed since', () => {
    expect(decidePopulation({ code: '110105999', version: 0, fields }, known)).toMatchObject({
      reason: 'area-unknown',
    })
    expect(decidePopulation({ code: wangjing, version: 0, fields }, known)).toMatchObject({
      reason: 'stale-version',
      facts: { current: { code: wangjing } },
    })
  })
})

describe('a file of sub-districts', () => {
  it('of the demo names a made-up figure for each, marked as an estimate', () => {
    expect(known).toHaveLength(43)
    for (const { population } of known) {
      expect(population).toMatchObject({ certainty: 'estimate', version: 1 })
      expect(population?.source).toContain('演示')
    }
  })

  it('without figures leaves those that are known', () => {
    const { writes } = imported(`${header}\n${row}`, known)
    expect(writes).toMatchObject([{ population: { version: 1, certainty: 'estimate' } }])
  })

  it('changes a figure, and nothing where it is the same', () => {
    const told = `${header},${figures}\n${row},88000,2020,公报,verified`
    const changed = imported(told, known)
    expect(changed.writes).toMatchObject([
      { population: { residents: 88_000, year: 2020, certainty: 'verified', version: 2 } },
    ])
    expect(changed.report.changed[0]?.fields).toContain('population')
    expect(imported(told, changed.writes).writes).toEqual([])
  })

  it('with half a figure is refused, each missing cell by its name', () => {
    const { report } = imported(`${header},${figures}\n${row},88000,,公报,`, known)
    expect(report.errors).toEqual([
      { line: 2, column: 'residents_year', reason: 'value-missing' },
      { line: 2, column: 'residents_certainty', reason: 'value-missing' },
    ])
    const wrong = imported(`${header},${figures}\n${row},88.5,1820,公报,sure`, known)
    expect(wrong.report.errors.map(({ reason }) => reason)).toEqual([
      'not-a-number',
      'out-of-range',
      'value-unknown',
    ])
  })
})

describe('the office', () => {
  it('writes the figure of one sub-district; everybody reads it, and who saw the older one is told', async () => {
    const { office, staffOf } = await openDirectory()
    const path = `/api/alliance/subdistricts/${wangjing}/population`
    const { status, body } = await office.put(path, { version: 1, ...fields })
    expect({ status, body }).toMatchObject({ status: 200, body: { population: { ...fields, version: 2 } } })
    expect(await office.put(path, { version: 1, ...fields })).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:alliance:stale-version', current: { code: wangjing } },
    })
    const staff = await staffOf('site-050')
    const { subdistricts } = (await staff.get('/api/alliance/subdistricts')).body
    expect(subdistricts.find(({ code }: Subdistrict) => code === wangjing).population).toEqual({
      ...fields,
      version: 2,
    })
    expect((await staff.put(path, { version: 2, ...fields })).status).toBe(403)
    expect((await office.put(path, { version: 2, ...fields, residents: -1 })).status).toBe(422)
  })
})
