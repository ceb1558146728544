import { areaKnown, type Initials, siteFrom } from './directory.ts'
import type { ImportError, ImportReport } from './import.ts'
import { networkRoles, type Site, type SiteFields, type SiteKind, tiers } from './site.ts'
import type { Subdistrict } from './subdistrict.ts'
import {
  choiceColumn,
  codeColumn,
  needed,
  numberColumn,
  type Row,
  readTable,
  repeated,
  type TableFile,
  textColumn,
} from './table-file.ts'

/** Words of the alliance's list for what a place is. 三级医院 is a hospital of which the list does not say more. */
const kinds: Readonly<Record<string, SiteKind>> = {
  社区卫生服务中心: 'community-centre',
  社区卫生服务站: 'community-station',
  三级精神专科医院: 'psychiatric-hospital',
  精神专科医院: 'psychiatric-hospital',
  三级综合医院: 'general-hospital',
  综合医院: 'general-hospital',
  中医医院: 'tcm-hospital',
  三级医院: 'hospital',
  精防机构: 'prevention-centre',
  会诊中心: 'consultation-centre',
  '会诊中心(virtual)': 'consultation-centre',
}

const columns = {
  site_no: needed(codeColumn(/^[1-9]\d{0,4}$/)),
  name_zh: needed(textColumn(60)),
  short_name: textColumn(30),
  type: needed(choiceColumn(kinds)),
  tier: needed(choiceColumn(Object.fromEntries(tiers.map((tier) => [tier, tier])))),
  subdistrict_or_district: needed(textColumn(30)),
  gb_code: needed(codeColumn(/^\d{6}(\d{3})?$/)),
  address: textColumn(120),
  lon: numberColumn(73, 136),
  lat: numberColumn(3, 54),
  coord_status: textColumn(120),
  role_in_network: textColumn(120),
  status: textColumn(120),
  source: textColumn(60),
  /** The list number of the body whose further place this is. */
  belongs_to: codeColumn(/^[1-9]\d{0,4}$/),
} as const
type SiteRow = Row<typeof columns>

/** The list describes roles in words; what it calls by none of these is a member like any other. */
const roleWords = [
  [/^(community clinic site|station under)/, 'base'],
  [/^guidance unit/, 'guidance'],
  [/^carrier/, 'carrier'],
  [/^core/, 'core'],
  [/^liaison consultation/, 'consultation-centre'],
] as const

function roleOf(words = ''): SiteFields['networkRole'] {
  const named = networkRoles.find((role) => role === words)
  return named ?? roleWords.find(([pattern]) => pattern.test(words))?.[1] ?? 'member'
}

/** What the list says of its own certainty is kept with the site. */
function sourceNoteOf({ status, source, coord_status }: SiteRow): string | undefined {
  const parts = [status, source && `source ${source}`, coord_status && `coordinates: ${coord_status}`]
  return parts.filter(Boolean).join('; ').slice(0, 300) || undefined
}

/** The id that a number of the list stands for: the same in every import. */
export const siteIdFor = (siteNo: string): string => `site-${siteNo.padStart(3, '0')}`

function fieldsOf(row: SiteRow): SiteFields & { readonly siteNo: string } {
  const sourceNote = sourceNoteOf(row)
  return {
    siteNo: row.site_no,
    name: row.name_zh,
    kind: row.type,
    tier: row.tier,
    networkRole: roleOf(row.role_in_network),
    areaCode: row.gb_code,
    areaName: row.subdistrict_or_district,
    ...(row.short_name === undefined ? {} : { shortName: row.short_name }),
    ...(row.address === undefined ? {} : { address: row.address }),
    ...(row.lon === undefined ? {} : { lon: row.lon }),
    ...(row.lat === undefined ? {} : { lat: row.lat }),
    ...(row.belongs_to === undefined ? {} : { branchOf: siteIdFor(row.belongs_to) }),
    ...(sourceNote === undefined ? {} : { sourceNote }),
  }
}

export interface Directory {
  readonly sites: readonly Site[]
  readonly subdistricts: readonly Subdistrict[]
}

export interface SiteImport {
  readonly report: ImportReport
  /** The records that are new or other than before: all of them are to be written, or none. */
  readonly writes: readonly Site[]
}

/** Decides what importing a file would do. With any error it writes nothing. */
export function decideSiteImport(file: TableFile, directory: Directory, initialsOf: Initials): SiteImport {
  const read = readTable(file, columns)
  const errors = read.errors.length > 0 ? [...read.errors] : rowErrors(read.rows, directory)
  if (errors.length > 0) {
    return { report: { rows: file.rows.length, added: [], changed: [], unchanged: 0, errors }, writes: [] }
  }
  const plans = read.rows.map(({ line, row }) => ({ line, ...planOf(row, directory, initialsOf) }))
  const changes = plans.filter(({ fields }) => fields.length > 0)
  const listed = (wanted: boolean) =>
    changes
      .filter(({ isNew }) => isNew === wanted)
      .map(({ line, site, fields }) => ({
        line,
        key: site.siteNo ?? '',
        name: site.name,
        fields: wanted ? [] : fields,
      }))
  return {
    report: {
      rows: plans.length,
      added: listed(true),
      changed: listed(false),
      unchanged: plans.length - changes.length,
      errors: [],
    },
    writes: changes.map(({ site }) => site),
  }
}

function planOf(row: SiteRow, { sites }: Directory, initialsOf: Initials) {
  const siteId = siteIdFor(row.site_no)
  const before = sites.find((one) => one.siteId === siteId)
  const { siteNo, ...fields } = fieldsOf(row)
  const site: Site = { ...siteFrom(fields, siteId, (before?.version ?? 0) + 1, initialsOf), siteNo }
  return { site, isNew: before === undefined, fields: changedFields(before, site) }
}

/** Names of the fields in which two records differ, their versions aside. */
export function changedFields(before: Site | undefined, after: Site): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)])
  names.delete('version')
  const value = (record: Site | undefined, name: string) => JSON.stringify(record?.[name as keyof Site])
  return [...names].filter((name) => value(before, name) !== value(after, name))
}

type ReadRows = readonly { readonly line: number; readonly row: SiteRow }[]

/** What no cell shows alone: numbers or names twice, sub-districts and bodies that are not there. */
function rowErrors(rows: ReadRows, { sites, subdistricts }: Directory): ImportError[] {
  const numbers = new Set(rows.map(({ row }) => siteIdFor(row.site_no)))
  const untouched = sites.filter(({ siteId }) => !numbers.has(siteId))
  const bodies = new Set([
    ...rows.filter(({ row }) => row.belongs_to === undefined).map(({ row }) => siteIdFor(row.site_no)),
    ...untouched.filter(({ branchOf }) => branchOf === undefined).map(({ siteId }) => siteId),
  ])
  const isBody = (number: string) => bodies.has(siteIdFor(number))
  const single = rows.flatMap(({ line, row }) => [
    ...(areaKnown(row.gb_code, subdistricts) ? [] : [{ line, column: 'gb_code', reason: 'value-unknown' }]),
    ...(row.belongs_to === undefined || isBody(row.belongs_to)
      ? []
      : [{ line, column: 'belongs_to', reason: 'body-unknown' }]),
    ...(untouched.some(({ name }) => name === row.name_zh)
      ? [{ line, column: 'name_zh', reason: 'name-of-another-number' }]
      : []),
  ])
  return [...repeated(rows, 'site_no', 'number-twice'), ...repeated(rows, 'name_zh', 'name-twice'), ...single]
}
