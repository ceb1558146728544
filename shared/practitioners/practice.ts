import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Practice, PracticeFields, Practitioner, Span } from './practitioner.ts'
import { practitionersSettings } from './settings.ts'

/** `cut`: filed and within its term, but something it rests on does not stand today. */
export const practiceStates = [
  'draft',
  'submitted',
  'correction',
  'to-come',
  'in-force',
  'expiring',
  'suspended',
  'cut',
  'expired',
  'ended',
  'withdrawn',
] as const
export type PracticeState = (typeof practiceStates)[number]
type Term = Pick<Practice, 'stage' | 'from' | 'to' | 'endedOn' | 'suspensions' | 'spans'>

/** The last day of the term as filed, or as it was ended. */
export const lastDayOf = ({ to, endedOn }: Pick<Term, 'to' | 'endedOn'>): IsoDate =>
  endedOn !== undefined && endedOn < to ? endedOn : to

const spanOn = ({ spans }: Pick<Term, 'spans'>, date: IsoDate): Span | undefined =>
  spans.find(({ from, to }) => from <= date && date <= to)

/** May the practitioner see patients there on that day? */
export const practiceHolds = (term: Pick<Term, 'spans'>, date: IsoDate): boolean =>
  spanOn(term, date) !== undefined

export const suspendedOn = ({ suspensions }: Pick<Term, 'suspensions'>, date: IsoDate): boolean =>
  (suspensions ?? []).some(({ from, to }) => from <= date && (to === undefined || date <= to))

/** The state follows from the dates alone: a practice runs out at midnight without anybody's doing. */
export function practiceState(term: Term, today: IsoDate): PracticeState {
  if (term.stage !== 'filed') return term.stage
  const last = lastDayOf(term)
  if (last < term.from) return 'ended'
  if (last < today) return term.endedOn !== undefined && term.endedOn < term.to ? 'ended' : 'expired'
  if (suspendedOn(term, today)) return 'suspended'
  if (today < term.from) return 'to-come'
  const now = spanOn(term, today)
  if (!now) return 'cut'
  return now.to <= addDays(today, practitionersSettings.expiringDays.value) ? 'expiring' : 'in-force'
}

type Days = Pick<Practice, 'from' | 'to' | 'endedOn'>
/** Ended before it began, or taken back before it was filed: it blocks nothing. */
const neverHeld = (term: Days & Pick<Practice, 'stage'>): boolean =>
  lastDayOf(term) < term.from || term.stage === 'withdrawn'

const overlap = (a: Days, b: Days): boolean => a.from <= lastDayOf(b) && b.from <= lastDayOf(a)

/** An entry of the register is one record of some kilobytes: older practices are in the journal. */
const mostPractices = 40

export type FilingRefusal = 'practice-overlaps' | 'term-too-long' | 'term-over' | 'practices-full'

/**
 * Decides whether a term at a site can be filed: one at a time for each site, not over already, not too long.
 * @param own the practice that is being changed, which does not stand in its own way.
 */
export function decideFiling(
  { practices }: Pick<Practitioner, 'practices'>,
  wanted: PracticeFields,
  today: IsoDate,
  own?: string,
): Decision<PracticeFields, FilingRefusal> {
  if (wanted.to < today) return refuse('term-over')
  const longest = practitionersSettings.longestTermDays.value
  if (wanted.to > addDays(wanted.from, longest)) return refuse('term-too-long', { longestDays: longest })
  const clash = practices.find(
    (other) =>
      other.practiceId !== own &&
      other.siteId === wanted.siteId &&
      !neverHeld(other) &&
      overlap(other, wanted),
  )
  if (clash)
    return refuse('practice-overlaps', {
      practiceId: clash.practiceId,
      from: clash.from,
      to: lastDayOf(clash),
    })
  return own === undefined && practices.length >= mostPractices
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
