import type { ClaimedDay } from '#functions/platform/claims.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type { Claim, Travel } from '#shared/kernel/claim.ts'
import { accept } from '#shared/kernel/decision.ts'
import {
  type Commitment,
  type PractitionerDay,
  parseSessionId,
  type WeekSession,
} from '#shared/scheduling/index.ts'
import type { Desk, SchedulingHandlers } from './desk.ts'
import { calendarDayOf, calendarDays } from './holidays.ts'
import { mayReadSession } from './policy.ts'
import type { KeptWork } from './projections.ts'
import { patientsIn, withSlots } from './views.ts'
import { type Around, aroundDays } from './week-places.ts'

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

/** As the practitioner's own list tells of it; undefined where it has not heard of it yet, or not any more. */
function weekSessionOf(kept: KeptWork | undefined): WeekSession | undefined {
  if (!kept || kept.work.state === 'discarded') return undefined
  const { sessionId, room, state } = kept.work
  return { sessionId, room, state, ...(kept.counts ? { counts: kept.counts } : {}) }
}

function commitmentsOf(
  { commitments }: ClaimedDay,
  works: ReadonlyMap<string, KeptWork>,
  { nameOf, travel }: Around,
): Commitment[] {
  return commitments.map((claim, index) => {
    const { claimId, kind, time, placeId, about } = claim
    const placeName = placeId === undefined ? undefined : nameOf(placeId)
    const session = weekSessionOf(works.get(about ?? ''))
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

/** What a practitioner sees over all sites. */
export const practitionerRoutes = (desk: Desk) =>
  ({
    /** Three calls, whatever the week holds: commitments, sessions, and what is known of the places. */
    async readMyWeek(request) {
      const { practitionerId } = request.params
      const { from, days } = request.query
      request.require('read', 'Week', { practitionerId })
      const to = addDays(from, days - 1)
      const [claimed, kept] = await Promise.all([
        desk.claims.listDays(practitionerId, from, to),
        desk.repository.listWork(practitionerId, from, addDays(to, 1)),
      ])
      const works = new Map(kept.map((one) => [one.work.sessionId, one]))
      const around = await aroundDays(
        desk,
        claimed.map(({ commitments }) => commitments),
        kept,
      )
      const week = (await calendarDays(from, days)).map((day): PractitionerDay => {
        const own = claimed.find(({ date }) => date === day.date)
        return { date: day.date, day, commitments: own ? commitmentsOf(own, works, around) : [] }
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
