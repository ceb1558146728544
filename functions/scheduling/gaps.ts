import { addDays, daysBetween, type IsoDate, mondayOf } from '#shared/kernel/calendar.ts'
import { type ClinicKind, type Gap, parseSessionId } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import type { Clinic } from './projections.ts'
import { demandAt } from './visit-defaults.ts'
import type { PractitionerWeek, WeekVisit } from './week-repository.ts'

const weeks = 4
/** Where patients see a visiting psychiatrist; hospitals have their own. */
const visited: ReadonlySet<string> = new Set(['community-centre', 'community-station'])

/** A visit as the week counters know it. */
export interface Counted extends WeekVisit {
  readonly practitionerId: string
  readonly siteId: string
  readonly date: IsoDate
}

const countedIn = ({ practitionerId, visits }: PractitionerWeek): Counted[] =>
  visits.flatMap((one) => {
    const key = parseSessionId(one.sessionId)
    return key ? [{ ...one, practitionerId, siteId: key.siteId, date: key.date }] : []
  })

/** Everybody's visits from a day on and back from it, by week counters: 2 RCU for a week of a district. */
async function visitsAround({ repository }: Desk, from: IsoDate, lookBackDays: number) {
  const monday = mondayOf(from)
  const before = Math.ceil(lookBackDays / 7)
  const mondays = Array.from({ length: before + weeks + 1 }, (_, index) =>
    addDays(monday, (index - before) * 7),
  )
  const found = await Promise.all(mondays.map((one) => repository.listWeek(one)))
  return { visits: found.flat().flatMap(countedIn), weeks: found.flat() }
}

export interface Coverage {
  readonly gaps: readonly Gap[]
  readonly sites: number
  readonly clinics: ReadonlyMap<string, Clinic>
  readonly visits: readonly Counted[]
  readonly weeks: readonly PractitionerWeek[]
}

/** Half-days with somebody in each of the four weeks. */
const halfDaysOf = (visits: readonly Counted[], monday: IsoDate): number[] =>
  Array.from({ length: weeks }, (_, week) => {
    const of = visits.filter(({ date }) => Math.floor(daysBetween(monday, date) / 7) === week)
    return new Set(of.map(({ date, half }) => `${date} ${half}`)).size
  })

/**
 * Who waits counts first, then whether somebody could be received at all, then how many weeks are missing and how long
 * nobody has been there.
 */
const inNeed = (a: Gap, b: Gap): number =>
  b.people - a.people ||
  Number(b.accepted) - Number(a.accepted) ||
  missing(b) - missing(a) ||
  (a.lastDay ?? '').localeCompare(b.lastDay ?? '') ||
  (b.population ?? 0) - (a.population ?? 0) ||
  (a.siteId < b.siteId ? -1 : 1)
const missing = ({ weeks: counts }: Gap): number => counts.filter((count) => count === 0).length

/** The sites on which nobody comes in some of the next four weeks, those in most need first. */
export async function coverageFrom(
  desk: Desk,
  from: IsoDate,
  now: number,
  kind?: ClinicKind,
): Promise<Coverage> {
  const { repository, settings } = desk
  const [clinics, around] = await Promise.all([
    repository.listClinics(),
    visitsAround(desk, from, settings.coverageLookBackDays),
  ])
  const wanted = around.visits.filter((one) => kind === undefined || one.kind === kind)
  const bySite = Map.groupBy(wanted, ({ siteId }) => siteId)
  const monday = mondayOf(from)
  const community = clinics.filter((one) => one.kind === undefined || visited.has(one.kind))
  const lacking = community.filter(({ siteId }) =>
    halfDaysOf(bySite.get(siteId) ?? [], monday).some((count) => count === 0),
  )
  const gaps = await Promise.all(
    lacking.map(async (clinic): Promise<Gap> => {
      const { siteId, name, shortName, areaCode, areaName } = clinic
      const own = bySite.get(siteId) ?? []
      const [waiting, departments] = await Promise.all([
        demandAt(desk, siteId, now),
        repository.listDepartments(siteId),
      ])
      const lines = waiting.filter((one) => kind === undefined || one.kind === kind)
      const lastDay = own
        .map(({ date }) => date)
        .filter((date) => date < from)
        .sort()
        .at(-1)
      return {
        ...{ siteId, siteName: name, shortName, areaCode, areaName },
        weeks: halfDaysOf(own, monday),
        accepted: departments.some(({ accepted }) => accepted),
        waiting: lines,
        people: lines.reduce((sum, { people }) => sum + people, 0),
        ...(lastDay ? { lastDay } : {}),
      }
    }),
  )
  return {
    gaps: gaps.sort(inNeed),
    sites: community.length,
    clinics: new Map(clinics.map((one) => [one.siteId, one])),
    visits: around.visits,
    weeks: around.weeks,
  }
}
