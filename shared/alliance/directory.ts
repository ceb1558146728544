import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { SiteFacts } from './events.ts'
import type { Site, SiteFields, SiteKind } from './site.ts'
import type { Subdistrict } from './subdistrict.ts'

/** Letters of the pinyin of a text; the server's, because its table is large. */
export type Initials = (text: string) => string

/** Sites at which a psychiatry department is to stand (seed 002:L108-112). */
export const isCommunitySite = ({ kind }: { readonly kind: SiteKind }): boolean =>
  kind === 'community-centre' || kind === 'community-station'

/** 望京社区卫生服务中心 → 望京; never cuts what tells two sites of one sub-district apart. */
export function shortNameOf(name: string): string {
  const community = name.match(/^(.+?)社区卫生服务(中心|站)$/)
  if (community) return (community[1] ?? '').replace(/街道|地区/, '') + (community[2] === '站' ? '站' : '')
  return name.replace(/（.*）$/, '').replace(/^首都医科大学附属(?=北京)/, '')
}

/** A record from what was written: names shortened and spelled, the body named. */
export function siteFrom(fields: SiteFields, siteId: string, version: number, initialsOf: Initials): Site {
  const { branchOf, shortName: given, ...rest } = fields
  const shortName = given ?? shortNameOf(fields.name)
  const initials = [...new Set([initialsOf(fields.name), initialsOf(shortName)])]
  const branch = branchOf === undefined || branchOf === siteId ? {} : { branchOf }
  return { ...rest, ...branch, shortName, siteId, organisationId: branchOf ?? siteId, initials, version }
}

export const isMainSite = ({ siteId, organisationId }: Site): boolean => siteId === organisationId

/** In the order of the alliance's list; what has no number there comes after, by name. */
export const inListOrder = (a: Site, b: Site): number =>
  Number(a.siteNo ?? Number.POSITIVE_INFINITY) - Number(b.siteNo ?? Number.POSITIVE_INFINITY) ||
  a.name.localeCompare(b.name, 'zh')

/** Does `search` begin some initials of the site, or stand anywhere in its name, sub-district or number? */
export function siteMatches(site: Site, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return true
  return (
    site.name.toLowerCase().includes(wanted) ||
    site.shortName.toLowerCase().includes(wanted) ||
    site.areaName.includes(wanted) ||
    site.siteNo === wanted ||
    site.initials.some((letters) => letters.startsWith(wanted))
  )
}

export type SiteRefusal = 'site-number-taken' | 'body-unknown' | 'area-unknown'

/** Decides whether a site can be written as `wanted` beside the others of the directory. */
export function decideSite(
  wanted: Site,
  others: readonly Site[],
  subdistricts: readonly Subdistrict[],
): Decision<Site, SiteRefusal> {
  const rest = others.filter(({ siteId }) => siteId !== wanted.siteId)
  if (rest.some(({ name }) => name === wanted.name)) return refuse('site-number-taken')
  if (!isMainSite(wanted) && !rest.some((one) => one.siteId === wanted.organisationId && isMainSite(one)))
    return refuse('body-unknown')
  const hasBranches = rest.some(({ organisationId }) => organisationId === wanted.siteId)
  if (!isMainSite(wanted) && hasBranches) return refuse('body-unknown')
  if (!areaKnown(wanted.areaCode, subdistricts)) return refuse('area-unknown')
  return accept(wanted)
}

/** A whole district is always known; a sub-district only if it is one of ours. */
export const areaKnown = (code: string, subdistricts: readonly Subdistrict[]): boolean =>
  code.length === 6 || subdistricts.some((one) => one.code === code)

/** What goes out to other contexts of a site. */
export function siteFactsOf(site: Site, organisationName: string): SiteFacts {
  const { siteNo: _, branchOf: __, sourceNote: ___, ...facts } = site
  return { ...facts, organisationName }
}

/** Decides a change of what is written of a site, for somebody who saw it at `version`. */
export function decideSiteChange(
  wanted: { readonly siteId: string; readonly version: number; readonly fields: SiteFields },
  found: { readonly sites: readonly Site[]; readonly subdistricts: readonly Subdistrict[] },
  initialsOf: Initials,
): Decision<Site, SiteRefusal | 'site-unknown' | 'stale-version'> {
  const before = found.sites.find(({ siteId }) => siteId === wanted.siteId)
  if (!before) return refuse('site-unknown')
  if (before.version !== wanted.version) return refuse('stale-version', { current: before })
  const after = siteFrom(wanted.fields, wanted.siteId, wanted.version + 1, initialsOf)
  const numbered = before.siteNo === undefined ? after : { ...after, siteNo: before.siteNo }
  return decideSite(numbered, found.sites, found.subdistricts)
}
