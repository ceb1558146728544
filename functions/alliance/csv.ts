import { readCsv as readTable } from '#functions/platform/csv.ts'
import type { ImportError, TableFile } from '#shared/alliance/index.ts'

const mostRows = 500

export type CsvFile =
  | { readonly ok: true; readonly table: TableFile }
  | { readonly ok: false; readonly errors: readonly ImportError[] }

/** Reads a CSV file with a header, or says at which line it is none. */
export function readCsv(text: string): CsvFile {
  const read = readTable(text, mostRows)
  if (read.ok) return read
  return { ok: false, errors: [{ line: read.line, column: '', reason: read.reason }] }
}
