import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { roadSources } from './travel.ts'

const bySite = z.object({ siteId: id })
const byPair = z.object({ siteId: id, otherSiteId: id })
const minutes = z.int().min(1).max(300)

const road = z.object({ minutes: z.int(), source: z.enum(roadSources) })
/** The road to another site and back. */
export const roadLine = z.object({
  siteId: id,
  siteName: z.string(),
  there: road,
  back: road,
})
export type RoadLine = z.infer<typeof roadLine>

export const roadErrors = [
  'column-missing',
  'site-unknown',
  'not-minutes',
  'road-to-itself',
  'road-twice',
  'not-csv',
] as const
/** What a file of roads would change or has changed; with one error in it nothing is written at all. */
export const roadImport = z.object({
  rows: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  errors: z.array(z.object({ line: z.int(), reason: z.enum(roadErrors) })),
})
export type RoadImport = z.infer<typeof roadImport>

const roadFile = z.strictObject({ csv: z.string().min(1).max(250_000) })
const roadFileLimit = 400_000

/** 路程表: minutes from site to site, measured where somebody has, else estimated. */
export const travelOperations = {
  listTravel: {
    method: 'GET',
    path: '/sites/{siteId}/travel',
    summary: 'Minutes from this site to every other and back: measured, the way back, or estimated',
    may: ['read', 'Travel'],
    params: bySite,
    answer: z.object({ siteId: id, siteName: z.string(), roads: z.array(roadLine) }),
    refusals: ['site-unknown'],
  },
  setTravel: {
    method: 'PUT',
    path: '/sites/{siteId}/travel/{otherSiteId}',
    summary: 'Set the minutes from a site to another; the way back too where it is not said otherwise',
    may: ['change', 'Travel'],
    params: byPair,
    body: z.strictObject({ minutes }),
    answer: roadLine,
    refusals: ['site-unknown', 'road-to-itself'],
  },
  clearTravel: {
    method: 'DELETE',
    path: '/sites/{siteId}/travel/{otherSiteId}',
    summary: 'Forget the minutes from a site to another: the way back or the estimate holds again',
    may: ['change', 'Travel'],
    params: byPair,
    answer: roadLine,
    refusals: ['site-unknown', 'road-to-itself'],
  },
  exportTravel: {
    method: 'GET',
    path: '/travel.csv',
    summary: 'All measured roads as CSV, by numbers of sites, as the import takes them',
    may: ['change', 'Travel'],
    query: z.object({ lang: z.enum(['zh-CN', 'en']).default('zh-CN') }),
    answer: { mediaType: 'text/csv; charset=utf-8' },
  },
  checkTravelImport: {
    method: 'POST',
    path: '/travel-import/check',
    summary: 'What a CSV of roads would change, and what is wrong with it',
    may: ['change', 'Travel'],
    body: roadFile,
    bodyLimit: roadFileLimit,
    answer: roadImport,
  },
  importTravel: {
    method: 'POST',
    path: '/travel-import',
    summary: 'Set the roads of a CSV: from, to, minutes; all of them or none',
    may: ['change', 'Travel'],
    body: roadFile,
    bodyLimit: roadFileLimit,
    answer: roadImport,
    creates: true,
    refusals: ['import-has-errors', 'import-too-large'],
  },
} as const satisfies Operations
