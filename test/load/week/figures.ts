import type { Consumed } from '#functions/platform/table.ts'
import type { District } from './district.ts'
import type { Judged } from './judgement.ts'
import type { Town } from './town.ts'

interface Week {
  readonly district: District
  /** What had been consumed when the week began. */
  readonly before: Consumed
  readonly judged: Judged
}

/** The week in figures; what the acts cost and took one by one is the tally's. */
export function figuresOf({ stage, patients, clinics, tally }: Town, { district, before, judged }: Week) {
  const act = (name: string) => stage.acts.get(name) ?? 0
  const answered = (what: string) => tally.answers.get(what) ?? 0
  const { total } = stage.units
  const hottest = stage.units.hottest()
  const [offered, taken] = [act('number-offered'), answered('take an offer: ok')]
  return {
    sites: district.sites.length,
    psychiatrists: district.doctors.length,
    patients: patients.length,
    halfDays: clinics.length,
    appointments: act('appointment-booked'),
    ...judged,
    cancelled: act('appointment-cancelled'),
    moved: act('appointment-moved'),
    walkIns: answered('walk in: ok'),
    missed: answered('miss: ok'),
    stops: act('session-stopped'),
    patientsOfStops: stage.mirror.lines.size,
    waited: act('wait-joined'),
    offersMade: offered,
    offersTaken: taken,
    waitlistFillShare: Math.round((100 * taken) / Math.max(1, offered)) / 100,
    orderViolations: stage.orderViolations.length,
    serverFailures: tally.failures().length,
    writeUnits: Math.round(total.writeUnits - before.writeUnits),
    readUnits: Math.round(total.readUnits - before.readUnits),
    calls: total.calls - before.calls,
    hottestPartition: hottest.partition,
    hottestUnitsInASecond: hottest.units,
    deliveriesTriedAgain: stage.failures(),
  }
}
type Figures = ReturnType<typeof figuresOf>

/** Nothing is booked twice, half or out of turn, nobody is promised to two places, and the server never fails. */
export const isRight = (figures: Figures): boolean =>
  figures.doubleBookings + figures.halfBookings + figures.clashes + figures.orderViolations === 0 &&
  figures.serverFailures === 0
