import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import {
  type AgreedVisit,
  answerUntil,
  decideChosenRoom,
  isNear,
  movedPlan,
  type SessionPlan,
  type Visit,
  type VisitCommand,
  visitLifecycle,
  visitStateAt,
} from '#shared/scheduling/index.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { decideSession } from './session-plan.ts'
import { arranging } from './visit-arranging.ts'
import { knownRooms } from './visit-defaults.ts'
import { acceptedAct, lapseOf, visitAct } from './visit-events.ts'
import { mayAnswer, mayAsk } from './visit-policy.ts'
import { visitOf } from './visit-routes.ts'
import { exceedsWeek } from './week-limit.ts'

type Answering = Parameters<SchedulingHandlers['answerVisit']>[0]
type Agreeing = Parameters<SchedulingHandlers['answerProposal']>[0]

/** The step, where the state table has it now. */
const stepTo = (visit: Visit, command: VisitCommand, now: number) => {
  const from = visitStateAt(visit, now)
  const to = next(visitLifecycle, from, command)
  return to ? accept(to) : refuse('visit-over' as const, { state: from })
}

/** What is agreed to; `room` where whoever agrees names one. */
interface Agreed {
  readonly plan: SessionPlan
  readonly room?: string | undefined
}

/**
 * Makes it a session by the plan, however full the week: who answers for themselves may say yes beyond their own limit,
 * and the answer says so. Of two who answer at once, or two clinics that want the same hour, one succeeds.
 */
async function agree(
  desk: Desk,
  request: Answering | Agreeing,
  { anyRoom, ...found }: Visit,
  { room, ...agreed }: Agreed,
) {
  const { now } = request
  const plan: SessionPlan = { ...agreed.plan, ...(room === undefined ? {} : { room }) }
  const isAny = room === undefined && anyRoom === true
  const visit: Visit = { ...found, ...(isAny ? { anyRoom } : {}), version: found.version + 1 }
  const [arranged, isOver] = await Promise.all([
    arranging(desk, { visit, plan, now }),
    exceedsWeek(desk, visit, plan),
  ])
  if (!arranged.ok) return arranged
  const { session, visit: accepted, instead, items } = arranged.value
  const written = await desk.repository.save(items, request.entry(acceptedAct(accepted, session, instead)))
  const told: AgreedVisit = isOver ? { ...accepted, overWeekLimit: true } : accepted
  return written === 'saved' ? accept(told) : undefined
}

async function keep(
  desk: Desk,
  request: Answering | Agreeing,
  found: Visit,
  act: string,
  changes: Partial<Visit>,
) {
  const visit: Visit = { ...found, ...changes, version: found.version + 1 }
  const { changed, save } = desk.repository
  const open = visit.state === 'countered'
  const moved = open && visit.answerBy !== found.answerBy
  const items = [
    changed.visit(visit),
    ...(open && !moved ? [] : [desk.due.drop(lapseOf(found))]),
    ...(moved ? [desk.due.plan(lapseOf(visit))] : []),
  ]
  const written = await save(items, request.entry(visitAct(act, visit)))
  return written === 'saved' ? accept(visit) : undefined
}

/** As planned, or in another of the clinic's rooms where that one has been taken since. */
async function agreeInRoom(desk: Desk, request: Answering, found: Visit, room: string | undefined) {
  const { plan, siteId } = found
  if (room === undefined) return agree(desk, request, found, { plan })
  const chosen = decideChosenRoom(room, plan.room, await knownRooms(desk, siteId, plan.date))
  return chosen.ok ? agree(desk, request, found, { plan, room: chosen.value }) : chosen
}

type Counter = Extract<Answering['body']['answer'], { as: 'counter' }>

/** Another day or start. The clinic has as long to answer as the practitioner had. */
async function counter(desk: Desk, request: Answering, found: Visit, { date, time, words }: Counter) {
  const { now } = request
  if (date < dateAt(now)) return refuse('date-past')
  if (!isNear(found.plan.date, date, desk.settings)) return refuse('plan-invalid', { fault: 'too-far-off' })
  const plan = movedPlan(found.plan, { date, time })
  const { siteId, visitId } = found
  const possible = await decideSession(desk, { siteId, sessionId: visitId, plan, now, version: 1 })
  if (!possible.ok) return possible
  const answerBy = answerUntil({ date, time }, now, desk.settings)
  if (answerBy === undefined) return refuse('plan-invalid', { fault: 'too-late-to-ask' })
  const proposed = { date, time, ...(words ? { words } : {}) }
  return keep(desk, request, found, 'visit-countered', {
    state: 'countered',
    counter: proposed,
    answerBy,
    answeredAt: now,
  })
}

async function answer(desk: Desk, request: Answering, found: Visit) {
  const { now, body } = request
  const said = body.answer
  const step = stepTo(found, said.as, now)
  if (!step.ok) return step
  if (said.as === 'accept') return agreeInRoom(desk, request, found, said.room)
  if (said.as === 'counter') return counter(desk, request, found, said)
  return keep(desk, request, found, 'visit-declined', {
    state: step.value,
    declineReason: said.reason,
    ...(said.words ? { declineWords: said.words } : {}),
    answeredAt: now,
  })
}

const answerVisit: Handler<'answerVisit'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body } = request
    const found = await visitOf(desk, params.visitId, body.version, (visit) => mayAnswer(request, visit))
    return found.ok ? answer(desk, request, found.value) : found
  })

/** The clinic's answer to another day: agreed as proposed, in its own room, or withdrawn. */
async function answerCounter(desk: Desk, request: Agreeing, visit: Visit) {
  const { body, now } = request
  const state = visitStateAt(visit, now)
  if (state !== 'countered' || !visit.counter) return refuse('visit-over', { state })
  const plan = movedPlan(visit.plan, visit.counter)
  if (body.agree) return agree(desk, request, visit, { plan, room: body.room })
  return keep(desk, request, visit, 'visit-withdrawn', { state: 'withdrawn', answeredAt: now })
}

const answerProposal: Handler<'answerProposal'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body } = request
    const found = await visitOf(desk, params.visitId, body.version, ({ siteId }) => mayAsk(request, siteId))
    return found.ok ? answerCounter(desk, request, found.value) : found
  })

export const visitAnswerRoutes = (desk: Desk) => ({
  answerVisit: answerVisit(desk),
  answerProposal: answerProposal(desk),
})
