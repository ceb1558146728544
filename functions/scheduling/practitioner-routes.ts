import type { ClaimedDay } from '#functions/platform/claims.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type { Claim, Travel } from '#shared/kernel/claim.ts'
import { accept } from '#shared/kernel/decision.ts'
import {
  type Commitment,
  type PractitionerDay,
  parseSessionId,
  type SessionWithCells,
} from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, travelAmong } from './desk.ts'
import { calendarDayOf, calendarDays } from './holidays.ts'
import { mayReadSession } from './policy.ts'
import { patientsIn, withCells, withSlots } from './views.ts'

/** The session that a commitment stands for, with its numbers; 1 RCU. */
async function sessionOf({ repository }: Desk, about: string | undefined) {
  const key = about === undefined ? undefined : parseSessionId(about)
  if (!key) return undefined
  const [session, slots] = await Promise.all([repository.findSession(key), repository.listSlots(key)])
  return session && { session, slots }
}

/** Road from the commitment before, and what is left of the gap; negative where it is too short. */
const roadTo = (claim: Claim, before: Claim | undefined, travel: Travel): Pick<Commitment, 'travel'> => {
  if (!before?.placeId || !claim.placeId || before.placeId === claim.placeId) return {}
  const minutes = travel(before.placeId, claim.placeId)
  return { travel: { minutes, margin: claim.time.start - before.time.end - minutes } }
}

type Sessions = ReadonlyMap<string, SessionWithCells>
interface Surroundings {
  readonly sessions: Sessions
  readonly placeNames: ReadonlyMap<string, string>
  readonly travel: Travel
}

function commitmentsOf(
  { commitments }: ClaimedDay,
  { sessions, placeNames, travel }: Surroundings,
): Commitment[] {
  return commitments.map((claim, index) => {
    const { claimId, kind, time, placeId, about } = claim
    const placeName = placeId === undefined ? undefined : placeNames.get(placeId)
    const session = about === undefined ? undefined : sessions.get(about)
    return {
      claimId,
      kind,
      time,
      ...(placeId === undefined ? {} : { placeId }),
      ...(placeName === undefined ? {} : { placeName }),
      ...(session ? { session } : {}),
      ...roadTo(claim, commitments[index - 1], travel),
    }
  })
}

async function surroundings(desk: Desk, claims: readonly Claim[]): Promise<Surroundings> {
  const placeIds = [...new Set(claims.flatMap(({ placeId }) => placeId ?? []))]
  const [loaded, clinics, travel] = await Promise.all([
    Promise.all(claims.map(({ about }) => sessionOf(desk, about))),
    Promise.all(placeIds.map((siteId) => desk.repository.findClinic(siteId))),
    travelAmong(desk, placeIds),
  ])
  const sessions = loaded.flatMap((one) => (one ? [withCells(one.session, one.slots)] : []))
  return {
    sessions: new Map(sessions.map((session) => [session.sessionId, session])),
    placeNames: new Map(clinics.flatMap((clinic) => (clinic ? [[clinic.siteId, clinic.name] as const] : []))),
    travel,
  }
}

/** What a practitioner sees over all sites. */
export const practitionerRoutes = (desk: Desk) =>
  ({
    async readMyWeek(request) {
      const { practitionerId } = request.params
      const { from, days } = request.query
      request.require('read', 'Week', { practitionerId })
      const claimed = await desk.claims.listDays(practitionerId, from, addDays(from, days - 1))
      const around = await surroundings(
        desk,
        claimed.flatMap(({ commitments }) => commitments),
      )
      const week = (await calendarDays(from, days)).map((day): PractitionerDay => {
        const own = claimed.find(({ date }) => date === day.date)
        return { date: day.date, day, commitments: own ? commitmentsOf(own, around) : [] }
      })
      return accept({ days: week })
    },

    async readMyDay(request) {
      const { practitionerId, date } = request.params
      request.require('read', 'DayList', { practitionerId })
      const { commitments } = await desk.claims.readDay(practitionerId, date)
      const loaded = await Promise.all(commitments.map(({ about }) => sessionOf(desk, about)))
      const own = loaded.flatMap((one) => (one && mayReadSession(request, one.session) ? [one] : []))
      const patientIds = patientsIn(own.flatMap(({ slots }) => slots))
      await desk.journal.note(
        request.entry({ act: 'day-list-read', aggregateId: `${practitionerId}.${date}`, patientIds }),
      )
      return accept({
        day: await calendarDayOf(date),
        sessions: own.map(({ session, slots }) => withSlots(session, slots)),
      })
    },
  }) satisfies Pick<SchedulingHandlers, 'readMyWeek' | 'readMyDay'>
