import * as z from 'zod'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import {
  departmentAccepted,
  departmentSuspended,
  type SiteFacts,
  siteFacts,
  sitesImported,
} from '#shared/alliance/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { interval } from '#shared/kernel/interval.ts'
import { patientEvent } from '#shared/patients/index.ts'
import { type PractitionerFacts, practitionerFacts } from '#shared/practitioners/index.ts'
import { type ClinicKind, clinicKinds, parseSlotId, sessionStates } from '#shared/scheduling/index.ts'
import type { ProjectionWriter } from './projection-repository.ts'
import type { Clinic, SiteDoctor, Work } from './projections.ts'
import type { PublicDays } from './public-days.ts'

interface Listening {
  readonly projections: ProjectionWriter
  /** Absent where nothing is published. */
  readonly published: PublicDays | undefined
  readonly findAddress: (siteId: string) => Promise<string>
}

const clinicOf = ({
  siteId,
  name,
  shortName,
  address = '',
  areaCode,
  areaName,
  lon,
  lat,
}: SiteFacts): Clinic => ({
  siteId,
  name,
  shortName,
  address,
  areaCode,
  areaName,
  ...(lon === undefined ? {} : { lon }),
  ...(lat === undefined ? {} : { lat }),
})

/** Weeks ahead that the public file shows of a site whose name or place has changed. */
const shownDays = 60

const allianceConsumers = ({ projections, published }: Listening): Consumers => {
  const site = async (facts: SiteFacts, at: number) => {
    await projections.keepClinic(clinicOf(facts), facts.version)
    await published?.touchSite(facts.siteId, dateAt(at), shownDays)
  }
  const changed = ({ data, at }: Delivered) => site(siteFacts.parse(data), at)
  return {
    'alliance/site-added': ({ data }) => {
      const facts = siteFacts.parse(data)
      return projections.keepClinic(clinicOf(facts), facts.version)
    },
    'alliance/site-changed': changed,
    async 'alliance/sites-imported'({ data }) {
      for (const facts of sitesImported.parse(data).sites)
        await projections.keepClinic(clinicOf(facts), facts.version)
    },
    async 'alliance/department-accepted'({ data }) {
      const {
        departmentId,
        departmentName: name,
        departmentVersion,
        ...facts
      } = departmentAccepted.parse(data)
      await projections.keepClinic(clinicOf(facts), facts.version)
      await projections.keepDepartment(
        { departmentId, siteId: facts.siteId, name, accepted: true },
        departmentVersion,
      )
    },
    async 'alliance/department-suspended'({ data }) {
      const { departmentId, siteId, departmentVersion } = departmentSuspended.parse(data)
      await projections.suspendDepartment(departmentId, siteId, departmentVersion)
    },
  }
}

const isClinicKind = (specialty: string): specialty is ClinicKind =>
  clinicKinds.some((kind) => kind === specialty)

/** A practitioner as each of their sites sees them. */
function siteDoctorsOf({
  practitionerId,
  name,
  title,
  initials,
  specialties,
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
    terms: terms.map(({ from, to }) => ({ from, to })),
  }))
}

const practitionerConsumers = ({ projections }: Listening): Consumers => {
  const keep = async ({ data }: Delivered) => {
    const facts = practitionerFacts.parse(data)
    for (const doctor of siteDoctorsOf(facts)) await projections.keepSiteDoctor(doctor, facts.version)
  }
  return {
    'practitioners/practitioner-registered': keep,
    'practitioners/practitioner-changed': keep,
    'practitioners/practice-filed': keep,
    'practitioners/practice-ended': keep,
  }
}

const patientConsumers = ({ projections }: Listening): Consumers => {
  const keep = ({ data }: Delivered) => {
    const { patientId, card, siteIds, version } = patientEvent.parse(data)
    return projections.keepCard(patientId, card, siteIds, version)
  }
  return { 'patients/patient-registered': keep, 'patients/patient-changed': keep }
}

const sessionFacts = z.object({
  sessionId: z.string(),
  siteId: z.string(),
  siteName: z.string(),
  practitionerId: z.string(),
  date: z.string(),
  time: interval,
  room: z.string(),
  state: z.enum(sessionStates),
  version: z.int(),
})
const slotFacts = z.object({ slotId: z.string(), from: z.string().optional() })

/** Its own events: the practitioner's calendar and the public file follow. */
const ownConsumers = ({ projections, published, findAddress }: Listening): Consumers => {
  const session = async ({ data, act }: Delivered) => {
    const { practitionerId, version, siteId, ...facts } = sessionFacts.parse(data)
    const { sessionId, siteName, room, date, time } = facts
    const state: Work['state'] = act === 'session-discarded' ? 'discarded' : facts.state
    const work = { sessionId, siteName, room, date, time, state, address: await findAddress(siteId) }
    await projections.keepWork(practitionerId, work, version)
    if (state !== 'draft' && state !== 'discarded') await published?.touch(siteId, date)
  }
  const slot = async ({ data }: Delivered) => {
    const { slotId, from } = slotFacts.parse(data)
    for (const key of [slotId, from].flatMap((one) => parseSlotId(one ?? '') ?? []))
      await published?.touch(key.siteId, key.date)
  }
  return {
    'scheduling/session-planned': session,
    'scheduling/session-changed': session,
    'scheduling/session-discarded': session,
    'scheduling/session-published': session,
    'scheduling/session-stopped': session,
    'scheduling/session-resumed': session,
    'scheduling/extra-slot-added': session,
    'scheduling/appointment-booked': slot,
    'scheduling/appointment-moved': slot,
    'scheduling/appointment-cancelled': slot,
  }
}

/** What scheduling listens to. Every listener may hear a thing twice, late or in another order. */
export const schedulingConsumers = (listening: Listening): Consumers => ({
  ...allianceConsumers(listening),
  ...practitionerConsumers(listening),
  ...patientConsumers(listening),
  ...ownConsumers(listening),
})
