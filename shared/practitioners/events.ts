import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { bases, type Practitioner, specialty, title } from './practitioner.ts'

/**
 * What other contexts keep of a practitioner: carried whole by every event of `factActs`, so that the one with the
 * highest `version` is the truth, in whatever order they are heard.
 */
export const practitionerFacts = z.object({
  practitionerId: id,
  name: z.string(),
  /** By which duty rosters name people; as public as the register itself. */
  licenceNumber: z.string().optional(),
  initials: z.string(),
  title,
  specialties: z.array(specialty),
  languages: z.array(z.string()),
  mainOrganisationId: id,
  mainOrganisationName: z.string(),
  demo: z.boolean().optional(),
  /**
   * Where and from which day to which, both included, they may see patients: within the filing and all that it rests on,
   * without its suspensions. A practice can have several spans, or none: a site that is not named (any more) is one where
   * they may see nobody.
   */
  sites: z.array(z.object({ practiceId: id, siteId: id, basis: z.enum(bases), from: isoDate, to: isoDate })),
  version: z.int(),
})
export type PractitionerFacts = z.infer<typeof practitionerFacts>

/** The events that carry `practitionerFacts`: `practitioners/<act>`. */
export const factActs = [
  'practitioner-registered',
  'practitioner-changed',
  'practice-filed',
  'practice-ended',
  'practice-suspended',
  'practice-resumed',
  'practice-bounds-changed',
] as const

export function factsOf(entry: Practitioner): PractitionerFacts {
  const sites = entry.practices.flatMap(({ practiceId, siteId, basis, spans }) =>
    spans.map((span) => ({ practiceId, siteId, basis, ...span })),
  )
  return {
    practitionerId: entry.practitionerId,
    name: entry.name,
    licenceNumber: entry.licenceNumber,
    initials: entry.initials,
    title: entry.title,
    specialties: entry.specialties,
    languages: entry.languages,
    mainOrganisationId: entry.mainOrganisationId,
    mainOrganisationName: entry.mainOrganisationName,
    ...(entry.demo === undefined ? {} : { demo: entry.demo }),
    sites,
    version: entry.version,
  }
}
