import * as z from 'zod'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { lastDayOf, practiceState, practiceStates } from './practice.ts'
import { type Practitioner, practice, practitioner } from './practitioner.ts'

/** A practice with its state today and the last day it holds. */
export const practiceView = practice.extend({ state: z.enum(practiceStates), lastDay: z.string() })
export const practitionerView = practitioner.extend({ practices: z.array(practiceView) })
export type PracticeView = z.infer<typeof practiceView>
export type PractitionerView = z.infer<typeof practitionerView>

/** The register's entry as it stands on a day; practices in the order of their last days. */
export const viewOf = (entry: Practitioner, today: IsoDate): PractitionerView => ({
  ...entry,
  practices: entry.practices
    .map((one) => ({ ...one, state: practiceState(one, today), lastDay: lastDayOf(one) }))
    .sort((a, b) => a.lastDay.localeCompare(b.lastDay)),
})

/** Does `search` stand anywhere in the name, or begin the initials? */
export function matches(
  { name, initials }: Pick<Practitioner, 'name' | 'initials'>,
  search: string,
): boolean {
  const wanted = search.trim().toLowerCase()
  return wanted === '' || name.toLowerCase().includes(wanted) || initials.startsWith(wanted)
}
