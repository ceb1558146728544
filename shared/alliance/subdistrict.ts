import * as z from 'zod'
import { areaCode, line } from './site.ts'

/** How sure a figure is: read in the bulletin, from memory, or estimated. */
export const populationCertainties = ['verified', 'recalled', 'estimate'] as const

/** What the office writes of the people who live in a sub-district (常住人口). */
export const populationFields = z.strictObject({
  /** Persons. */
  residents: z.int().min(0).max(5_000_000),
  /** Of the count or the estimate. */
  year: z.int().min(1949).max(2100),
  source: line(200),
  certainty: z.enum(populationCertainties),
})
export type PopulationFields = z.infer<typeof populationFields>

/** `version` rises with each change of the figure, from 1: an older one heard late is dropped. */
export const population = z.object({ ...populationFields.shape, version: z.int() })
export type Population = z.infer<typeof population>

/** A sub-district (街道, 地区) with its place among the tiles of the district's map. */
export const subdistrict = z.object({
  code: areaCode,
  name: line(30),
  shortName: line(30),
  initials: z.string(),
  tileColumn: z.int().min(1).max(40),
  tileRow: z.int().min(1).max(40),
  lon: z.number(),
  lat: z.number(),
  /** Absent where nobody has entered it. */
  population: population.optional(),
})
export type Subdistrict = z.infer<typeof subdistrict>
