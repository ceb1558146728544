import { CsvError, parse } from 'csv-parse/sync'
import { guarded, unguarded } from '#shared/kernel/formula-guard.ts'

/** A CSV file with its headings: rows by them, each with its line in the file (the headings are line 1). */
export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly values: Readonly<Record<string, string>> }[]
}

export type CsvReading =
  | { readonly ok: true; readonly table: CsvTable }
  | { readonly ok: false; readonly line: number; readonly reason: 'not-csv' | 'too-many-rows' }

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Reads a CSV file with headings (RFC 4180, with or without a byte order mark), or says at which line it is none. In a
 * `ragged` one a row may end early: its last cells are empty.
 */
export function readCsv(text: string, mostRows: number, { ragged = false } = {}): CsvReading {
  const options = {
    bom: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
    relax_column_count_less: ragged,
    to: mostRows + 2,
    record_delimiter: ['\r\n', '\n', '\r'],
  }
  try {
    return tableOf(parse(text, options) as unknown as Parsed[], mostRows)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { ok: false, line: Number((error as { lines?: unknown }).lines ?? 1), reason: 'not-csv' }
  }
}

function tableOf([headings, ...rest]: readonly Parsed[], mostRows: number): CsvReading {
  const beyond = rest[mostRows]
  if (beyond) return { ok: false, line: beyond.info.lines, reason: 'too-many-rows' }
  const columns = headings?.record ?? []
  const rows = rest.map(({ record, info }) => ({
    line: info.lines,
    values: Object.fromEntries(columns.map((column, index) => [column, unguarded(record[index] ?? '')])),
  }))
  return { ok: true, table: { columns, rows } }
}

/** A cell that spreadsheets take for text and never for a formula; quotes are doubled (RFC 4180 §2). */
export const csvCell = (value: string | number): string => {
  const text = typeof value === 'string' ? guarded(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines end in CRLF, and a byte order mark says UTF-8 to Excel. */
export const csvFile = (lines: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`
