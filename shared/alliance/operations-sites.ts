import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { departmentCard } from './department.ts'
import { importBody, importBodyLimit, importReport } from './import.ts'
import { areaCode, organisation, site, siteFields, siteKind, tiers } from './site.ts'
import { populationFields, subdistrict } from './subdistrict.ts'

const params = z.object({ siteId: id })
const siteQuery = z.object({
  /** Part of a name, or initials. */
  search: z.string().trim().max(40).optional(),
  area: areaCode.optional(),
  kind: siteKind.optional(),
  tier: z.enum(tiers).optional(),
  /** The last site of the page before. */
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(200),
})

export const siteOperations = {
  listSites: {
    method: 'GET',
    path: '/sites',
    summary: "The directory, in the order of the alliance's list, searched and filtered",
    may: ['read', 'Site'],
    query: siteQuery,
    answer: z.object({ sites: z.array(site), total: z.int(), next: id.optional() }),
  },
  readSite: {
    method: 'GET',
    path: '/sites/{siteId}',
    summary: 'A site, with its department where it has one',
    may: ['read', 'Site'],
    params,
    answer: z.object({ site, department: departmentCard.optional() }),
    refusals: ['site-unknown'],
  },
  addSite: {
    method: 'POST',
    path: '/sites',
    summary: 'Adds a site, or a body with its main site',
    may: ['change', 'Site'],
    body: siteFields,
    answer: site,
    creates: true,
    refusals: ['site-number-taken', 'body-unknown', 'area-unknown'],
  },
  changeSite: {
    method: 'PUT',
    path: '/sites/{siteId}',
    summary: 'Changes what is written of a site',
    may: ['change', 'Site'],
    params,
    body: siteFields.extend({ version: z.int().min(1) }),
    answer: site,
    refusals: ['site-unknown', 'site-number-taken', 'body-unknown', 'area-unknown', 'stale-version'],
  },
  checkSiteImport: {
    method: 'POST',
    path: '/site-imports/check',
    summary: 'Says what importing a CSV file of sites would do; writes nothing',
    may: ['import', 'Site'],
    body: importBody,
    bodyLimit: importBodyLimit,
    answer: importReport,
  },
  importSites: {
    method: 'POST',
    path: '/site-imports',
    summary: 'Imports a CSV file of sites: every row or none',
    may: ['import', 'Site'],
    body: importBody,
    bodyLimit: importBodyLimit,
    answer: importReport,
    creates: true,
    refusals: ['import-has-errors', 'import-too-large', 'stale-version'],
  },
  listSubdistricts: {
    method: 'GET',
    path: '/subdistricts',
    summary: "The sub-districts with their tiles on the district's map",
    may: ['read', 'Site'],
    answer: z.object({ subdistricts: z.array(subdistrict) }),
  },
  changePopulation: {
    method: 'PUT',
    path: '/subdistricts/{code}/population',
    summary: 'Writes how many people live in a sub-district, with the source of the figure',
    may: ['change', 'Subdistrict'],
    params: z.object({ code: areaCode }),
    /** `version` of the figure that was seen; 0 where there was none. */
    body: populationFields.extend({ version: z.int().min(0) }),
    answer: subdistrict,
    refusals: ['area-unknown', 'stale-version'],
  },
  importSubdistricts: {
    method: 'POST',
    path: '/subdistrict-imports',
    summary: 'Imports a CSV file of sub-districts: every row or none',
    may: ['import', 'Subdistrict'],
    body: importBody,
    bodyLimit: importBodyLimit,
    answer: importReport,
    creates: true,
    refusals: ['import-has-errors', 'import-too-large', 'stale-version'],
  },
  readOrganisation: {
    method: 'GET',
    path: '/organisations/{organisationId}',
    summary: 'A body with all its places',
    may: ['read', 'Organisation'],
    params: z.object({ organisationId: id }),
    answer: organisation,
    refusals: ['site-unknown'],
  },
} as const satisfies Operations
