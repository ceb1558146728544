import * as z from 'zod'

/** What is wrong with a row: the file's line (the header is line 1), the column's name and a code. Never the value. */
export const importError = z.object({ line: z.int(), column: z.string(), reason: z.string() })
export type ImportError = z.infer<typeof importError>

export const importReasons = [
  'not-csv',
  'column-missing',
  'column-unknown',
  'column-twice',
  'value-missing',
  'value-unknown',
  'not-a-number',
  'out-of-range',
  'too-long',
  'number-twice',
  'name-twice',
  'tile-twice',
  'name-of-another-number',
  'body-unknown',
  'empty-file',
  'too-many-rows',
] as const
export type ImportReason = (typeof importReasons)[number]

/** `fields` names what differs from the record before; empty for a new one. */
export const importChange = z.object({
  line: z.int(),
  key: z.string(),
  name: z.string(),
  fields: z.array(z.string()),
})

/** What an import would do or did. With one error in it nothing is written at all. */
export const importReport = z.object({
  rows: z.int(),
  added: z.array(importChange),
  changed: z.array(importChange),
  unchanged: z.int(),
  errors: z.array(importError),
})
export type ImportReport = z.infer<typeof importReport>

export const importBody = z.strictObject({ csv: z.string().min(1).max(250_000) })
export const importBodyLimit = 400_000
