import { type Claim, decideClaim, type Travel } from '#shared/kernel/claim.ts'
import type { Interval } from '#shared/kernel/interval.ts'

/** What a hospital's roster or a calendar can say of a person's time; visits and panels come by their own ways. */
export const rosterKinds = ['hospital-duty', 'teaching', 'leave'] as const
export type RosterKind = (typeof rosterKinds)[number]

/** What a roster wants of one day, with the row that says so. */
export interface WantedDuty {
  /** Which row or event of the file; the header is line 1. */
  readonly line: number
  readonly claim: Claim
}

interface Blocking {
  readonly kind: Claim['kind']
  readonly time: Interval
}

/** A row that has no room: what stands there already, and by how much the road is too long. */
export interface Clash extends WantedDuty {
  readonly blocking: Blocking
  readonly missingMinutes?: number | undefined
}

export interface RosterDay {
  /** The day as it becomes, in order. */
  readonly commitments: readonly Claim[]
  readonly added: readonly WantedDuty[]
  readonly changed: readonly WantedDuty[]
  readonly removed: readonly Claim[]
  readonly clashing: readonly Clash[]
  readonly unchanged: number
}

export interface RosterSource {
  /** Did an earlier import of this source bring it? */
  readonly isOurs: (claimId: string) => boolean
  readonly travel: Travel
  readonly incomplete?: boolean
}

/** Is anything written? A clash alone changes nothing. */
export const changesDay = ({ added, changed, removed }: RosterDay): boolean =>
  added.length + changed.length + removed.length > 0

const same = (a: Claim, b: Claim): boolean =>
  a.kind === b.kind && a.placeId === b.placeId && a.time.start === b.time.start && a.time.end === b.time.end

/**
 * A person's day after the import of a roster. What came from the same source (`isOurs`) gives way to what the roster now
 * says; everything else stays as it is, and a row that has no room beside it is not taken and named, never half a row.
 * Where a row of that day could not be read (`incomplete`), what is there stays: a slip of the pen frees nobody's time.
 */
export function decideRosterDay(
  day: readonly Claim[],
  wanted: readonly WantedDuty[],
  { isOurs, travel, incomplete = false }: RosterSource,
): RosterDay {
  const named = new Set(wanted.map(({ claim }) => claim.claimId))
  const givesWay = ({ claimId }: Claim) => isOurs(claimId) && (!incomplete || named.has(claimId))
  const before = new Map(day.filter(givesWay).map((claim) => [claim.claimId, claim]))
  const kept: Claim[] = day.filter((claim) => !givesWay(claim))
  const added: WantedDuty[] = []
  const changed: WantedDuty[] = []
  const clashing: Clash[] = []
  let unchanged = 0
  for (const duty of [...wanted].sort(byStart)) {
    const decision = decideClaim(kept, duty.claim, travel)
    if (!decision.ok) {
      clashing.push({ ...duty, ...(decision.facts as Pick<Clash, 'blocking' | 'missingMinutes'>) })
      continue
    }
    kept.push(duty.claim)
    const known = before.get(duty.claim.claimId)
    if (!known) added.push(duty)
    else if (same(known, duty.claim)) unchanged += 1
    else changed.push(duty)
  }
  const stays = new Set(kept.map(({ claimId }) => claimId))
  const removed = [...before.values()].filter(({ claimId }) => !stays.has(claimId))
  const commitments = kept.sort((a, b) => a.time.start - b.time.start)
  return { commitments, added, changed, removed, clashing, unchanged }
}

const byStart = (a: WantedDuty, b: WantedDuty): number =>
  a.claim.time.start - b.claim.time.start || a.line - b.line

export const rosterErrors = [
  'not-csv',
  'not-icalendar',
  'encoding-unknown',
  'too-many-rows',
  'column-missing',
  'practitioner-missing',
  'practitioner-unknown',
  'name-ambiguous',
  'date-invalid',
  'time-invalid',
  'kind-unknown',
  'zone-unknown',
  'row-twice',
] as const
export type RosterError = (typeof rosterErrors)[number]

export interface DaySpan {
  /** 0 the day itself, 1 the next. */
  readonly offset: number
  readonly time: Interval
}

/** A duty as spans of days: one that ends before it began goes on into the next (夜班). */
export function spansOf(start: number, end: number): readonly DaySpan[] {
  if (start < end) return [{ offset: 0, time: { start, end } }]
  const night = { offset: 0, time: { start, end: 1440 } }
  return end === 0 ? [night] : [night, { offset: 1, time: { start: 0, end } }]
}
