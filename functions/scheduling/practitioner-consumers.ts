import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { type PractitionerFacts, practitionerFacts } from '#shared/practitioners/index.ts'
import { type ClinicKind, clinicKinds } from '#shared/scheduling/index.ts'
import type { ProjectionWriter } from './projection-repository.ts'
import type { SiteDoctor } from './projections.ts'
import type { Profile } from './visits-entities.ts'

const isClinicKind = (specialty: string): specialty is ClinicKind =>
  clinicKinds.some((kind) => kind === specialty)

/** A practitioner as each of their sites sees them. */
function siteDoctorsOf({
  practitionerId,
  name,
  title,
  initials,
  specialties,
  mainOrganisationName,
  sites,
}: PractitionerFacts): SiteDoctor[] {
  const named = specialties.filter(isClinicKind)
  const kinds: ClinicKind[] = named.length > 0 ? named : ['general']
  return [...Map.groupBy(sites, ({ siteId }) => siteId)].map(([siteId, terms]) => ({
    practitionerId,
    siteId,
    name,
    title,
    initials,
    kinds,
    organisationName: mainOrganisationName,
    terms: terms.map(({ from, to }) => ({ from, to })),
  }))
}

const profileOf = (facts: PractitionerFacts): Profile => ({
  practitionerId: facts.practitionerId,
  name: facts.name,
  title: facts.title,
  initials: facts.initials,
  organisationId: facts.mainOrganisationId,
  organisationName: facts.mainOrganisationName,
  siteIds: [...new Set(facts.sites.map(({ siteId }) => siteId))],
})

/** A site at which every term has been taken away: nobody is told so but by its absence from the facts. */
const nowhereAt = (
  siteId: string,
  { practitionerId, name, title, initials }: PractitionerFacts,
): SiteDoctor => ({
  practitionerId,
  siteId,
  name,
  title,
  initials,
  kinds: [],
  terms: [],
})

/** What is kept of practitioners: as each of their sites sees them, and as they are everywhere. */
export const practitionerConsumers = (projections: ProjectionWriter): Consumers => {
  const keep = async ({ data }: Delivered) => {
    const facts = practitionerFacts.parse(data)
    await projections.keepPerson(facts, facts.version)
    const doctors = siteDoctorsOf(facts)
    for (const doctor of doctors) await projections.keepSiteDoctor(doctor, facts.version)
    const left = await projections.keepProfile(profileOf(facts), facts.version)
    for (const siteId of left.siteIds)
      await projections.keepSiteDoctor(nowhereAt(siteId, facts), left.version)
  }
  return {
    'practitioners/practitioner-registered': keep,
    'practitioners/practitioner-changed': keep,
    'practitioners/practice-filed': keep,
    'practitioners/practice-ended': keep,
    'practitioners/practice-suspended': keep,
    'practitioners/practice-resumed': keep,
    'practitioners/practice-bounds-changed': keep,
  }
}
