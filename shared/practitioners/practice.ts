import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Practice, PracticeFields, Practitioner } from './practitioner.ts'
import { practitionersSettings } from './settings.ts'

export const practiceStates = ['to-come', 'in-force', 'expiring', 'expired', 'ended'] as const
export type PracticeState = (typeof practiceStates)[number]
type Term = Pick<Practice, 'from' | 'to' | 'endedOn'>

/** The last day on which the practice holds. */
export const lastDayOf = ({ to, endedOn }: Term): IsoDate =>
  endedOn !== undefined && endedOn < to ? endedOn : to

/** May the practitioner see patients there on that day? */
export const practiceHolds = (term: Term, date: IsoDate): boolean =>
  term.from <= date && date <= lastDayOf(term)

/** The state follows from the dates alone: a practice runs out at midnight without anybody's doing. */
export function practiceState(term: Term, today: IsoDate): PracticeState {
  const last = lastDayOf(term)
  if (last < term.from) return 'ended'
  if (last < today) return term.endedOn !== undefined && term.endedOn < term.to ? 'ended' : 'expired'
  if (today < term.from) return 'to-come'
  return last <= addDays(today, practitionersSettings.expiringDays.value) ? 'expiring' : 'in-force'
}

/** Ended before it began: it blocks nothing. */
const neverHeld = (term: Term): boolean => lastDayOf(term) < term.from

const overlap = (a: Term, b: Term): boolean => a.from <= lastDayOf(b) && b.from <= lastDayOf(a)

/** An entry of the register is one record of some kilobytes: older practices are in the journal. */
const mostPractices = 40

export type FilingRefusal = 'practice-overlaps' | 'term-too-long' | 'term-over' | 'practices-full'

/** Decides whether a term at a site can be filed: one at a time for each site, not over already, not too long. */
export function decideFiling(
  { practices }: Pick<Practitioner, 'practices'>,
  wanted: PracticeFields,
  today: IsoDate,
): Decision<PracticeFields, FilingRefusal> {
  if (wanted.to < today) return refuse('term-over')
  const longest = practitionersSettings.longestTermDays.value
  if (wanted.to > addDays(wanted.from, longest)) return refuse('term-too-long', { longestDays: longest })
  const clash = practices.find(
    (other) => other.siteId === wanted.siteId && !neverHeld(other) && overlap(other, wanted),
  )
  if (clash)
    return refuse('practice-overlaps', {
      practiceId: clash.practiceId,
      from: clash.from,
      to: lastDayOf(clash),
    })
  return practices.length >= mostPractices
    ? refuse('practices-full', { most: mostPractices })
    : accept(wanted)
}

export type EndingRefusal = 'practice-over' | 'outside-term'

/** Decides whether a practice can end on `endedOn`: a day within what is left of its term, today at the earliest. */
export function decideEnding(
  filed: Practice,
  endedOn: IsoDate,
  today: IsoDate,
): Decision<IsoDate, EndingRefusal> {
  const last = lastDayOf(filed)
  if (last < today) return refuse('practice-over')
  if (endedOn < today || endedOn > last) return refuse('outside-term', { from: today, to: last })
  return accept(endedOn)
}
