import type { ClaimedDay } from '#functions/platform/claims.ts'
import type { Claim, Travel } from '#shared/kernel/claim.ts'
import {
  type Clash,
  decideRosterDay,
  type ReadRoster,
  type RosterDay,
  type RosterLine,
  type RosterPerson,
  type RosterReport,
  type RosterRow,
  type RosterSource,
  type WantedDuty,
} from '#shared/scheduling/index.ts'

/** An import that has been read: who, when and what, before anybody's day is looked at. */
export interface RosterPlan {
  readonly read: ReadRoster
  readonly from: string
  readonly to: string
  /** Everybody whom this file or an earlier one of the source names. */
  readonly people: readonly RosterPerson[]
  readonly claimIdOf: (external: string) => string
  readonly isOurs: RosterSource['isOurs']
  readonly travel: Travel
}

export interface DecidedDay {
  readonly day: ClaimedDay
  readonly outcome: RosterDay
}

const wantedOf = ({ line, external, kind, time, placeId }: RosterRow, plan: RosterPlan): WantedDuty => {
  const claim: Claim = { claimId: plan.claimIdOf(external), kind, time }
  return { line, claim: placeId === undefined ? claim : { ...claim, placeId } }
}

/** A person's days after the import: those that the roster speaks of, and those that an earlier one has left something on. */
export function decideDays(
  plan: RosterPlan,
  practitionerId: string,
  claimed: readonly ClaimedDay[],
): DecidedDay[] {
  const rows = Map.groupBy(
    plan.read.rows.filter((row) => row.practitionerId === practitionerId),
    ({ date }) => date,
  )
  const before = new Map(claimed.map((day) => [day.date, day]))
  const faults = plan.read.errors.filter((one) => one.practitionerId === practitionerId)
  const incompleteOn = (date: string) => faults.some((one) => one.date === undefined || one.date === date)
  return [...new Set([...before.keys(), ...rows.keys()])].sort().map((date) => {
    const day = before.get(date) ?? { practitionerId, date, version: 0, commitments: [] }
    const wanted = (rows.get(date) ?? []).map((row) => wantedOf(row, plan))
    const { isOurs, travel } = plan
    const source = { isOurs, travel, incomplete: incompleteOn(date) }
    return { day, outcome: decideRosterDay(day.commitments, wanted, source) }
  })
}

/** Lines of a report that is looked at, and of one that is kept for replays. */
export const linesShown = 300
export const linesKept = 100
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** What people read of an import: counts of all, lines of what changes or clashes. */
export function reportOf(plan: RosterPlan, decided: readonly DecidedDay[], most: number): RosterReport {
  const names = new Map(plan.people.map(({ practitionerId, name }) => [practitionerId, name]))
  const count = (of: (outcome: RosterDay) => number) => sum(decided.map(({ outcome }) => of(outcome)))
  const lines = decided.flatMap((one) => linesOf(one, names.get(one.day.practitionerId) ?? ''))
  return {
    from: plan.from,
    to: plan.to,
    practitioners: plan.people.length,
    rows: plan.read.count,
    added: count(({ added }) => added.length),
    changed: count(({ changed }) => changed.length),
    removed: count(({ removed }) => removed.length),
    unchanged: count(({ unchanged }) => unchanged),
    clashing: count(({ clashing }) => clashing.length),
    skipped: plan.read.skipped,
    assumedPlaces: plan.read.assumedPlaces,
    lines: lines.sort(clashesFirst).slice(0, most),
    errors: plan.read.errors.slice(0, most).map(({ line, reason }) => ({ line, reason })),
  }
}

const clashesFirst = (a: RosterLine, b: RosterLine): number =>
  Number(b.outcome === 'clashing') - Number(a.outcome === 'clashing') ||
  a.date.localeCompare(b.date) ||
  a.time.start - b.time.start

function linesOf({ day, outcome }: DecidedDay, practitionerName: string): RosterLine[] {
  const { practitionerId, date } = day
  const about = { practitionerId, practitionerName, date }
  const of = (duty: WantedDuty, becomes: RosterLine['outcome']): RosterLine => {
    const { kind, time } = duty.claim
    return { ...about, line: duty.line, kind, time, outcome: becomes }
  }
  const clash = (one: Clash): RosterLine => ({
    ...of(one, 'clashing'),
    blocking: one.blocking,
    ...(one.missingMinutes === undefined ? {} : { missingMinutes: one.missingMinutes }),
  })
  return [
    ...outcome.clashing.map(clash),
    ...outcome.added.map((one) => of(one, 'added')),
    ...outcome.changed.map((one) => of(one, 'changed')),
    ...outcome.removed.map(({ kind, time }) => ({ ...about, kind, time, outcome: 'removed' as const })),
  ]
}
