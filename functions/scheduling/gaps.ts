import { addDays, daysBetween, type IsoDate, mondayOf } from '#shared/kernel/calendar.ts'
import {
  type AreaPopulation,
  type ClinicKind,
  type Gap,
  inNeed,
  parseSessionId,
  populationOf,
} from '#shared/scheduling/index.ts'
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
  /** Drafts too: whoever is planned there is taken. */
  readonly visits: readonly Counted[]
  readonly weeks: readonly PractitionerWeek[]
}

/** Half-days with somebody in each of the four weeks. */
const halfDaysOf = (visits: readonly Counted[], monday: IsoDate): number[] =>
  Array.from({ length: weeks }, (_, week) => {
    const of = visits.filter(({ date }) => Math.floor(daysBetween(monday, date) / 7) === week)
    return new Set(of.map(({ date, half }) => `${date} ${half}`)).size
  })

/** Half-days at all sites of each sub-district, by its code. */
function byArea(clinics: readonly Clinic[], halfDays: (siteId: string) => readonly number[]) {
  const sum = (siteId: string) => halfDays(siteId).reduce((all, one) => all + one, 0)
  const sites = Map.groupBy(clinics, ({ areaCode }) => areaCode)
  return new Map(
    [...sites].map(([code, own]) => [code, own.reduce((all, { siteId }) => all + sum(siteId), 0)]),
  )
}

interface Looking {
  readonly from: IsoDate
  readonly now: number
  readonly kind: ClinicKind | undefined
  /** Sessions that take place: nobody comes to a draft. */
  readonly visitsAt: (siteId: string) => readonly Counted[]
  readonly populationAt: (areaCode: string) => AreaPopulation | undefined
}

async function gapOf(desk: Desk, clinic: Clinic, looking: Looking): Promise<Gap> {
  const { from, now, kind, visitsAt, populationAt } = looking
  const { siteId, name, shortName, areaCode, areaName } = clinic
  const [waiting, departments] = await Promise.all([
    demandAt(desk, siteId, now),
    desk.repository.listDepartments(siteId),
  ])
  const lines = waiting.filter((one) => kind === undefined || one.kind === kind)
  const own = visitsAt(siteId)
  const before = own.map(({ date }) => date).filter((date) => date < from)
  const lastDay = before.sort().at(-1)
  const population = populationAt(areaCode)
  return {
    ...{ siteId, siteName: name, shortName, areaCode, areaName },
    weeks: halfDaysOf(own, mondayOf(from)),
    accepted: departments.some(({ accepted }) => accepted),
    waiting: lines,
    people: lines.reduce((sum, { people }) => sum + people, 0),
    ...(lastDay ? { lastDay } : {}),
    ...(population ? { population } : {}),
  }
}

/** The sites on which nobody comes in some of the next four weeks, those in most need first. */
export async function coverageFrom(
  desk: Desk,
  from: IsoDate,
  now: number,
  kind?: ClinicKind,
): Promise<Coverage> {
  const { repository, settings } = desk
  const [clinics, areas, around] = await Promise.all([
    repository.listClinics(),
    repository.listAreas(),
    visitsAround(desk, from, settings.coverageLookBackDays),
  ])
  const monday = mondayOf(from)
  const community = clinics.filter((one) => one.kind === undefined || visited.has(one.kind))
  const standing = around.visits.filter((one) => !one.isDraft && (kind === undefined || one.kind === kind))
  const bySite = Map.groupBy(standing, ({ siteId }) => siteId)
  const visitsAt = (siteId: string) => bySite.get(siteId) ?? []
  const halfDays = byArea(community, (siteId) => halfDaysOf(visitsAt(siteId), monday))
  const populationAt = (code: string) => {
    const figure = areas.get(code)
    return figure && populationOf(figure, halfDays.get(code) ?? 0)
  }
  const lacking = community.filter(({ siteId }) =>
    halfDaysOf(visitsAt(siteId), monday).some((count) => count === 0),
  )
  const looking = { from, now, kind, visitsAt, populationAt }
  const gaps = await Promise.all(lacking.map((clinic) => gapOf(desk, clinic, looking)))
  return {
    gaps: gaps.sort(inNeed),
    sites: community.length,
    clinics: new Map(clinics.map((one) => [one.siteId, one])),
    visits: around.visits,
    weeks: around.weeks,
  }
}
