import { addDays, dateAt, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  byNeedThenTime,
  needsCall,
  parseSessionId,
  type Session,
  stopsToCome,
} from '#shared/scheduling/index.ts'
import { actingBy, lookedBack } from './cascade-acting.ts'
import { openCascade } from './cascade-begin.ts'
import type { Desk, Handler } from './desk.ts'
import { mayCascade } from './policy.ts'

const startCascade: Handler<'startCascade'> = (desk) => async (request) => {
  const { sessionId } = request.params
  const key = parseSessionId(sessionId)
  if (!key || !mayCascade(request, 'change', key.siteId)) return refuse('session-unknown')
  return openCascade(desk, actingBy(request, ''), sessionId, request.body.offers)
}

interface Span {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly today: IsoDate
}
const sessionsAhead = async (desk: Desk, siteId: string, { from, to, today }: Span): Promise<Session[]> =>
  to < today ? [] : desk.repository.listSessions(siteId, from < today ? today : from, to)

const listCascades: Handler<'listCascades'> = (desk) => async (request) => {
  const { siteId } = request.params
  const { from, days } = request.query
  const clinic = await desk.repository.findClinic(siteId)
  if (!clinic || !mayCascade(request, 'list', siteId)) return refuse('site-unknown')
  const to = addDays(from, days - 1)
  const [cascades, sessions] = await Promise.all([
    desk.repository.listCascadesAt(siteId, from, to),
    sessionsAhead(desk, siteId, { from, to, today: dateAt(request.now) }),
  ])
  return accept({ cascades, toCome: stopsToCome(sessions, cascades) })
}

const listAllCascades: Handler<'listAllCascades'> = (desk) => async (request) =>
  accept({ cascades: await desk.repository.listCascadesIn(request.query.month) })

/** Days ahead for which sessions can be stopped. */
const stoppedAhead = 120

const listNotReached: Handler<'listNotReached'> = (desk) => async (request) => {
  const { siteId } = request.params
  const clinic = await desk.repository.findClinic(siteId)
  if (!clinic || !mayCascade(request, 'read', siteId)) return refuse('site-unknown')
  const today = dateAt(request.now)
  const [from, to] = [addDays(today, -lookedBack), addDays(today, stoppedAhead)]
  const lines = (await desk.repository.listLinesAt(siteId, from, to)).filter(needsCall)
  const order = lines.sort((a, b) => byNeedThenTime(a, b) || a.date.localeCompare(b.date))
  const patientIds = [...new Set(lines.map(({ patientId }) => patientId))]
  const act = { act: 'not-reached-read', aggregateId: siteId, bodyId: siteId, patientIds }
  await desk.journal.note(request.entry(act))
  return accept({ lines: order })
}

/** Beginning at once, and how far each stopped session is. */
export const cascadeListRoutes = (desk: Desk) => ({
  startCascade: startCascade(desk),
  listCascades: listCascades(desk),
  listAllCascades: listAllCascades(desk),
  listNotReached: listNotReached(desk),
})
