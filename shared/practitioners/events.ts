import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { lastDayOf } from './practice.ts'
import { bases, type Practitioner, specialty, title } from './practitioner.ts'

/**
 * What other contexts keep of a practitioner: carried whole by every event of this context
 * (`practitioner-registered`, `practitioner-changed`, `practice-filed`, `practice-ended`), so that the one with the
 * highest `version` is the truth, in whatever order they are heard.
 */
export const practitionerFacts = z.object({
  practitionerId: id,
  name: z.string(),
  initials: z.string(),
  title,
  specialties: z.array(specialty),
  languages: z.array(z.string()),
  mainOrganisationId: id,
  mainOrganisationName: z.string(),
  demo: z.boolean().optional(),
  /** Where and from which day to which, both included, they may see patients. */
  sites: z.array(z.object({ practiceId: id, siteId: id, basis: z.enum(bases), from: isoDate, to: isoDate })),
  version: z.int(),
})
export type PractitionerFacts = z.infer<typeof practitionerFacts>

export const factsOf = (entry: Practitioner): PractitionerFacts => ({
  practitionerId: entry.practitionerId,
  name: entry.name,
  initials: entry.initials,
  title: entry.title,
  specialties: entry.specialties,
  languages: entry.languages,
  mainOrganisationId: entry.mainOrganisationId,
  mainOrganisationName: entry.mainOrganisationName,
  ...(entry.demo === undefined ? {} : { demo: entry.demo }),
  sites: entry.practices.map((one) => ({
    practiceId: one.practiceId,
    siteId: one.siteId,
    basis: one.basis,
    from: one.from,
    to: lastDayOf(one),
  })),
  version: entry.version,
})
