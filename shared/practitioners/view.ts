import * as z from 'zod'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { lastDayOf, practiceState, practiceStates } from './practice.ts'
import { type Practice, type Practitioner, practice, practitioner } from './practitioner.ts'

/** A practice with its state today and the last day on which it holds. */
export const practiceView = practice.extend({ state: z.enum(practiceStates), lastDay: z.string() })

/**
 * An entry as somebody may see it: the licence and the insurance are the office's and the person's own; a site's staff see
 * the practices at their site and none of the others.
 */
export const practitionerView = practitioner.extend({
  licenceNumber: z.string().optional(),
  practices: z.array(practiceView),
})
export type PracticeView = z.infer<typeof practiceView>
export type PractitionerView = z.infer<typeof practitionerView>

/** The last day on which patients are seen, as far as it is known today. */
export const endOf = (one: Practice): IsoDate =>
  one.stage === 'filed' ? (one.spans.at(-1)?.to ?? lastDayOf(one)) : lastDayOf(one)

/** A suspension is a pause: the day shown is then that of the term. */
export const practiceViewOf = (one: Practice, today: IsoDate): PracticeView => {
  const state = practiceState(one, today)
  return { ...one, state, lastDay: state === 'suspended' ? lastDayOf(one) : endOf(one) }
}

/** The register's entry as it stands on a day; practices in the order of their last days. */
export const viewOf = (entry: Shown, today: IsoDate): PractitionerView => ({
  ...entry,
  practices: entry.practices
    .map((one) => practiceViewOf(one, today))
    .sort((a, b) => a.lastDay.localeCompare(b.lastDay)),
})

/** An entry as far as it may be shown. */
export type Shown = Omit<Practitioner, 'licenceNumber'> & Partial<Pick<Practitioner, 'licenceNumber'>>

/** Who may see what of an entry. */
export interface Sight {
  /** Licence, insurance. */
  readonly papers: boolean
  readonly practiceAt: (siteId: string) => boolean
}

/** The entry with what the person may not see taken out, before anything is searched, counted or shown. */
export function shownTo(entry: Practitioner, { papers, practiceAt }: Sight): Shown {
  const practices = entry.practices.filter(({ siteId }) => practiceAt(siteId))
  if (papers) return { ...entry, practices }
  const { licenceNumber: _, licence: __, insurance: ___, changed: ____, ...rest } = entry
  const filed = practices.filter(({ stage }) => stage === 'filed')
  return { ...rest, practices: filed.map(withoutPapers) }
}

/** Since when and until when, and nothing of why. */
function withoutPapers(one: Practice): Practice {
  const { filingNumber: _, agreementId: __, endReason: ___, suspensions, ...rest } = one
  const silent = suspensions?.map(({ reason: ____, ...days }) => ({ ...days, reason: '-' }))
  return silent ? { ...rest, suspensions: silent } : rest
}

/** Does `search` stand anywhere in the name, or begin the initials? */
export function matches(
  { name, initials }: Pick<Practitioner, 'name' | 'initials'>,
  search: string,
): boolean {
  const wanted = search.trim().toLowerCase()
  return wanted === '' || name.toLowerCase().includes(wanted) || initials.startsWith(wanted)
}
