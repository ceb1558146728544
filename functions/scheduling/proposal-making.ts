import { addDays, dateAt, type IsoDate, mondayOf } from '#shared/kernel/calendar.ts'
import {
  type ClinicKind,
  type Draft,
  type Gap,
  type Hindrance,
  type Lacking,
  type OpenDay,
  type Person,
  type Proposal,
  proposalIdOf,
  proposalsFor,
  usualTime,
} from '#shared/scheduling/index.ts'
import { peopleOf } from './coming-routes.ts'
import type { Desk } from './desk.ts'
import { type Coverage, coverageFrom } from './gaps.ts'
import { calendarDays } from './holidays.ts'
import { type Moving, moveFor } from './proposal-moves.ts'
import { travelEverywhere } from './travel-desk.ts'

export interface Wish {
  readonly from: IsoDate
  readonly kind?: ClinicKind | undefined
  readonly farthest?: number | undefined
  /** Ids with commas between. */
  readonly sites?: string | undefined
}

export interface Line {
  readonly gap: Gap
  readonly proposals: readonly Proposal[]
  readonly hindered: readonly { readonly reason: Hindrance; readonly people: number }[]
}

/** Working days from tomorrow on; nobody is proposed for a weekend or a holiday. */
async function openDays(desk: Desk, from: IsoDate, now: number): Promise<OpenDay[]> {
  const tomorrow = addDays(dateAt(now), 1)
  const first = from < tomorrow ? tomorrow : from
  const days = await calendarDays(first, desk.settings.proposalDays)
  return days
    .filter(({ kind }) => kind === 'workday' || kind === 'make-up')
    .flatMap(({ date }) =>
      (['morning', 'afternoon'] as const).map((half) => ({
        date,
        half,
        time: usualTime(half, desk.settings),
      })),
    )
}

/** Offers, claims and weeks of all the days, each list read once; the people of a site on a half-day out of them. */
async function peopleAcross(
  desk: Desk,
  days: readonly OpenDay[],
  siteIds: readonly string[],
  { weeks }: Coverage,
) {
  const { repository, claims } = desk
  const dates = [...new Set(days.map(({ date }) => date))]
  const [claimed, offered, doctors] = await Promise.all([
    Promise.all(dates.map(async (date) => [date, await claims.listDate(date)] as const)),
    Promise.all(
      days.map(
        async ({ date, half }) => [`${date} ${half}`, await repository.listOffersFor(date, half)] as const,
      ),
    ),
    Promise.all(siteIds.map(async (siteId) => [siteId, await repository.listSiteDoctors(siteId)] as const)),
  ])
  const [byDate, byHalf, bySite] = [new Map(claimed), new Map(offered), new Map(doctors)]
  const known = new Map<string, Person[]>()
  return (siteId: string, { date, half }: OpenDay): Person[] => {
    const key = `${siteId} ${date} ${half}`
    const found =
      known.get(key) ??
      peopleOf(
        {
          offers: byHalf.get(`${date} ${half}`) ?? [],
          days: byDate.get(date) ?? [],
          weeks: weeks.filter(({ monday }) => monday === mondayOf(date)),
        },
        bySite.get(siteId) ?? [],
      ).filter(({ terms }) => terms.length > 0)
    known.set(key, found)
    return found
  }
}

const kindOf = ({ waiting }: Gap, wished: ClinicKind | undefined): ClinicKind =>
  wished ?? [...waiting].sort((a, b) => b.people - a.people)[0]?.kind ?? 'general'

async function proposalOf({ key, day, kind, candidate, travel, visitOfWeek }: Draft): Promise<Proposal> {
  const [calendarDay] = await calendarDays(key.date, 1)
  const { practitionerId, name, title, organisationName } = candidate
  return {
    proposalId: proposalIdOf(key),
    as: 'add',
    siteId: key.siteId,
    ...{ practitionerId, name, title, ...(organisationName ? { organisationName } : {}) },
    day: calendarDay ?? { date: key.date, kind: 'workday' },
    half: day.half,
    time: key.time,
    kind,
    mode: candidate.mode ?? 'ask',
    travel: { ...travel },
    visitOfWeek,
  }
}

/** For the sites in most need, who could come when. About 100 RCU for a district and two weeks: the office's question. */
export async function linesOf(desk: Desk, wish: Wish, now: number): Promise<Line[]> {
  const { from, kind, farthest, sites: named } = wish
  const { settings, repository } = desk
  const coverage = await coverageFrom(desk, from, now, kind)
  const asked = named === undefined ? undefined : new Set(named.split(','))
  const gaps = coverage.gaps
    .filter(({ siteId }) => asked?.has(siteId) ?? true)
    .slice(0, settings.proposalSites)
  const open = gaps.filter(({ accepted }) => accepted)
  const days = await openDays(desk, from, now)
  const [peopleFor, travel, dismissed] = await Promise.all([
    peopleAcross(
      desk,
      days,
      open.map(({ siteId }) => siteId),
      coverage,
    ),
    travelEverywhere(desk),
    repository.listDismissed(dateAt(now)),
  ])
  const sites: Lacking[] = open.map((gap) => ({
    siteId: gap.siteId,
    areaCode: gap.areaCode,
    kind: kindOf(gap, kind),
  }))
  const common = {
    ...{ travel, days, peopleFor, dismissed },
    taken: new Set(coverage.visits.map(({ siteId, date, half }) => `${siteId} ${date} ${half}`)),
    farthest: farthest ?? settings.proposalFarthestMinutes,
  }
  const today = dateAt(now)
  const perSite = settings.proposalsPerSite
  const together = asked !== undefined
  const proposed = proposalsFor(sites, { ...common, today, settings, perSite, together })
  const added = new Map(
    await Promise.all(
      proposed.map(
        async ({ siteId, drafts }) => [siteId, await Promise.all(drafts.map(proposalOf))] as const,
      ),
    ),
  )
  const moved = await movesFor(desk, sites, added, { ...common, coverage, now })
  const hindered = new Map(proposed.map((one) => [one.siteId, [...one.hindered]]))
  return gaps.map((gap) => ({
    gap,
    proposals: [...(added.get(gap.siteId) ?? []), ...(moved.get(gap.siteId) ?? [])],
    hindered: (hindered.get(gap.siteId) ?? []).map(([reason, people]) => ({ reason, people })),
  }))
}

/** Where nobody can be added; one after the other, because two sites cannot have the same day. */
async function movesFor(
  desk: Desk,
  sites: readonly Lacking[],
  added: ReadonlyMap<string, readonly Proposal[]>,
  moving: Omit<Moving, 'busy'>,
): Promise<Map<string, Proposal[]>> {
  const thoughtOf = [...added.values()]
    .flat()
    .map(({ practitionerId, day }) => `${practitionerId} ${day.date}`)
  const busy = new Set(thoughtOf)
  const moved = new Map<string, Proposal[]>()
  for (const site of sites) {
    if ((added.get(site.siteId) ?? []).length > 0) continue
    const found = await moveFor(desk, site, { ...moving, busy })
    if (found) moved.set(site.siteId, [found])
  }
  return moved
}
