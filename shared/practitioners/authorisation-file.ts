import * as z from 'zod'
import type { TableFile } from '#shared/alliance/index.ts'
import { type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { type Authorisation, faultOf, pairReasons } from './authorisation.ts'
import type { Practitioner } from './practitioner.ts'

/** The columns of the tracker's file, in order. Names are for the reader: people and sites are told by number and id. */
export const authorisationColumns = [
  'licence_number',
  'name',
  'site_id',
  'site',
  'state',
  'applied_on',
  'decided_on',
  'to',
  'number',
  'note',
] as const
type ColumnName = (typeof authorisationColumns)[number]

export const rowReasons = [
  ...pairReasons,
  'not-csv',
  'empty-file',
  'too-many-rows',
  'column-missing',
  'column-unknown',
  'column-twice',
  'value-missing',
  'value-unknown',
  'not-a-date',
  'too-long',
  'name-differs',
] as const
export type RowReason = (typeof rowReasons)[number]

/** The file's line (the header is line 1), the column and what is wrong; never the value. */
export const rowFault = z.object({ line: z.int(), column: z.string(), reason: z.enum(rowReasons) })
export type RowFault = z.infer<typeof rowFault>
export const importReport = z.object({ rows: z.int(), changed: z.int(), faults: z.array(rowFault) })

export interface WantedRow {
  readonly practitionerId: string
  readonly wanted: Authorisation
}

const needed: readonly ColumnName[] = ['licence_number', 'site_id', 'state']

function headerFaults(columns: readonly string[]): RowFault[] {
  const at = (column: string, reason: RowReason) => ({ line: 1, column: column.slice(0, 40), reason })
  const known: readonly string[] = authorisationColumns
  return [
    ...needed.filter((one) => !columns.includes(one)).map((one) => at(one, 'column-missing')),
    ...columns.filter((one) => !known.includes(one)).map((one) => at(one, 'column-unknown')),
    ...columns.filter((one, index) => columns.indexOf(one) < index).map((one) => at(one, 'column-twice')),
  ]
}

/** The file as records, or a line for each thing that is wrong with it. */
export function readAuthorisationFile(
  file: TableFile,
  all: readonly Practitioner[],
  today: IsoDate,
): { readonly rows: readonly WantedRow[]; readonly faults: readonly RowFault[] } {
  const header = headerFaults(file.columns)
  if (header.length > 0) return { rows: [], faults: header }
  if (file.rows.length === 0) return { rows: [], faults: [{ line: 1, column: '', reason: 'empty-file' }] }
  const byLicence = new Map(all.map((one) => [one.licenceNumber, one]))
  const faults: RowFault[] = []
  const seen = new Set<string>()
  const rows = file.rows.flatMap(({ line, values }) => {
    const read = readRow(values, byLicence, today)
    if ('reason' in read) {
      faults.push({ line, column: read.column, reason: read.reason })
      return []
    }
    const key = `${read.practitionerId} ${read.wanted.siteId}`
    if (seen.has(key)) {
      faults.push({ line, column: 'site_id', reason: 'pair-twice' })
      return []
    }
    seen.add(key)
    return [read]
  })
  return { rows, faults }
}

interface BadCell {
  readonly column: ColumnName
  readonly reason: RowReason
}

function readRow(
  values: Readonly<Record<string, string>>,
  byLicence: ReadonlyMap<string, Practitioner>,
  today: IsoDate,
): WantedRow | BadCell {
  const cell = (column: ColumnName): string | undefined => values[column]?.trim() || undefined
  const missing = needed.find((column) => cell(column) === undefined)
  if (missing) return { column: missing, reason: 'value-missing' }
  const person = byLicence.get(cell('licence_number') ?? '')
  if (!person) return { column: 'licence_number', reason: 'practitioner-unknown' }
  if ((cell('name') ?? person.name) !== person.name) return { column: 'name', reason: 'name-differs' }
  const siteId = cell('site_id') ?? ''
  if (!person.practices.some((one) => one.siteId === siteId))
    return { column: 'site_id', reason: 'no-practice-there' }
  const dates = ['applied_on', 'decided_on', 'to'] as const
  const bad = dates.find((column) => cell(column) !== undefined && !isoDate.safeParse(cell(column)).success)
  if (bad) return { column: bad, reason: 'not-a-date' }
  const long = (['number', 'note'] as const).find((column) => (cell(column)?.length ?? 0) > longest[column])
  if (long) return { column: long, reason: 'too-long' }
  const wanted = recordOf(siteId, cell)
  if (!wanted) return { column: 'state', reason: 'value-unknown' }
  const fault = faultOf(wanted, today)
  return fault ? { column: 'decided_on', reason: fault } : { practitionerId: person.practitionerId, wanted }
}

const longest = { number: 40, note: 200 } as const

/** `expired` is written by the export and is what the dates say: read back, it is the grant that ran out. */
function recordOf(
  siteId: string,
  cell: (column: ColumnName) => string | undefined,
): Authorisation | undefined {
  const named = cell('state')
  const state = (['applied', 'granted', 'refused', 'not-applied'] as const).find(
    (one) => one === (named === 'expired' ? 'granted' : named),
  )
  if (!state) return undefined
  const given = {
    appliedOn: cell('applied_on'),
    decidedOn: cell('decided_on'),
    to: cell('to'),
    number: cell('number'),
    note: cell('note'),
  }
  const kept = Object.entries(given).filter(([, value]) => value !== undefined)
  return { siteId, state, ...Object.fromEntries(kept) }
}
