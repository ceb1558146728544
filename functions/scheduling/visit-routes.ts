import type { Request } from '#functions/platform/request.ts'
import { dateAt, daysBetween } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import { seriesDates, sessionIdOf, type Visit, visitStateAt } from '#shared/scheduling/index.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { calendarDayOf } from './holidays.ts'
import { leaving } from './session-plan.ts'
import { emptySession, withoutSession } from './visit-arranging.ts'
import { askFor } from './visit-asking.ts'
import { droppedAct, lapseOf, visitAct } from './visit-events.ts'
import { mayAsk } from './visit-policy.ts'

const suffixOf = (createdId: string): string => createdId.slice(0, 6)

const bookVisit: Handler<'bookVisit'> = (desk) => async (request) => {
  const { params, body, createdId } = request
  const { siteId } = params
  if (!mayAsk(request, siteId)) return refuse('site-unknown')
  const { practitionerId, plan, words } = body
  const ask = { siteId, practitionerId, plan, words, suffix: suffixOf(createdId) }
  return askFor(desk, ask, request, { createdId })
}

type Series = Parameters<SchedulingHandlers['bookVisitSeries']>[0]
const longestSeriesDays = 366

/**
 * One day of a series: asked for or agreed as any other visit; what stands in its way is its line's to say. Nobody chooses
 * a room for each of many days: where the named one is taken another one does.
 */
async function occurrence(desk: Desk, request: Series, date: string) {
  const { params, body, createdId } = request
  const { siteId } = params
  const suffix = suffixOf(createdId)
  const visitId = sessionIdOf({ siteId, date, suffix })
  const known = await desk.repository.findVisit(visitId)
  if (known) return { outcome: 'exists' as const, visitId }
  const { practitionerId, plan, words } = body
  const own = { ...plan, date }
  const ask = { siteId, practitionerId, words, suffix, plan: own, anyRoom: true, seriesId: createdId }
  const asked = await askFor(desk, ask, request)
  if (asked.ok) return { outcome: outcomeOf(asked.value), visitId }
  const { reason, facts } = asked
  return { outcome: 'refused' as const, problem: reason, ...(facts ? { facts: { ...facts } } : {}) }
}
const outcomeOf = ({ state }: Visit) => (state === 'accepted' ? ('accepted' as const) : ('asked' as const))

/** A day that is left out has its line too; a holiday is left out by itself. */
async function lineOn(desk: Desk, request: Series, date: string) {
  const day = await calendarDayOf(date)
  const excepted = request.body.except.includes(date) || day.kind === 'holiday'
  const line = excepted ? { outcome: 'excepted' as const } : await occurrence(desk, request, date)
  return { date, day, ...line }
}

const bookVisitSeries: Handler<'bookVisitSeries'> = (desk) => async (request) => {
  const { params, body, createdId, now } = request
  if (!mayAsk(request, params.siteId)) return refuse('site-unknown')
  const { plan, everyWeeks, until } = body
  if (plan.date < dateAt(now)) return refuse('date-past')
  if (until < plan.date || daysBetween(plan.date, until) > longestSeriesDays)
    return refuse('plan-invalid', { fault: 'ends-before-it-begins' })
  const lines = []
  for (const date of seriesDates(plan.date, everyWeeks, until)) lines.push(await lineOn(desk, request, date))
  return accept({ seriesId: createdId, lines })
}

/** The visit that a clinic's people want to do something with, as they have read it. */
export async function visitOf(
  { repository }: Desk,
  visitId: string,
  version: number,
  may: (visit: Visit) => boolean,
) {
  const visit = await repository.findVisit(visitId, { fresh: true })
  if (!visit || !may(visit)) return refuse('visit-unknown')
  return visit.version === version ? accept(visit) : refuse('stale-version', { version: visit.version })
}

const isOpen = (visit: Visit, now: number): boolean =>
  ['asked', 'countered'].includes(visitStateAt(visit, now))

async function withdraw(desk: Desk, request: Pick<Request<Operation>, 'now' | 'entry'>, found: Visit) {
  const { now } = request
  if (!isOpen(found, now)) return refuse('visit-over', { state: visitStateAt(found, now) })
  const visit: Visit = { ...found, state: 'withdrawn', answeredAt: now, version: found.version + 1 }
  const { changed, save } = desk.repository
  const items = [changed.visit(visit), desk.due.drop(lapseOf(found))]
  const written = await save(items, request.entry(visitAct('visit-withdrawn', visit)))
  return written === 'saved' ? accept(visit) : undefined
}

const withdrawVisit: Handler<'withdrawVisit'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body } = request
    const found = await visitOf(desk, params.visitId, body.version, ({ siteId }) => mayAsk(request, siteId))
    return found.ok ? withdraw(desk, request, found.value) : found
  })

/** An agreed visit that nobody is booked in goes with its session; time, room and week are given back. */
async function drop(desk: Desk, request: Parameters<SchedulingHandlers['dropOccurrence']>[0], found: Visit) {
  const empty = await emptySession(desk, found.sessionId ?? '', request.now)
  if (!empty.ok) return empty
  const { session } = empty.value
  const visit: Visit = { ...found, state: 'withdrawn', version: found.version + 1 }
  const items = [
    ...(await leaving(desk, session)),
    ...withoutSession(desk, empty.value),
    desk.repository.changed.visit(visit),
  ]
  const written = await desk.repository.save(items, request.entry(droppedAct(visit, session)))
  return written === 'saved' ? accept(visit) : undefined
}

const dropOccurrence: Handler<'dropOccurrence'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body } = request
    const found = await visitOf(desk, params.visitId, body.version, ({ siteId }) => mayAsk(request, siteId))
    if (!found.ok) return found
    return found.value.state === 'accepted'
      ? drop(desk, request, found.value)
      : withdraw(desk, request, found.value)
  })

/** Of the clinic: asking, in a row too, and taking back. */
export const visitRoutes = (desk: Desk) => ({
  bookVisit: bookVisit(desk),
  bookVisitSeries: bookVisitSeries(desk),
  withdrawVisit: withdrawVisit(desk),
  dropOccurrence: dropOccurrence(desk),
})
