import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { lastDayOf } from './practice.ts'
import type { Ending, Practice, Practitioner, Span, Suspension } from './practitioner.ts'
import { type InsuranceRule, practitionersSettings } from './settings.ts'

/** What is kept here of an agreement of the alliance: who is party to it and how long it holds. */
export interface KnownAgreement {
  readonly agreementId: string
  readonly title: string
  readonly organisationIds: readonly string[]
  readonly from: IsoDate
  /** The last day on which it holds, its early end included. */
  readonly to: IsoDate
  readonly version: number
}

const first = '1900-01-01'
const last = '2199-12-31'

const later = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? b : a)
const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b)

/** Days that lie in both lists. */
const within = (a: readonly Span[], b: readonly Span[]): Span[] =>
  a.flatMap((one) =>
    b.flatMap((other) => {
      const from = later(one.from, other.from)
      const to = earlier(one.to, other.to)
      return from <= to ? [{ from, to }] : []
    }),
  )

/** Overlapping and touching days in a row become one. */
function joined(spans: readonly Span[]): Span[] {
  const inOrder = spans.toSorted((a, b) => a.from.localeCompare(b.from))
  const done: Span[] = []
  for (const one of inOrder) {
    const before = done.at(-1)
    if (!before || one.from > addDays(before.to, 1)) done.push(one)
    else done.splice(-1, 1, { from: before.from, to: later(before.to, one.to) })
  }
  return done
}

/** `spans` without the days of a suspension. */
const without = (spans: readonly Span[], { from, to }: Suspension): Span[] =>
  within(spans, [
    { from: first, to: addDays(from, -1) },
    ...(to === undefined ? [] : [{ from: addDays(to, 1), to: last }]),
  ])

type Paper = Pick<Practice, 'basis' | 'from' | 'to' | 'endedOn' | 'stage' | 'suspensions' | 'agreementId'> &
  Pick<Practice, 'organisationId' | 'siteId'>
type Person = Pick<Practitioner, 'licence' | 'insurance'>

function insuredDays({ insurance }: Person): Span[] {
  const rule: InsuranceRule = practitionersSettings.insuranceEnds.value
  const always = [{ from: first, to: last }]
  if ((rule as InsuranceRule) === 'never') return always
  if (insurance) return [{ from: insurance.from, to: insurance.to }]
  return (rule as InsuranceRule) === 'always' ? [] : always
}

/**
 * The agreement that the filing names, or, of a practice inside the alliance that names none, all that the site's body is
 * party to. Where no such agreement is known, none bounds it.
 */
function agreedDays(paper: Paper, agreements: readonly KnownAgreement[]): Span[] {
  const named = agreements.filter(({ agreementId }) => agreementId === paper.agreementId)
  const body = paper.organisationId ?? paper.siteId
  const ofBody = agreements.filter(({ organisationIds }) => organisationIds.includes(body))
  const unnamed = paper.basis === 'alliance' && paper.agreementId === undefined ? ofBody : []
  const bearing = paper.agreementId === undefined ? unnamed : named
  if (bearing.length === 0) return [{ from: first, to: last }]
  return joined(bearing.filter(({ from, to }) => from <= to).map(({ from, to }) => ({ from, to })))
}

/** Each thing that a practice rests on, with the days on which it stands. */
export function bounds(
  person: Person,
  paper: Paper,
  agreements: readonly KnownAgreement[],
): Readonly<Record<Ending, readonly Span[]>> {
  const { from = first, to = last } = person.licence ?? {}
  const term = { from: paper.from, to: lastDayOf(paper) }
  return {
    filing: paper.stage === 'filed' && term.from <= term.to ? [term] : [],
    licence: [{ from, to }],
    insurance: insuredDays(person),
    agreement: agreedDays(paper, agreements),
  }
}

/** On which days patients may be seen under this filing, and by which end that stops first. */
export function spansOf(
  person: Person,
  paper: Paper,
  agreements: readonly KnownAgreement[],
): Pick<Practice, 'spans' | 'endsBy'> {
  const all = bounds(person, paper, agreements)
  const held = Object.values(all).reduce<readonly Span[]>(within, [{ from: first, to: last }])
  const spans = (paper.suspensions ?? []).reduce<Span[]>(without, [...held])
  const lastOf = (ending: Ending): IsoDate => all[ending].at(-1)?.to ?? first
  const order: readonly Ending[] = ['filing', 'licence', 'insurance', 'agreement']
  const endsBy = order.reduce((soonest, one) => (lastOf(one) < lastOf(soonest) ? one : soonest))
  return { spans, endsBy }
}

/** The entry with the days of each practice as they follow from all that is known. */
export const withSpans = (entry: Practitioner, agreements: readonly KnownAgreement[]): Practitioner => ({
  ...entry,
  practices: entry.practices.map((one) => ({ ...one, ...spansOf(entry, one, agreements) })),
})
