import { type IsoDate, isoDate, mondayOf } from '#shared/kernel/calendar.ts'
import type { Claim, Travel } from '#shared/kernel/claim.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import { sessionIdOf } from './ids.ts'
import type { ClinicKind, HalfDay } from './model.ts'
import { type Candidate, type ComingReason, comingReasons } from './visit-model.ts'
import type { Wanted } from './visit-terms.ts'
import { type Asking, comingOf, type Person } from './who-can-come.ts'

/** What a proposal is about: its id says all of it. */
export interface ProposalKey {
  readonly siteId: string
  readonly date: IsoDate
  readonly time: Interval
  readonly practitionerId: string
  /** Of a day that is moved: the session's site and suffix. */
  readonly from?: { readonly siteId: string; readonly suffix: string }
}

export const proposalIdOf = ({ siteId, date, time, practitionerId, from }: ProposalKey): string =>
  [
    siteId,
    date.replaceAll('-', ''),
    `${time.start}-${time.end}`,
    practitionerId,
    ...(from ? [from.siteId, from.suffix] : []),
  ].join('.')

/** Undefined where the text cannot be a proposal's id. */
export function parseProposalId(proposalId: string): ProposalKey | undefined {
  const form = /^([^.]+)\.(\d{4})(\d{2})(\d{2})\.(\d{1,4})-(\d{1,4})\.([^.]+)(?:\.([^.]+)\.([0-9a-z]+))?$/
  const [, siteId, year, month, day, start, end, practitionerId, fromSite, suffix] =
    form.exec(proposalId) ?? []
  const date = `${year}-${month}-${day}`
  const time = { start: Number(start), end: Number(end) }
  if (!siteId || !practitionerId || !isoDate.safeParse(date).success || !(time.start < time.end))
    return undefined
  const from = fromSite && suffix ? { from: { siteId: fromSite, suffix } } : {}
  return { siteId, date, time, practitionerId, ...from }
}

/** A site that lacks a day, those in most need first. */
export interface Lacking {
  readonly siteId: string
  readonly areaCode: string
  readonly kind: ClinicKind
}
/** A half-day on which it could have one. */
export interface OpenDay {
  readonly date: IsoDate
  readonly half: HalfDay
  readonly time: Interval
}
export interface Draft {
  readonly key: ProposalKey
  readonly day: OpenDay
  readonly kind: ClinicKind
  readonly candidate: Candidate
  readonly travel: { readonly added: number; readonly before?: number; readonly after?: number }
  readonly visitOfWeek: number
}
export type Hindrance = ComingReason | 'too-far'
export interface Proposed {
  readonly siteId: string
  readonly drafts: readonly Draft[]
  /** Of the people who may work there and cannot come on any of the days: what stands in the way. */
  readonly hindered: ReadonlyMap<Hindrance, number>
}

export interface Proposing extends Asking {
  readonly days: readonly OpenDay[]
  /** Who may be thought of for that site on that day, with all they are committed to. */
  readonly peopleFor: (siteId: string, day: OpenDay) => readonly Person[]
  /** Half-days on which a site has somebody already: `site-050 2026-09-16 morning`. */
  readonly taken: ReadonlySet<string>
  /** Proposals that were set aside, by id. */
  readonly dismissed: ReadonlySet<string>
  readonly perSite: number
  readonly farthest: number
  /** One person for several sites: whoever is thought of for one of them comes first at the others. */
  readonly together?: boolean | undefined
}

interface Road {
  readonly added: number
  readonly before?: number
  readonly after?: number
  readonly longest: number
}

/** What a visit adds to the day's roads: from the commitment before, or from their hospital, and on to the next. */
export function roadOf(wanted: Wanted, { commitments, offers }: Person, travel: Travel): Road {
  const home = offers[0]?.organisationId
  const placed = commitments.filter(({ placeId }) => placeId !== undefined)
  const before = placed.filter(({ time }) => time.end <= wanted.time.start).at(-1)?.placeId
  const after = placed.find(({ time }) => time.start >= wanted.time.end)?.placeId
  const minutes = (from: string | undefined, to: string | undefined) => (from && to ? travel(from, to) : 0)
  const there = minutes(before ?? home, wanted.siteId)
  const on = minutes(wanted.siteId, after ?? home)
  const without = before || after ? minutes(before ?? home, after ?? home) : 0
  return {
    added: Math.max(0, there + on - without),
    ...(before ? { before: there } : {}),
    ...(after ? { after: on } : {}),
    longest: Math.max(there, on),
  }
}

/** What has been proposed already counts as agreed: two proposals never need the same person at the same time. */
function ledger() {
  const claims = new Map<string, Claim[]>()
  const weeks = new Map<string, string[]>()
  const day = ({ practitionerId, date }: ProposalKey) => `${practitionerId} ${date}`
  const week = ({ practitionerId, date }: ProposalKey) => `${practitionerId} ${mondayOf(date)}`
  return {
    add(key: ProposalKey): void {
      const sessionId = sessionIdOf({ siteId: key.siteId, date: key.date, suffix: 'proposed' })
      const claim: Claim = { claimId: sessionId, kind: 'clinic-visit', placeId: key.siteId, time: key.time }
      claims.set(day(key), [...(claims.get(day(key)) ?? []), claim])
      weeks.set(week(key), [...(weeks.get(week(key)) ?? []), sessionId])
    },
    with(person: Person, date: IsoDate): Person {
      const key = { practitionerId: person.practitionerId, date } as ProposalKey
      const more = claims.get(day(key)) ?? []
      const out = weeks.get(week(key)) ?? []
      if (more.length + out.length === 0) return person
      const commitments = [...person.commitments, ...more].sort((a, b) => a.time.start - b.time.start)
      return { ...person, commitments, week: { sessionIds: [...person.week.sessionIds, ...out] } }
    },
  }
}
type Ledger = ReturnType<typeof ledger>

interface Look {
  readonly draft?: Draft
  readonly hindrance?: Hindrance
}

function look(site: Lacking, day: OpenDay, known: Person, proposing: Proposing, agreed: Ledger): Look {
  const person = agreed.with(known, day.date)
  const wanted: Wanted = { ...site, date: day.date, time: day.time }
  const candidate = comingOf(wanted, person, proposing)
  if (candidate.can === 'no') return { hindrance: candidate.reason ?? 'not-offered-here' }
  if (candidate.reason === 'kind-not-offered') return { hindrance: 'kind-not-offered' }
  const time = { start: candidate.feasibleStart ?? day.time.start, end: day.time.end }
  const { longest, ...travel } = roadOf({ ...wanted, time }, person, proposing.travel)
  if (longest > proposing.farthest) return { hindrance: 'too-far' }
  const key = { siteId: site.siteId, date: day.date, time, practitionerId: person.practitionerId }
  if (proposing.dismissed.has(proposalIdOf(key))) return {}
  const visitOfWeek = person.week.sessionIds.length + 1
  return { draft: { key, day, kind: site.kind, candidate, travel, visitOfWeek } }
}

const better = (a: Draft, b: Draft): number =>
  a.travel.added - b.travel.added ||
  (a.key.date < b.key.date ? -1 : Number(a.key.date > b.key.date)) ||
  a.key.time.start - b.key.time.start ||
  (a.key.practitionerId < b.key.practitionerId ? -1 : 1)

/** The best of them, whoever `first` names before the others: each person and each half-day once. */
function chosen(drafts: readonly Draft[], most: number, first: ReadonlySet<string>): Draft[] {
  const seen = new Set<string>()
  const kept: Draft[] = []
  const behind = ({ key }: Draft) => Number(!first.has(key.practitionerId))
  for (const draft of [...drafts].sort((a, b) => behind(a) - behind(b) || better(a, b))) {
    const marks = [draft.key.practitionerId, `${draft.day.date} ${draft.day.half}`]
    if (kept.length >= most || marks.some((mark) => seen.has(mark))) continue
    for (const mark of marks) seen.add(mark)
    kept.push(draft)
  }
  return kept
}

const nearness: readonly Hindrance[] = [...comingReasons, 'too-far']
/** Of the days on which somebody cannot come, the one on which least is missing says why. */
const nearer = (a: Hindrance | undefined, b: Hindrance): Hindrance =>
  a && nearness.indexOf(a) > nearness.indexOf(b) ? a : b

/** All looks at one site, and whoever cannot come on any of the days by what hinders them. */
function lookedAt(site: Lacking, proposing: Proposing, agreed: Ledger) {
  const open = proposing.days.filter(
    ({ date, half }) => !proposing.taken.has(`${site.siteId} ${date} ${half}`),
  )
  const looks = open.flatMap((day) =>
    proposing
      .peopleFor(site.siteId, day)
      .map((person) => ({ person, ...look(site, day, person, proposing, agreed) })),
  )
  const able = new Set(looks.flatMap(({ draft, person }) => (draft ? [person.practitionerId] : [])))
  const hindrances = new Map<string, Hindrance>()
  for (const { hindrance, person } of looks) {
    const { practitionerId } = person
    if (!hindrance || able.has(practitionerId)) continue
    hindrances.set(practitionerId, nearer(hindrances.get(practitionerId), hindrance))
  }
  return { drafts: looks.flatMap(({ draft }) => draft ?? []), hindrances }
}

/** Site by site in order of need: the days that could be added, the shortest roads first. */
export function proposalsFor(sites: readonly Lacking[], proposing: Proposing): Proposed[] {
  const agreed = ledger()
  const thoughtOf = new Set<string>()
  return sites.map((site) => {
    const { drafts, hindrances } = lookedAt(site, proposing, agreed)
    const kept = chosen(drafts, proposing.perSite, thoughtOf)
    for (const { key } of kept) {
      agreed.add(key)
      if (proposing.together) thoughtOf.add(key.practitionerId)
    }
    const counted = Map.groupBy(hindrances.values(), (reason) => reason)
    const hindered = new Map([...counted].map(([reason, people]) => [reason, people.length] as const))
    return { siteId: site.siteId, drafts: kept, hindered }
  })
}
