import { type DepartmentCard, isCommunitySite, type Site, type Subdistrict } from '#shared/alliance/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { type ClinicKind, coverageOf, type PublicMonth } from '#shared/scheduling/index.ts'

export const weeks = 4

/** `steady`: every week or all but one; `patchy`: two or more weeks missing; `none`: no session in four weeks. */
export type Standing = 'steady' | 'patchy' | 'none'
export const missingIn = (halfDays: readonly number[]): number => halfDays.filter((n) => n === 0).length
export function standingOf(halfDays: readonly number[]): Standing {
  const missing = missingIn(halfDays)
  if (missing === halfDays.length) return 'none'
  return missing >= 2 ? 'patchy' : 'steady'
}

export interface SiteLine {
  readonly site: Site
  readonly halfDays: readonly number[]
  readonly department: DepartmentCard | undefined
  /** The first session from the first week on; what the files say of the weeks after counts too. */
  readonly next: IsoDate | undefined
}

export interface Tile {
  readonly area: Subdistrict
  readonly halfDays: readonly number[]
  readonly standing: Standing
  readonly missing: number
  readonly sites: readonly SiteLine[]
  /** Community sites that have a session in the four weeks. */
  readonly covered: number
}

export interface CoverageFacts {
  readonly months: readonly PublicMonth[]
  readonly subdistricts: readonly Subdistrict[]
  readonly sites: readonly Site[]
  readonly departments: readonly DepartmentCard[]
}

const ofKind = (months: readonly PublicMonth[], kind: ClinicKind | undefined): PublicMonth[] =>
  months.map((month) => ({
    ...month,
    sessions: month.sessions.filter((one) => (kind ?? one.kind) === one.kind),
  }))

/** The same rule asked per site: each site stands for an area of its own. */
const bySite = (months: readonly PublicMonth[]): PublicMonth[] =>
  months.map((month) => ({
    ...month,
    sites: month.sites.map((site) => ({ ...site, subdistrictCode: site.siteId })),
  }))

function firstSessions(months: readonly PublicMonth[], from: IsoDate): Map<string, IsoDate> {
  const first = new Map<string, IsoDate>()
  for (const { siteId, date, state } of months.flatMap(({ sessions }) => sessions)) {
    const before = first.get(siteId)
    if (state === 'published' && date >= from && (before === undefined || date < before))
      first.set(siteId, date)
  }
  return first
}

/** Every sub-district with its four weeks and its community sites with theirs. */
export function tilesOf(facts: CoverageFacts, monday: IsoDate, kind: ClinicKind | undefined): Tile[] {
  const months = ofKind(facts.months, kind)
  const community = facts.sites.filter(isCommunitySite)
  const siteIds = community.map(({ siteId }) => siteId)
  const ofSite = new Map(
    coverageOf(bySite(months), siteIds, monday, weeks).map(({ code, halfDays }) => [code, halfDays]),
  )
  const next = firstSessions(months, monday)
  const codes = facts.subdistricts.map(({ code }) => code)
  const ofArea = new Map(
    coverageOf(months, codes, monday, weeks).map(({ code, halfDays }) => [code, halfDays]),
  )
  return facts.subdistricts.map((area) => {
    const halfDays = ofArea.get(area.code) ?? []
    const sites = community
      .filter(({ areaCode }) => areaCode === area.code)
      .map(
        (site): SiteLine => ({
          site,
          halfDays: ofSite.get(site.siteId) ?? [],
          department: facts.departments.find((one) => one.site.siteId === site.siteId),
          next: next.get(site.siteId),
        }),
      )
    const covered = sites.filter((one) => missingIn(one.halfDays) < weeks).length
    return { area, halfDays, standing: standingOf(halfDays), missing: missingIn(halfDays), sites, covered }
  })
}

export const countOf = (tiles: readonly Tile[]): Record<Standing, number> => ({
  steady: tiles.filter(({ standing }) => standing === 'steady').length,
  patchy: tiles.filter(({ standing }) => standing === 'patchy').length,
  none: tiles.filter(({ standing }) => standing === 'none').length,
})

/** Names of the holidays that lie in each of the weeks. */
export function holidaysOf(months: readonly PublicMonth[], mondays: readonly IsoDate[]) {
  const days = months.flatMap((month) => month.days)
  return mondays.map((monday, index) => {
    const until = mondays[index + 1]
    return days.find(
      ({ date, kind }) => kind === 'holiday' && date >= monday && (until === undefined || date < until),
    )
  })
}
