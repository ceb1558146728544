import type * as z from 'zod'
import type { journalLine } from '#shared/access/index.ts'

export type Line = z.infer<typeof journalLine>

export interface LineChoice {
  readonly context: string | undefined
  readonly act: string | undefined
  /** Part of a name, or a whole id. */
  readonly person: string
  /** A whole id of a thing or of a patient. */
  readonly about: string
}

const isBy = ({ personId, displayName = '' }: Line, person: string): boolean =>
  person === '' || personId === person || displayName.includes(person)
const isAbout = ({ aggregateId, patientIds }: Line, about: string): boolean =>
  about === '' || aggregateId === about || patientIds.includes(about)

/** The lines of a page that an auditor asks for. A page is what the server gives: a filter never hides that there is more. */
export const choose = (lines: readonly Line[], { context, act, person, about }: LineChoice): Line[] =>
  lines
    .filter((line) => (context ?? line.context) === line.context)
    .filter((line) => (act ?? line.act) === line.act)
    .filter((line) => isBy(line, person) && isAbout(line, about))

export const distinct = (values: readonly string[]): string[] => [...new Set(values)].toSorted()
