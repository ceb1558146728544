import type { ImportError, ImportReason } from './import.ts'

/** A CSV file as its reader hands it over: the header's columns and each row by them, with its line in the file. */
export interface TableFile {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly values: Readonly<Record<string, string>> }[]
}

/** What a column must hold. `read` answers the value, or the reason why it is none. */
export interface Column<Value> {
  readonly required?: true
  readonly read: (text: string) => { readonly value: Value } | { readonly reason: ImportReason }
}

export const textColumn = (longest: number): Column<string> => ({
  read: (text) => (text.length > longest ? { reason: 'too-long' } : { value: text }),
})

export const choiceColumn = <Value>(choices: Readonly<Record<string, Value>>): Column<Value> => ({
  read: (text) =>
    Object.hasOwn(choices, text) ? { value: choices[text] as Value } : { reason: 'value-unknown' },
})

export const numberColumn = (least: number, most: number): Column<number> => ({
  read: (text) => {
    const value = Number(text)
    if (!/^-?\d+(\.\d+)?$/.test(text)) return { reason: 'not-a-number' }
    return value < least || value > most ? { reason: 'out-of-range' } : { value }
  },
})

export const wholeColumn = (least: number, most: number): Column<number> => ({
  read: (text) => (/^\d+$/.test(text) ? numberColumn(least, most).read(text) : { reason: 'not-a-number' }),
})

export const codeColumn = (pattern: RegExp): Column<string> => ({
  read: (text) => (pattern.test(text) ? { value: text } : { reason: 'value-unknown' }),
})

export const needed = <Value>(column: Column<Value>): Column<Value> & { readonly required: true } => ({
  ...column,
  required: true,
})

type Columns = Readonly<Record<string, Column<unknown>>>
type ValueOf<C> = C extends Column<infer Value> ? Value : never
/** A row as read: required columns are there, empty ones are not. */
export type Row<C extends Columns> = {
  readonly [K in keyof C as C[K] extends { required: true } ? K : never]: ValueOf<C[K]>
} & { readonly [K in keyof C as C[K] extends { required: true } ? never : K]?: ValueOf<C[K]> }

export interface ReadTable<C extends Columns> {
  readonly rows: readonly { readonly line: number; readonly row: Row<C> }[]
  readonly errors: readonly ImportError[]
}

/** Columns that are missing, twice there or unknown: a misspelt one must not be lost in silence. */
function headerErrors(columns: readonly string[], known: Columns): ImportError[] {
  const missing = Object.keys(known).filter((name) => known[name]?.required && !columns.includes(name))
  const strange = columns.filter((name) => !Object.hasOwn(known, name))
  const twice = columns.filter((name, index) => columns.indexOf(name) < index)
  return [
    ...missing.map((column) => ({ line: 1, column, reason: 'column-missing' })),
    ...twice.map((column) => ({ line: 1, column: column.slice(0, 40), reason: 'column-twice' })),
    ...strange.map((column) => ({ line: 1, column: column.slice(0, 40), reason: 'column-unknown' })),
  ]
}

/** Reads every cell of every row; one error a cell, none left out. */
export function readTable<const C extends Columns>(file: TableFile, known: C): ReadTable<C> {
  const errors = headerErrors(file.columns, known)
  if (errors.length > 0) return { rows: [], errors }
  const found: ImportError[] = []
  const rows = file.rows.map(({ line, values }) => {
    const cells = Object.entries<Column<unknown>>(known).flatMap(([column, { required, read }]) => {
      const text = values[column]?.trim() ?? ''
      if (text === '') {
        if (required) found.push({ line, column, reason: 'value-missing' })
        return []
      }
      const cell = read(text)
      if ('value' in cell) return [[column, cell.value] as const]
      found.push({ line, column, reason: cell.reason })
      return []
    })
    return { line, row: Object.fromEntries(cells) as Row<C> }
  })
  const empty = rows.length === 0 ? [{ line: 1, column: '', reason: 'empty-file' }] : []
  return { rows, errors: [...found, ...empty] }
}

/** Rows whose value in `column` stands in an earlier row too. */
export function repeated<R>(
  rows: readonly { readonly line: number; readonly row: R }[],
  column: keyof R & string,
  reason: ImportReason,
): ImportError[] {
  const seen = new Set<unknown>()
  return rows.flatMap(({ line, row }) => {
    const value = row[column]
    if (value === undefined || !seen.has(value)) {
      seen.add(value)
      return []
    }
    return [{ line, column, reason }]
  })
}
