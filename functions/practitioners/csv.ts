import { readCsv as readTable } from '#functions/platform/csv.ts'
import type { TableFile } from '#shared/alliance/index.ts'
import type { RowFault } from '#shared/practitioners/index.ts'

const mostRows = 3000

type CsvFile =
  | { readonly ok: true; readonly table: TableFile }
  | { readonly ok: false; readonly faults: readonly RowFault[] }

/** Reads a CSV file with a header, or says at which line it is none. */
export function readCsv(text: string): CsvFile {
  const read = readTable(text, mostRows)
  if (read.ok) return read
  return { ok: false, faults: [{ line: read.line, column: '', reason: read.reason }] }
}
