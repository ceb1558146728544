import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import { areaCode, networkRoles, siteKind, tiers } from './site.ts'
import { population } from './subdistrict.ts'

/** What other contexts keep of a site. Always all of it, so that the last one heard is the truth. */
export const siteFacts = z.object({
  siteId: id,
  organisationId: id,
  organisationName: z.string(),
  name: z.string(),
  shortName: z.string(),
  initials: z.array(z.string()),
  kind: siteKind,
  tier: z.enum(tiers),
  networkRole: z.enum(networkRoles),
  areaCode,
  areaName: z.string(),
  address: z.string().optional(),
  lon: z.number().optional(),
  lat: z.number().optional(),
  /** Rises with every change of the site: an older one heard late is dropped. */
  version: z.int(),
})
export type SiteFacts = z.infer<typeof siteFacts>

/** `alliance/sites-imported`: all that were added or changed, at most 98. */
export const sitesImported = z.object({ sites: z.array(siteFacts) })

/** `alliance/population-changed`, and with `alliance/subdistricts-imported`: the people of these sub-districts. */
export const populationsTold = z.object({
  areas: z.array(population.extend({ code: areaCode })).default([]),
})
export type PopulationsTold = z.infer<typeof populationsTold>

/** `alliance/department-accepted`: sessions may be published there. `departmentVersion` orders the two kinds. */
export const departmentAccepted = siteFacts.extend({
  departmentId: id,
  departmentName: z.string(),
  departmentVersion: z.int(),
})
export type DepartmentAccepted = z.infer<typeof departmentAccepted>

/** `alliance/department-suspended`: no new sessions there. */
export const departmentSuspended = z.object({ departmentId: id, siteId: id, departmentVersion: z.int() })
