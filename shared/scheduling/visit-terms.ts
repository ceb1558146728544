import { daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { contains, type Interval } from '#shared/kernel/interval.ts'
import { parseSessionId } from './ids.ts'
import type { ClinicKind } from './model.ts'
import { type Offer, type OfferMode, offeredAt, offeredOn } from './offers.ts'

/** The half-day that a clinic wants, and where. */
export interface Wanted {
  readonly siteId: string
  readonly areaCode: string
  readonly date: IsoDate
  readonly time: Interval
  readonly kind: ClinicKind
}

/** A practitioner's visits of one week, by the sessions that they are. */
export interface WeekOut {
  readonly sessionIds: readonly string[]
}

export type AskingReason = 'kind-not-offered' | 'notice-too-short'

/** By which offer a visit comes about: taken at once, or asked for; and why it must be asked where it need not be. */
export interface VisitTerms {
  readonly offer: Offer
  readonly mode: OfferMode
  readonly reason?: AskingReason
  /** Visits that the week still has room for, this one included; absent where the offer sets no limit. */
  readonly left?: number
}

type Limits = Pick<Offer, 'sitesAWeek' | 'visitsAWeek'>

/** How many visits, one at `siteId` among them, the week still has room for; undefined where nothing limits them. */
export function leftIn(
  { sitesAWeek, visitsAWeek }: Limits,
  { sessionIds }: WeekOut,
  siteId: string,
): number | undefined {
  const sites = new Set(sessionIds.flatMap((one) => parseSessionId(one)?.siteId ?? []))
  const bySites = sitesAWeek === undefined ? undefined : sitesAWeek - sites.size + Number(sites.has(siteId))
  const byVisits = visitsAWeek === undefined ? undefined : visitsAWeek - sessionIds.length
  const limits = [bySites, byVisits].filter((one) => one !== undefined)
  return limits.length === 0 ? undefined : Math.max(0, Math.min(...limits))
}

/**
 * Would a visit on that day go beyond what they said to be their week? They may say yes all the same, where they are
 * asked themselves; days for which they offer nothing have no limit.
 */
export function isOverWeek(
  offers: readonly Offer[],
  wanted: Omit<Wanted, 'kind' | 'time'>,
  week: WeekOut,
): boolean {
  const here = offers.filter((one) => offeredOn(one, wanted.date) && offeredAt(one, wanted))
  return here.length > 0 && here.every((one) => leftIn(one, week, wanted.siteId) === 0)
}

function askingReason(offer: Offer, wanted: Wanted, today: IsoDate): AskingReason | undefined {
  if (!offer.kinds.includes(wanted.kind)) return 'kind-not-offered'
  return daysBetween(today, wanted.date) < offer.noticeDays ? 'notice-too-short' : undefined
}

/** Taken at once before asked; asked without a but before asked with one. */
const rank = ({ mode, reason }: VisitTerms): number =>
  mode === 'book' ? 0 : 1 + Number(reason !== undefined)

/**
 * Decides on which terms somebody comes, among what they offer. An offer that needs more notice, or is for other
 * patients, can still be asked for; what is not offered at all, or beyond their week, cannot.
 */
export function decideTerms(
  offers: readonly Offer[],
  wanted: Wanted,
  week: WeekOut,
  today: IsoDate,
): Decision<VisitTerms, 'not-offered' | 'week-full'> {
  const here = offers.filter((one) => offeredOn(one, wanted.date) && offeredAt(one, wanted))
  const fitting = here.filter(({ time }) => contains(time, wanted.time))
  if (fitting.length === 0) return refuse('not-offered', here[0] ? { time: here[0].time } : undefined)
  const terms = fitting.flatMap((offer): VisitTerms[] => {
    const left = leftIn(offer, week, wanted.siteId)
    if (left === 0) return []
    const reason = askingReason(offer, wanted, today)
    const more = left === undefined ? {} : { left }
    return [reason ? { offer, mode: 'ask', reason, ...more } : { offer, mode: offer.mode, ...more }]
  })
  const best = [...terms].sort((a, b) => rank(a) - rank(b))[0]
  return best ? accept(best) : refuse('week-full')
}
