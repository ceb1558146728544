import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { parseSessionId, type Session, type SessionWithCells, sessionIdOf } from '#shared/scheduling/index.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { lettingGo } from './letting-go.ts'
import { mayChange, mayPublish } from './policy.ts'
import { sessionAct, sessionFacts } from './session-events.ts'
import { doneBefore } from './session-loading.ts'
import { decideSession, decideStaffing, freshSlots, leaving, placing, releasing } from './session-plan.ts'
import { withCells } from './views.ts'

type Draft = Decision<Session, 'session-unknown' | 'session-not-draft' | 'stale-version'>

/** The draft that somebody wants to change, where it is one and has not changed since they read it. */
async function draftOf(
  { repository }: Desk,
  sessionId: string,
  version: number,
  may: (siteId: string) => boolean,
): Promise<Draft> {
  const key = parseSessionId(sessionId)
  const session = key && may(key.siteId) ? await repository.findSession(key, { fresh: true }) : undefined
  if (!session) return refuse('session-unknown')
  if (session.state !== 'draft') return refuse('session-not-draft', { state: session.state })
  return session.version === version ? accept(session) : refuse('stale-version', { version: session.version })
}

const createSession: Handler<'createSession'> = (desk) => async (request) => {
  const { params, body, now, createdId } = request
  const { siteId } = params
  if (!mayPublish(request, siteId)) return refuse('site-unknown')
  const key = { siteId, date: body.date, suffix: createdId.slice(0, 6) }
  const decision = await decideSession(desk, {
    siteId,
    sessionId: sessionIdOf(key),
    plan: body,
    now,
    version: 1,
  })
  if (!decision.ok) return decision
  const session = decision.value
  const entry = request.entry(
    sessionAct('session-planned', session, { aggregateId: createdId, answer: session }),
  )
  const { changed, save, findSession } = desk.repository
  return untilSaved(async () => {
    const places = await placing(desk, session)
    if (!places.ok) return places
    const written = await save([...places.value, changed.session(session)], entry)
    if (written === 'saved') return accept(session)
    const there = written === 'replayed' || (await findSession(key, { fresh: true }))
    return there ? refuse('session-exists') : undefined
  })
}

/** The practitioner who was planned before gets their time back, where it is another now. */
const givenBack = async (desk: Desk, before: Session, after: Session) =>
  before.practitionerId === after.practitionerId ? [] : await releasing(desk, before)

/** `instead` tells that it is no longer the work of whoever was planned before. */
const changedFacts = (before: Session, after: Session) => ({
  ...sessionFacts(after),
  ...(before.practitionerId === after.practitionerId
    ? {}
    : { instead: sessionFacts({ ...before, version: after.version }) }),
})

const changeSession: Handler<'changeSession'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body, now } = request
    const draft = await draftOf(desk, params.sessionId, body.version, (siteId) => mayChange(request, siteId))
    if (!draft.ok) return draft
    const { siteId, sessionId, date, templateId, version } = draft.value
    if (body.plan.date !== date) return refuse('plan-invalid', { fault: 'date-fixed' })
    const planning = { siteId, sessionId, plan: body.plan, now, version: version + 1, templateId }
    const decision = await decideSession(desk, planning)
    if (!decision.ok) return decision
    const session = decision.value
    const places = await placing(desk, session)
    if (!places.ok) return places
    const { changed, save } = desk.repository
    const items = [
      ...places.value,
      ...(await givenBack(desk, draft.value, session)),
      changed.session(session),
    ]
    const act = sessionAct('session-changed', session, { data: changedFacts(draft.value, session) })
    const written = await save(items, request.entry(act))
    return written === 'saved' ? accept(session) : undefined
  })

const discardSession: Handler<'discardSession'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, query } = request
    const draft = await draftOf(desk, params.sessionId, query.version, (siteId) => mayChange(request, siteId))
    if (!draft.ok) return draft
    const session = draft.value
    const { changed, save } = desk.repository
    const items = [...(await leaving(desk, session)), changed.withoutSession(session)]
    const gone = { ...session, version: session.version + 1 }
    const written = await save(items, request.entry(sessionAct('session-discarded', gone)))
    return written === 'saved' ? accept({ sessionId: session.sessionId }) : undefined
  })

/** The session with its numbers, where this very publication has happened already. */
async function publishedBefore(
  desk: Desk,
  sessionId: string,
  version: number,
): Promise<SessionWithCells | undefined> {
  const key = parseSessionId(sessionId)
  const session = key && (await desk.repository.findSession(key))
  if (!key || !session || !doneBefore(session, 'published', version)) return undefined
  return withCells(session, await desk.repository.listSlots(key))
}

type Publishing = Parameters<SchedulingHandlers['publishSession']>[0]

async function publish(desk: Desk, request: Publishing) {
  const { params, body, now } = request
  const may = (siteId: string) => mayPublish(request, siteId)
  const draft = await draftOf(desk, params.sessionId, body.version, may)
  if (!draft.ok) return draft
  const { siteId, date, version } = draft.value
  if (date < dateAt(now)) return refuse('date-past')
  const staffing = await decideStaffing(desk, siteId, draft.value, date)
  if (!staffing.ok) return staffing
  const session: Session = { ...draft.value, state: 'published', version: version + 1 }
  const slots = freshSlots(session)
  const { changed, save } = desk.repository
  const items = [
    changed.session(session),
    ...slots.map(changed.slot),
    ...lettingGo(desk, session, now),
    changed.counted(session),
  ]
  const written = await save(items, request.entry(sessionAct('session-published', session)))
  return written === 'saved' ? accept(withCells(session, slots)) : undefined
}

const publishSession: Handler<'publishSession'> = (desk) => async (request) => {
  const before = await publishedBefore(desk, request.params.sessionId, request.body.version)
  if (before && mayPublish(request, before.siteId)) return accept(before)
  return untilSaved(() => publish(desk, request))
}

/** Planning, changing, discarding and publishing a session. */
export const sessionRoutes = (desk: Desk) => ({
  createSession: createSession(desk),
  changeSession: changeSession(desk),
  discardSession: discardSession(desk),
  publishSession: publishSession(desk),
})
