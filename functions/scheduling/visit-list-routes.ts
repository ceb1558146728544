import { addDays } from '#shared/kernel/calendar.ts'
import { type Claim, decideClaim } from '#shared/kernel/claim.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type DayIfAccepted, type Visit, visitStateAt } from '#shared/scheduling/index.ts'
import { type Desk, type Handler, travelAmong } from './desk.ts'
import { calendarDayOf } from './holidays.ts'
import { demandAt } from './visit-defaults.ts'
import { commandsFor, mayAnswer, mayReadVisit } from './visit-policy.ts'
import { exceedsWeek } from './week-limit.ts'

/** As it stands by the clock. */
const asOf = (visit: Visit, now: number): Visit => ({ ...visit, state: visitStateAt(visit, now) })
const isPending = ({ state }: Visit): boolean => state === 'asked' || state === 'countered'
/** The day that it stands for now. */
const dayOf = ({ state, counter, plan }: Visit): string =>
  state === 'countered' ? (counter?.date ?? plan.date) : plan.date

const listed = (visits: readonly Visit[], now: number) => {
  const standing = visits.map((one) => asOf(one, now))
  return {
    visits: standing.sort(
      (a, b) =>
        (dayOf(a) < dayOf(b) ? -1 : Number(dayOf(a) > dayOf(b))) || a.plan.time.start - b.plan.time.start,
    ),
    pending: standing.filter(isPending).length,
  }
}

const listVisits: Handler<'listVisits'> = (desk) => async (request) => {
  const { params, query, now } = request
  const { siteId } = params
  const clinic = await desk.repository.findClinic(siteId)
  if (!clinic || !mayReadVisit(request, { siteId, practitionerId: '' })) return refuse('site-unknown')
  const { from, days } = query
  const to = addDays(from, days - 1)
  const around = desk.settings.counterDays
  const asked = await desk.repository.listVisitsAt(siteId, addDays(from, -around), addDays(to, around))
  return accept(
    listed(
      asked.filter((one) => from <= dayOf(one) && dayOf(one) <= to),
      now,
    ),
  )
}

const listMyVisits: Handler<'listMyVisits'> = (desk) => async (request) => {
  const { params, query, now } = request
  const { practitionerId } = params
  request.require('answer', 'Visit', { practitionerId })
  const { from, days } = query
  const visits = await desk.repository.listVisitsOf(practitionerId, from, addDays(from, days - 1))
  return accept(listed(visits, now))
}

/** The practitioner's day with the visit in it: every stop, the roads between, and what would stand in its way. */
async function dayIfAccepted(desk: Desk, visit: Visit): Promise<DayIfAccepted> {
  const { practitionerId, siteId, plan, counter, state, visitId } = visit
  const { date, time } = state === 'countered' && counter ? counter : plan
  const [day, doctor, isOver] = await Promise.all([
    desk.claims.readDay(practitionerId, date),
    desk.repository.findSiteDoctor(siteId, practitionerId),
    exceedsWeek(desk, visit, { date, time }),
  ])
  const rest = day.commitments.filter(
    ({ claimId }) => claimId !== visit.sessionId && claimId !== visit.insteadOf,
  )
  const wanted: Claim = { claimId: visitId, kind: 'clinic-visit', placeId: siteId, time }
  const claims = [...rest, wanted].sort((a, b) => a.time.start - b.time.start)
  const places = [...new Set(claims.flatMap(({ placeId }) => placeId ?? []))]
  const [travel, clinics] = await Promise.all([
    travelAmong(desk, places),
    Promise.all(places.map((one) => desk.repository.findClinic(one))),
  ])
  const names = new Map(clinics.flatMap((one) => (one ? [[one.siteId, one.name] as const] : [])))
  const decision = decideClaim(rest, wanted, travel)
  const until = doctor?.terms.find(({ from, to }) => from <= date && date <= to)?.to
  const stops = claims.map((claim, index) => {
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
  return {
    day: await calendarDayOf(date),
    stops,
    ...(decision.ok ? {} : { problem: decision.reason, facts: { ...decision.facts } }),
    ...(until ? { filedUntil: until } : {}),
    ...(isOver ? { overWeekLimit: true } : {}),
  }
}

const readVisit: Handler<'readVisit'> = (desk) => async (request) => {
  const { params, now } = request
  const found = await desk.repository.findVisit(params.visitId)
  if (!found || !mayReadVisit(request, found)) return refuse('visit-unknown')
  const visit = asOf(found, now)
  const [waiting, day] = await Promise.all([
    demandAt(desk, visit.siteId, now),
    mayAnswer(request, visit) ? dayIfAccepted(desk, visit) : undefined,
  ])
  return accept({ visit, commands: commandsFor(request, found, now), waiting, ...(day ? { day } : {}) })
}

export const visitListRoutes = (desk: Desk) => ({
  listVisits: listVisits(desk),
  listMyVisits: listMyVisits(desk),
  readVisit: readVisit(desk),
})
