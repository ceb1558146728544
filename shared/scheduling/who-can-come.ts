import type { IsoDate } from '#shared/kernel/calendar.ts'
import { type Claim, decideClaim, type Travel } from '#shared/kernel/claim.ts'
import { type Interval, overlaps } from '#shared/kernel/interval.ts'
import { type Offer, offeredAt, offeredOn } from './offers.ts'
import { defaultSettings, type Settings } from './settings.ts'
import type { Candidate, ComingReason } from './visit-model.ts'
import { decideTerms, type VisitTerms, type Wanted, type WeekOut } from './visit-terms.ts'

/** One psychiatrist with all that decides whether they can come. */
export interface Person {
  readonly practitionerId: string
  readonly name: string
  readonly title: string
  readonly initials: string
  readonly organisationName?: string | undefined
  readonly kinds: Candidate['kinds']
  /** Their terms of practice at the site, both days included. */
  readonly terms: readonly { readonly from: IsoDate; readonly to: IsoDate }[]
  readonly offers: readonly Offer[]
  readonly commitments: readonly Claim[]
  readonly week: WeekOut
}

/** Whoever asks, when, and how far it is between places. */
export interface Asking {
  readonly today: IsoDate
  readonly travel: Travel
  readonly settings?: Settings
}

type Verdict = Omit<
  Candidate,
  'practitionerId' | 'name' | 'title' | 'initials' | 'organisationName' | 'kinds' | 'spans'
>

const claimFor = ({ siteId }: Wanted, time: Interval): Claim => ({
  claimId: 'wanted',
  kind: 'clinic-visit',
  placeId: siteId,
  time,
})

const reasonOf = (refusal: string, kind: unknown): ComingReason => {
  if (refusal === 'travel-too-short') return 'travel-short'
  return kind === 'leave' ? 'on-leave' : 'on-duty'
}

type Obstacle = Pick<Candidate, 'reason' | 'blocking' | 'missingMinutes'>

/** What stands in the way at that time; undefined where the very rule of the claim would let the visit in. */
function obstacleTo(
  wanted: Wanted,
  time: Interval,
  { commitments }: Person,
  travel: Travel,
): Obstacle | undefined {
  const decision = decideClaim(commitments, claimFor(wanted, time), travel)
  if (decision.ok) return undefined
  const { blocking, missingMinutes } = (decision.facts ?? {}) as Pick<Obstacle, 'blocking' | 'missingMinutes'>
  return {
    reason: reasonOf(decision.reason, blocking?.kind),
    ...(blocking ? { blocking } : {}),
    ...(missingMinutes === undefined ? {} : { missingMinutes }),
  }
}

/** Minutes left of the gap before the visit after the road; undefined where nothing with a place comes before. */
function marginOf({ siteId, time }: Wanted, { commitments }: Person, travel: Travel): number | undefined {
  const before = commitments.filter((one) => one.placeId && one.time.end <= time.start).at(-1)
  return before?.placeId ? time.start - before.time.end - travel(before.placeId, siteId) : undefined
}

/** The first start after the asked one, with the same end, at which both the offers and the claims let them come. */
function feasibleStart(wanted: Wanted, person: Person, asking: Asking): number | undefined {
  const { travel, today, settings = defaultSettings } = asking
  const { visitStepMinutes: step, visitShortestMinutes: shortest } = settings
  const { start, end } = wanted.time
  for (let next = Math.ceil((start + 1) / step) * step; end - next >= shortest; next += step) {
    const time = { start: next, end }
    const later = { ...wanted, time }
    if (!decideTerms(person.offers, later, person.week, today).ok) continue
    if (!obstacleTo(wanted, time, person, travel)) return next
  }
  return undefined
}

/** With a start that would do, or not at all. */
function otherwise(wanted: Wanted, person: Person, asking: Asking, obstacle: Obstacle): Verdict {
  const start = feasibleStart(wanted, person, asking)
  if (start === undefined) return { ...obstacle, can: 'no' }
  const time = { start, end: wanted.time.end }
  const terms = decideTerms(person.offers, { ...wanted, time }, person.week, asking.today)
  return { ...obstacle, can: 'other-start', feasibleStart: start, ...(terms.ok ? termsOf(terms.value) : {}) }
}

const termsOf = ({ offer, mode, left }: VisitTerms): Partial<Verdict> => ({
  mode,
  noticeDays: offer.noticeDays,
  offerTime: offer.time,
  ...(left === undefined ? {} : { leftThisWeek: left }),
  ...(offer.words ? { words: offer.words } : {}),
})

const filedUntil = ({ terms }: Person, date: IsoDate): { filedUntil?: IsoDate } => {
  const covering = terms.filter(({ from, to }) => from <= date && date <= to)
  const last = (covering.length > 0 ? covering : terms)
    .map(({ to }) => to)
    .sort()
    .at(-1)
  return last ? { filedUntil: last } : {}
}

function verdict(wanted: Wanted, person: Person, asking: Asking): Verdict {
  const { date } = wanted
  if (!person.terms.some(({ from, to }) => from <= date && date <= to))
    return { can: 'no', reason: 'not-filed' }
  const offered = person.offers.filter((one) => offeredOn(one, date) && offeredAt(one, wanted))
  const first = offered[0]
  if (!first) return { can: 'no', reason: 'not-offered-here' }
  const obstacle = obstacleTo(wanted, wanted.time, person, asking.travel)
  const terms = decideTerms(offered, wanted, person.week, asking.today)
  if (!terms.ok && terms.reason === 'week-full') return { can: 'no', reason: 'week-full', leftThisWeek: 0 }
  if (!terms.ok || obstacle)
    return otherwise(wanted, person, asking, obstacle ?? { reason: 'not-offered-here' })
  const { mode, reason } = terms.value
  const margin = marginOf(wanted, person, asking.travel)
  return {
    can: mode,
    ...termsOf(terms.value),
    ...(reason ? { reason } : {}),
    ...(margin === undefined ? {} : { marginMinutes: margin }),
  }
}

/** Kind, time and the road to the asking site: no place, no people, nothing of what it is about. */
const spansOf = ({ siteId }: Wanted, { commitments }: Person, travel: Travel): Candidate['spans'] =>
  commitments.map(({ kind, time, placeId }) => ({
    kind,
    time,
    ...(placeId === undefined ? {} : { travelMinutes: travel(placeId, siteId) }),
  }))

/** Can this person come, must they be asked, or why not? Whoever is shown as able is one whom the claim lets in. */
export function comingOf(wanted: Wanted, person: Person, asking: Asking): Candidate {
  const { practitionerId, name, title, initials, organisationName, kinds } = person
  return {
    practitionerId,
    name,
    title,
    initials,
    ...(organisationName ? { organisationName } : {}),
    kinds: [...kinds],
    ...filedUntil(person, wanted.date),
    ...verdict(wanted, person, asking),
    spans: spansOf(wanted, person, asking.travel),
  }
}

const order = ['book', 'ask', 'other-start', 'no'] as const

/** The road that counts: from the commitment before the visit, else to the one after it. */
function roadOf({ spans }: Candidate, { time }: Wanted): number {
  const apart = spans.filter((one) => !overlaps(one.time, time) && one.travelMinutes !== undefined)
  const before = apart.filter((one) => one.time.end <= time.start).at(-1)
  return (before ?? apart[0])?.travelMinutes ?? 0
}

/** Everybody in question: first who can come, among them who sees such patients, then by the road. */
export const whoCanCome = (wanted: Wanted, people: readonly Person[], asking: Asking): Candidate[] =>
  people
    .map((person) => comingOf(wanted, person, asking))
    .map((one) => ({ one, sees: Number(!one.kinds.includes(wanted.kind)), road: roadOf(one, wanted) }))
    .sort(
      (a, b) =>
        order.indexOf(a.one.can) - order.indexOf(b.one.can) ||
        a.sees - b.sees ||
        a.road - b.road ||
        (a.one.name < b.one.name ? -1 : 1),
    )
    .map(({ one }) => one)
