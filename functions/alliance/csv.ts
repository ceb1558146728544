import { CsvError, parse } from 'csv-parse/sync'
import type { ImportError, ImportReason, TableFile } from '#shared/alliance/index.ts'

const mostRows = 500
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

export type CsvFile =
  | { readonly ok: true; readonly table: TableFile }
  | { readonly ok: false; readonly errors: readonly ImportError[] }

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
    values: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
  }))
  return { ok: true, table: { columns, rows } }
}

const unreadable = (line: number, reason: ImportReason): CsvFile => ({
  ok: false,
  errors: [{ line, column: '', reason }],
})
