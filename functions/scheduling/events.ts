import * as z from 'zod'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import {
  departmentAccepted,
  departmentSuspended,
  populationsTold,
  type SiteFacts,
  siteFacts,
  sitesImported,
} from '#shared/alliance/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { interval } from '#shared/kernel/interval.ts'
import { patientEvent } from '#shared/patients/index.ts'
import { parseSlotId, sessionIdOf, sessionStates } from '#shared/scheduling/index.ts'
import { practitionerConsumers } from './practitioner-consumers.ts'
import type { ProjectionWriter } from './projection-repository.ts'
import type { Clinic, Work } from './projections.ts'
import type { PublicDays } from './public-days.ts'
import type { Counts } from './session-counts.ts'

interface Listening {
  readonly projections: ProjectionWriter
  readonly published: PublicDays
  readonly counts: Counts
  readonly findClinic: (siteId: string) => Promise<Clinic | undefined>
}

const clinicOf = ({
  siteId,
  name,
  shortName,
  address = '',
  areaCode,
  areaName,
  kind,
  lon,
  lat,
}: SiteFacts): Clinic => ({
  siteId,
  name,
  shortName,
  address,
  areaCode,
  areaName,
  kind,
  ...(lon === undefined ? {} : { lon }),
  ...(lat === undefined ? {} : { lat }),
})

/** Weeks ahead that the public file shows of a site whose name or place has changed. */
const shownDays = 60

const allianceConsumers = ({ projections, published }: Listening): Consumers => {
  const site = async (facts: SiteFacts, at: number) => {
    await projections.keepClinic(clinicOf(facts), facts.version)
    await projections.keepPositions([facts])
    await published.touchSite(facts.siteId, dateAt(at), shownDays)
  }
  const populations = ({ data }: Delivered) => projections.keepAreas(populationsTold.parse(data))
  const changed = ({ data, at }: Delivered) => site(siteFacts.parse(data), at)
  return {
    async 'alliance/site-added'({ data }) {
      const facts = siteFacts.parse(data)
      await projections.keepClinic(clinicOf(facts), facts.version)
      await projections.keepPositions([facts])
    },
    'alliance/site-changed': changed,
    async 'alliance/sites-imported'({ data }) {
      const { sites } = sitesImported.parse(data)
      for (const facts of sites) await projections.keepClinic(clinicOf(facts), facts.version)
      await projections.keepPositions(sites)
    },
    'alliance/subdistricts-imported': populations,
    'alliance/population-changed': populations,
    async 'alliance/department-accepted'({ data }) {
      const {
        departmentId,
        departmentName: name,
        departmentVersion,
        ...facts
      } = departmentAccepted.parse(data)
      await projections.keepClinic(clinicOf(facts), facts.version)
      await projections.keepPositions([facts])
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
/** The session that was given up for this one, where a day was moved to another site. */
const givenUp = z.object({ instead: sessionFacts.optional() })
const swappedFacts = z.object({ sessions: z.array(sessionFacts.extend(givenUp.shape)) })
const slotFacts = z.object({ slotId: z.string(), from: z.string().optional() })

/** Its own events: the practitioner's calendar and the public file follow. */
const ownConsumers = ({ projections, published, counts, findClinic }: Listening): Consumers => {
  const follow = async (told: z.infer<typeof sessionFacts>, discarded: boolean) => {
    const { practitionerId, version, siteId, ...facts } = told
    const { sessionId, siteName, room, date, time } = facts
    const state: Work['state'] = discarded ? 'discarded' : facts.state
    const { address = '', lon, lat } = (await findClinic(siteId)) ?? {}
    const at = lon === undefined || lat === undefined ? {} : { lon, lat }
    const work = { sessionId, siteName, room, date, time, state, address, ...at }
    await projections.keepWork(practitionerId, work, version)
    if (facts.state !== 'draft') await published.touch(siteId, date)
  }
  const session = async ({ data, act }: Delivered) => {
    await follow(sessionFacts.parse(data), act === 'session-discarded')
    const { instead } = givenUp.parse(data)
    if (instead) await follow(instead, true)
  }
  const swapped = async ({ data }: Delivered) => {
    for (const one of swappedFacts.parse(data).sessions) {
      await follow(one, false)
      if (one.instead) await follow(one.instead, true)
    }
  }
  const slot = async ({ data }: Delivered) => {
    const { slotId, from } = slotFacts.parse(data)
    for (const key of [slotId, from].flatMap((one) => parseSlotId(one ?? '') ?? []))
      await published.touch(key.siteId, key.date)
  }
  /** The public does not see who has been seen; the practitioner's week does. */
  const step = async ({ data }: Delivered) => {
    const key = parseSlotId(slotFacts.parse(data).slotId)
    if (key) await counts.recount(sessionIdOf(key))
  }
  return {
    'scheduling/session-planned': session,
    'scheduling/session-changed': session,
    'scheduling/session-discarded': session,
    'scheduling/session-published': session,
    'scheduling/session-stopped': session,
    'scheduling/session-resumed': session,
    'scheduling/session-substituted': session,
    'scheduling/session-moved': session,
    'scheduling/session-renamed': session,
    'scheduling/sessions-swapped': swapped,
    'scheduling/extra-slot-added': session,
    'scheduling/appointment-booked': slot,
    'scheduling/appointment-moved': slot,
    'scheduling/appointment-cancelled': slot,
    'scheduling/seen': step,
    'scheduling/missed': step,
    'scheduling/undone': step,
  }
}

/** What scheduling listens to. Every listener may hear a thing twice, late or in another order. */
export const schedulingConsumers = (listening: Listening): Consumers => ({
  ...allianceConsumers(listening),
  ...practitionerConsumers(listening.projections),
  ...patientConsumers(listening),
  ...ownConsumers(listening),
})
