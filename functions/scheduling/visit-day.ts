import { type Claim, decideClaim, type Travel } from '#shared/kernel/claim.ts'
import { type DayIfAccepted, decideRoom, type Visit } from '#shared/scheduling/index.ts'
import { type Desk, travelAmong } from './desk.ts'
import { calendarDayOf } from './holidays.ts'
import { roomTaken } from './visit-arranging.ts'
import { exceedsWeek } from './week-limit.ts'

/** Day and time that it stands for now: the counter-proposal's where there is one. */
const standsFor = ({ state, counter, plan }: Visit) => (state === 'countered' && counter ? counter : plan)

type Names = ReadonlyMap<string, string>

function stopsOf(claims: readonly Claim[], wanted: Claim, names: Names, travel: Travel) {
  return claims.map((claim, index) => {
    const before = claims[index - 1]
    const minutes = before?.placeId && claim.placeId ? travel(before.placeId, claim.placeId) : undefined
    const placeName = claim.placeId ? names.get(claim.placeId) : undefined
    return {
      kind: claim.kind,
      time: claim.time,
      ...(placeName ? { placeName } : {}),
      ...(claim === wanted ? { added: true } : {}),
      ...(before && minutes !== undefined
        ? { travel: { minutes, margin: claim.time.start - before.time.end - minutes } }
        : {}),
    }
  })
}

/** From the last stop back to the hospital that somebody belongs to; nothing where they are there already. */
function wayBackOf(last: Claim | undefined, hospital: string, names: Names, travel: Travel) {
  const placeName = names.get(hospital)
  if (!placeName || !last?.placeId || last.placeId === hospital) return {}
  return { wayBack: { placeName, minutes: travel(last.placeId, hospital) } }
}

/** Why accepting would be refused as things stand: their time first, then the clinic's room. */
async function hindrance(desk: Desk, visit: Visit, rest: readonly Claim[], wanted: Claim, travel: Travel) {
  const claim = decideClaim(rest, wanted, travel)
  if (!claim.ok) return { problem: claim.reason, facts: { ...claim.facts } }
  if (visit.state !== 'asked' || visit.anyRoom) return {}
  const { siteId, visitId, plan } = visit
  const { date, time, room } = plan
  const { uses } = await desk.repository.readRooms(siteId, date)
  const free = decideRoom({ sessionId: visitId, room, time }, uses)
  if (free.ok) return {}
  const { reason, facts } = await roomTaken(desk, { siteId, date, time }, free.facts)
  return { problem: reason, facts: { ...facts } }
}

/** The practitioner's day with the visit in it: every stop, the roads between, and what would stand in its way. */
export async function dayIfAccepted(desk: Desk, visit: Visit): Promise<DayIfAccepted> {
  const { practitionerId, siteId, visitId } = visit
  const { date, time } = standsFor(visit)
  const [day, doctor, profile, isOver] = await Promise.all([
    desk.claims.readDay(practitionerId, date),
    desk.repository.findSiteDoctor(siteId, practitionerId),
    desk.repository.findProfile(practitionerId),
    exceedsWeek(desk, visit, { date, time }),
  ])
  const rest = day.commitments.filter(
    ({ claimId }) => claimId !== visit.sessionId && claimId !== visit.insteadOf,
  )
  const wanted: Claim = { claimId: visitId, kind: 'clinic-visit', placeId: siteId, time }
  const claims = [...rest, wanted].sort((a, b) => a.time.start - b.time.start)
  const hospital = profile?.organisationId ?? ''
  const places = [
    ...new Set([...claims.flatMap(({ placeId }) => placeId ?? []), ...(hospital ? [hospital] : [])]),
  ]
  const [travel, clinics] = await Promise.all([
    travelAmong(desk, places),
    Promise.all(places.map((one) => desk.repository.findClinic(one))),
  ])
  const names = new Map(clinics.flatMap((one) => (one ? [[one.siteId, one.name] as const] : [])))
  const until = doctor?.terms.find(({ from, to }) => from <= date && date <= to)?.to
  return {
    day: await calendarDayOf(date),
    stops: stopsOf(claims, wanted, names, travel),
    ...wayBackOf(claims.at(-1), hospital, names, travel),
    ...(await hindrance(desk, visit, rest, wanted, travel)),
    ...(until ? { filedUntil: until } : {}),
    ...(isOver ? { overWeekLimit: true } : {}),
  }
}
