import { dateAt, minuteAt } from '#shared/kernel/calendar.ts'
import type { Activity, FilingView, Practitioner } from '#shared/practitioners/index.ts'
import { filled, type Words } from './words.ts'

/** All that the pack is made of. */
export interface Evidence {
  readonly entry: Practitioner
  readonly filing: FilingView
  readonly activity: Activity
}

/** A heading with its lines: two columns where there is a label, rows of cells where it is a table. */
export interface Section {
  readonly title: string
  readonly facts?: readonly (readonly [label: string, value: string])[]
  readonly rows?: readonly (readonly string[])[]
}

/** `2026-09-15 10:05`, in Beijing. */
export const timeText = (at: number): string => {
  const minute = minuteAt(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${dateAt(at)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

const list = (values: readonly string[], none: string): string =>
  values.length > 0 ? values.join(' / ') : none

function personSection({ entry }: Evidence, words: Words): Section {
  const { licence } = entry
  const { fields } = words
  const { from, to } = licence ?? {}
  const until = to === undefined ? undefined : filled(words['from-to'], { from: from ?? '', to })
  const since = from === undefined ? undefined : filled(words['since-day'], { from })
  return {
    title: words.section.person,
    facts: [
      [fields.name, entry.name],
      [fields.title, words.titles[entry.title]],
      [
        fields.specialties,
        list(
          entry.specialties.map((one) => words.specialty[one]),
          words.none,
        ),
      ],
      [fields.licence, entry.licenceNumber],
      [fields.category, licence ? words.category[licence.category] : words['not-known']],
      [
        fields.scope,
        licence
          ? list(
              licence.scope.map((one) => words.scope[one]),
              words.none,
            )
          : words['not-known'],
      ],
      [fields.validity, until ?? since ?? words['not-known']],
      [fields.organisation, entry.mainOrganisationName],
    ],
  }
}

function filingSection({ entry, filing }: Evidence, words: Words): Section {
  const { practice, agreements } = filing
  const { fields } = words
  const named = agreements.filter(({ agreementId }) => agreementId === practice.agreementId)
  const bearing = (named.length > 0 ? named : agreements).map(({ title, to }) => `${title} (${to})`)
  const { insurance } = entry
  const cover = insurance && filled(words['from-to'], { from: insurance.from, to: insurance.to })
  const insured = insurance && `${insurance.insurer} ${insurance.policyNumber} ${cover}`
  return {
    title: words.section.filing,
    facts: [
      [fields.site, practice.siteName],
      [fields.basis, words.basis[practice.basis]],
      [fields.number, practice.filingNumber ?? words.none],
      [fields.term, filled(words['from-to'], { from: practice.from, to: practice.endedOn ?? practice.to })],
      [fields.state, words.stage[filing.stage]],
      [fields.agreement, list(bearing, words['not-known'])],
      [fields.insurance, insured ?? words['not-known']],
    ],
  }
}

const checksSection = ({ filing }: Evidence, words: Words): Section => ({
  title: words.section.checks,
  rows: filing.checks.map(({ kind, state, number, date, note, checkedBy, checkedAt }) => [
    words.check[kind],
    words['check-state'][state],
    [number, date, note].filter(Boolean).join(' '),
    checkedAt === undefined ? '' : `${checkedBy ?? ''} ${dateAt(checkedAt)}`,
  ]),
})

function activitySection({ activity }: Evidence, words: Words): Section {
  const { fields } = words
  const times = (n: number) => filled(words.times, { n })
  const people =
    activity.people === undefined ? words['not-known'] : filled(words.people, { n: activity.people })
  return {
    title: words.section.activity,
    facts: [
      [fields.held, times(activity.held)],
      [fields.stopped, times(activity.stopped)],
      [fields.planned, times(activity.planned)],
      [fields.seen, filled(words.visits, { n: activity.seen })],
      [fields.people, people],
    ],
    rows: activity.months.map(({ month, held, seen }) => [
      month,
      `${fields.held} ${times(held)}`,
      `${fields.seen} ${filled(words.visits, { n: seen })}`,
    ]),
  }
}

const complaintsSection = ({ filing }: Evidence, words: Words): Section => ({
  title: words.section.complaints,
  facts: [
    [
      words.fields.complaints,
      filing.complaints
        ? [filled(words.times, { n: filing.complaints.count }), filing.complaints.note]
            .filter(Boolean)
            .join(' ')
        : words['not-known'],
    ],
  ],
})

const actIn = (words: Words, act: string): string =>
  Object.entries(words.history).find(([name]) => name === act)?.[1] ?? act

const historySection = ({ filing }: Evidence, words: Words): Section => ({
  title: words.section.history,
  rows: filing.history.map(({ at, by, act, note }) => [timeText(at), actIn(words, act), by, note ?? '']),
})

export const sectionsOf = (evidence: Evidence, words: Words): Section[] => [
  personSection(evidence, words),
  filingSection(evidence, words),
  {
    title: words.section.ends,
    facts: evidence.filing.ends.map(({ what, on }) => [words.ends[what], on ?? words['not-known']]),
  },
  checksSection(evidence, words),
  activitySection(evidence, words),
  complaintsSection(evidence, words),
  historySection(evidence, words),
]
