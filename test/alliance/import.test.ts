import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { readCsv } from '#functions/alliance/csv.ts'
import { initialsOf } from '#functions/platform/initials.ts'
import {
  decideSiteImport,
  decideSubdistrictImport,
  type ImportError,
  type Site,
} from '#shared/alliance/index.ts'
import { sitesCsv, subdistrictsCsv } from './support.ts'

const table = (csv: string) => {
  const file = readCsv(csv)
  if (!file.ok) throw new Error(JSON.stringify(file.errors))
  return file.table
}
const subdistricts = decideSubdistrictImport(table(subdistrictsCsv), [], initialsOf).writes
const into = (csv: string, sites: readonly Site[] = []) =>
  decideSiteImport(table(csv), { sites, subdistricts }, initialsOf)
const all = into(sitesCsv).writes

const header = 'site_no,name_zh,type,tier,subdistrict_or_district,gb_code,lon,lat,belongs_to'
const row = (
  number: string,
  name = `第${number}社区卫生服务中心`,
  rest = '社区卫生服务中心,primary,望京街道,110105026,116.4,39.9,',
) => `${number},${name},${rest}`
const errorsOf = (...rows: string[]): readonly ImportError[] =>
  into([header, ...rows].join('\n')).report.errors

describe("the alliance's own lists", () => {
  it('hold 71 sites and 43 sub-districts without an error', () => {
    expect(all).toHaveLength(71)
    expect(subdistricts).toHaveLength(43)
  })

  it('give 55 community sites their sub-district, and every site its role', () => {
    expect(all.filter(({ kind }) => kind.startsWith('community')).length).toBe(55)
    const count = (role: Site['networkRole']) => all.filter(({ networkRole }) => networkRole === role).length
    expect([count('core'), count('carrier'), count('guidance'), count('base')]).toEqual([1, 1, 6, 55])
  })

  it('keep what is said of how sure the facts are', () => {
    expect(all[49]?.sourceNote).toBe('recalled: existence/name not verified; coordinates: recalled approx')
  })

  it('give all sites names that can be told apart', () => {
    expect(new Set(all.map(({ shortName }) => shortName)).size).toBe(71)
    expect(all.map(({ shortName }) => shortName)).toEqual(
      expect.arrayContaining(['望京', '八里庄第二', '首都机场南平街站', '北京安定医院', '北京华信医院']),
    )
  })

  it('change nothing when they are imported again', () => {
    const again = into(sitesCsv, all)
    expect(again.writes).toEqual([])
    expect(again.report).toMatchObject({ rows: 71, unchanged: 71, added: [], changed: [] })
  })
})

describe('an import', () => {
  it('names the line, the column and the reason of each wrong cell', () => {
    const errors = errorsOf(
      row('1'),
      row('x'),
      row('3', ''),
      row('4', '丁社区卫生服务中心', '药店,primary,望京街道,110105026,东,95,'),
      row('5', '戊社区卫生服务中心', '社区卫生服务中心,primary,望京街道,110105999,,,77'),
    )
    expect(errors).toEqual([
      { line: 3, column: 'site_no', reason: 'value-unknown' },
      { line: 4, column: 'name_zh', reason: 'value-missing' },
      { line: 5, column: 'type', reason: 'value-unknown' },
      { line: 5, column: 'lon', reason: 'not-a-number' },
      { line: 5, column: 'lat', reason: 'out-of-range' },
    ])
  })

  it('looks at what rows are together once every cell is right', () => {
    const errors = errorsOf(
      row('1'),
      row('1', '另一个社区卫生服务中心'),
      row('2', '第1社区卫生服务中心'),
      row('3', undefined, '社区卫生服务站,primary,望京街道,110105999,,,77'),
    )
    expect(errors).toEqual([
      { line: 3, column: 'site_no', reason: 'number-twice' },
      { line: 4, column: 'name_zh', reason: 'name-twice' },
      { line: 5, column: 'gb_code', reason: 'value-unknown' },
      { line: 5, column: 'belongs_to', reason: 'body-unknown' },
    ])
  })

  it('refuses a name that belongs to another number of the directory', () => {
    expect(into([header, row('99', '望京社区卫生服务中心')].join('\n'), all).report.errors).toEqual([
      { line: 2, column: 'name_zh', reason: 'name-of-another-number' },
    ])
  })

  it('says which columns are missing or strange instead of losing them', () => {
    expect(into('site_no,name_zh,adress,site_no\n1,甲,乙,2').report.errors).toEqual(
      expect.arrayContaining([
        { line: 1, column: 'type', reason: 'column-missing' },
        { line: 1, column: 'adress', reason: 'column-unknown' },
        { line: 1, column: 'site_no', reason: 'column-twice' },
      ]),
    )
  })

  it('takes a further place of a body that stands in the same file', () => {
    const rows = [row('1'), row('2', '甲社区卫生服务站', '社区卫生服务站,primary,望京街道,110105026,,,1')]
    expect(into([header, ...rows].join('\n')).writes[1]).toMatchObject({
      siteId: 'site-002',
      organisationId: 'site-001',
      branchOf: 'site-001',
    })
  })

  it('shows which fields a changed row changes', () => {
    const moved = sitesCsv.replace('朝阳区酒仙桥十街坊6号', '朝阳区酒仙桥路1号')
    expect(into(moved, all).report.changed).toEqual([
      { line: 2, key: '1', name: '酒仙桥社区卫生服务中心', fields: ['address'] },
    ])
  })

  it('refuses a file without rows, and one that is no CSV', () => {
    expect(errorsOf()).toEqual([{ line: 1, column: '', reason: 'empty-file' }])
    expect(readCsv('a,b\n1,2,3')).toEqual({ ok: false, errors: [{ line: 2, column: '', reason: 'not-csv' }] })
    expect(readCsv(`a\n${'1\n'.repeat(501)}`)).toMatchObject({
      errors: [{ line: 502, reason: 'too-many-rows' }],
    })
  })
})

test.prop([fc.array(fc.array(fc.string(), { maxLength: 12 }), { maxLength: 12 }), fc.boolean()])(
  'writes everything or nothing, whatever stands in the file',
  (cells, headed) => {
    const lines = cells.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    const file = readCsv([...(headed ? [header] : []), row('1'), ...lines].join('\n'))
    if (!file.ok) return
    const { report, writes } = decideSiteImport(file.table, { sites: [], subdistricts }, initialsOf)
    expect(report.errors.length > 0 ? 0 : file.table.rows.length).toBe(writes.length)
  },
)
