import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'

export const siteKinds = [
  'community-centre',
  'community-station',
  'psychiatric-hospital',
  'general-hospital',
  'tcm-hospital',
  'hospital',
  'prevention-centre',
  'consultation-centre',
] as const
export const siteKind = z.enum(siteKinds)
export type SiteKind = (typeof siteKinds)[number]

export const tiers = ['primary', 'secondary', 'tertiary', 'network'] as const

/** What a body is in the alliance: 核心, 载体, 技术指导, 网底, 会诊中心; `member` where no paper says (seed 002:L82-90). */
export const networkRoles = ['core', 'carrier', 'guidance', 'base', 'consultation-centre', 'member'] as const

/** Division codes (GB/T 2260): 6 digits a district, 9 a sub-district. */
export const areaCode = z.string().regex(/^\d{6}(\d{3})?$/)

export const line = (longest: number) => z.string().trim().min(1).max(longest)

/** What the office may write of a place. Degrees are WGS 84; a site without a place of its own has none. */
export const siteFields = z.strictObject({
  name: line(60),
  shortName: line(30).optional(),
  kind: siteKind,
  tier: z.enum(tiers),
  networkRole: z.enum(networkRoles),
  areaCode,
  areaName: line(30),
  address: line(120).optional(),
  lon: z.number().min(73).max(136).optional(),
  lat: z.number().min(3).max(54).optional(),
  /** The body this place belongs to, where it is not that body's main place. */
  branchOf: id.optional(),
  /** Where the facts come from and how sure they are. */
  sourceNote: line(300).optional(),
})
export type SiteFields = z.infer<typeof siteFields>

/**
 * 机构与服务点. A licensed body and its main place share one licence and therefore one record: the body's id is its
 * main site's id. A further place is a record of its own and names its body.
 */
export const site = siteFields.extend({
  siteId: id,
  /** The number in the alliance's list, by which a re-import finds the site again. */
  siteNo: line(20).optional(),
  organisationId: id,
  shortName: z.string(),
  /** First letters of the pinyin of the name and of the short name, lower case: `wjsqwsfwzx`, `wj`. */
  initials: z.array(z.string()),
  version: z.int(),
})
export type Site = z.infer<typeof site>

/** A body with all its places. */
export const organisation = z.object({
  organisationId: id,
  name: z.string(),
  kind: siteKind,
  tier: z.enum(tiers),
  networkRole: z.enum(networkRoles),
  sites: z.array(site),
})
export type Organisation = z.infer<typeof organisation>
