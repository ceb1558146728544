import { addDays } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type Visit, visitStateAt } from '#shared/scheduling/index.ts'
import type { Desk, Handler } from './desk.ts'
import { dayIfAccepted } from './visit-day.ts'
import { demandAt } from './visit-defaults.ts'
import { withOutcome } from './visit-outcomes.ts'
import { commandsFor, mayAnswer, mayReadVisit } from './visit-policy.ts'

/** As it stands by the clock. */
const asOf = (visit: Visit, now: number): Visit => ({ ...visit, state: visitStateAt(visit, now) })
const isPending = ({ state }: Visit): boolean => state === 'asked' || state === 'countered'
/** The day that it stands for now. */
const dayOf = ({ state, counter, plan }: Visit): string =>
  state === 'countered' ? (counter?.date ?? plan.date) : plan.date

async function listed(desk: Desk, visits: readonly Visit[], now: number) {
  const standing = await Promise.all(visits.map((one) => withOutcome(desk, asOf(one, now))))
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
  const within = asked.filter((one) => from <= dayOf(one) && dayOf(one) <= to)
  return accept(await listed(desk, within, now))
}

const listMyVisits: Handler<'listMyVisits'> = (desk) => async (request) => {
  const { params, query, now } = request
  const { practitionerId } = params
  request.require('answer', 'Visit', { practitionerId })
  const { from, days } = query
  const visits = await desk.repository.listVisitsOf(practitionerId, from, addDays(from, days - 1))
  return accept(await listed(desk, visits, now))
}

const readVisit: Handler<'readVisit'> = (desk) => async (request) => {
  const { params, now } = request
  const found = await desk.repository.findVisit(params.visitId)
  if (!found || !mayReadVisit(request, found)) return refuse('visit-unknown')
  const visit = await withOutcome(desk, asOf(found, now))
  const isTheirs = mayAnswer(request, visit) && visit.became === undefined
  const [waiting, day] = await Promise.all([
    demandAt(desk, visit.siteId, now),
    isTheirs ? dayIfAccepted(desk, visit) : undefined,
  ])
  return accept({ visit, commands: commandsFor(request, visit, now), waiting, ...(day ? { day } : {}) })
}

export const visitListRoutes = (desk: Desk) => ({
  listVisits: listVisits(desk),
  listMyVisits: listMyVisits(desk),
  readVisit: readVisit(desk),
})
