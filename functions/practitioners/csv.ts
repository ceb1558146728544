import { CsvError, parse } from 'csv-parse/sync'
import type { TableFile } from '#shared/alliance/index.ts'
import type { RowFault } from '#shared/practitioners/index.ts'

const mostRows = 3000
const options = {
  bom: true,
  skip_empty_lines: true,
  trim: true,
  info: true,
  to: mostRows + 2,
  record_delimiter: ['\r\n', '\n', '\r'],
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}
type CsvFile =
  | { readonly ok: true; readonly table: TableFile }
  | { readonly ok: false; readonly faults: readonly RowFault[] }

/** Reads a CSV file with a header (RFC 4180, with or without a byte order mark), or says at which line it is none. */
export function readCsv(text: string): CsvFile {
  try {
    return fileOf(parse(text, options) as unknown as Parsed[])
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return unreadable(Number((error as { lines?: unknown }).lines ?? 1), 'not-csv')
  }
}

function fileOf([header, ...rest]: readonly Parsed[]): CsvFile {
  const beyond = rest[mostRows]
  if (beyond) return unreadable(beyond.info.lines, 'too-many-rows')
  const columns = header?.record ?? []
  const rows = rest.map(({ record, info }) => ({
    line: info.lines,
    values: Object.fromEntries(columns.map((column, index) => [column, asWritten(record[index] ?? '')])),
  }))
  return { ok: true, table: { columns, rows } }
}

const unreadable = (line: number, reason: RowFault['reason']): CsvFile => ({
  ok: false,
  faults: [{ line, column: '', reason }],
})

/** What a spreadsheet would take for a formula is written behind an apostrophe (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/
const cellOf = (value: string): string => {
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
const asWritten = (cell: string): string => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell)

/** With a byte order mark and CRLF: the spreadsheets in use here take it for UTF-8 then. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
