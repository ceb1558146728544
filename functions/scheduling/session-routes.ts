import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { parseSessionId, type Session, sessionIdOf } from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { mayChange, mayPublish } from './policy.ts'
import { sessionAct } from './session-events.ts'
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

/** Planning, changing, discarding and publishing a session. */
export const sessionRoutes = (desk: Desk) =>
  ({
    async createSession(request) {
      const { params, body, now, createdId } = request
      if (!mayPublish(request, params.siteId)) return refuse('site-unknown')
      const suffix = createdId.slice(0, 6)
      const sessionId = sessionIdOf({ siteId: params.siteId, date: body.date, suffix })
      const decision = await decideSession(desk, {
        siteId: params.siteId,
        sessionId,
        plan: body,
        now,
        version: 1,
      })
      if (!decision.ok) return decision
      const session = decision.value
      const entry = request.entry(
        sessionAct('session-planned', session, { aggregateId: createdId, answer: session }),
      )
      return untilSaved(async () => {
        const places = await placing(desk, session)
        if (!places.ok) return places
        const written = await desk.repository.save(
          [...places.value, desk.repository.changed.session(session)],
          entry,
        )
        if (written === 'saved') return accept(session)
        const there =
          written === 'replayed' ||
          (await desk.repository.findSession({ siteId: params.siteId, date: body.date, suffix }))
        return there ? refuse('session-exists') : undefined
      })
    },

    changeSession: (request) =>
      untilSaved(async () => {
        const { params, body, now } = request
        const draft = await draftOf(desk, params.sessionId, body.version, (siteId) =>
          mayChange(request, siteId),
        )
        if (!draft.ok) return draft
        const { siteId, sessionId, date, templateId, version } = draft.value
        if (body.plan.date !== date) return refuse('plan-invalid', { fault: 'date-fixed' })
        const planning = { siteId, sessionId, plan: body.plan, now, version: version + 1, templateId }
        const decision = await decideSession(desk, planning)
        if (!decision.ok) return decision
        const session = decision.value
        const places = await placing(desk, session)
        if (!places.ok) return places
        const replaced = draft.value.practitionerId !== session.practitionerId
        const given = replaced ? [await releasing(desk, draft.value)] : []
        const items = [...places.value, ...given, desk.repository.changed.session(session)]
        const written = await desk.repository.save(
          items,
          request.entry(sessionAct('session-changed', session)),
        )
        return written === 'saved' ? accept(session) : undefined
      }),

    discardSession: (request) =>
      untilSaved(async () => {
        const { params, query } = request
        const draft = await draftOf(desk, params.sessionId, query.version, (siteId) =>
          mayChange(request, siteId),
        )
        if (!draft.ok) return draft
        const session = draft.value
        const items = [...(await leaving(desk, session)), desk.repository.changed.withoutSession(session)]
        const gone = { ...session, version: session.version + 1 }
        const written = await desk.repository.save(
          items,
          request.entry(sessionAct('session-discarded', gone)),
        )
        return written === 'saved' ? accept({ sessionId: session.sessionId }) : undefined
      }),

    publishSession: (request) =>
      untilSaved(async () => {
        const { params, body, now } = request
        const draft = await draftOf(desk, params.sessionId, body.version, (siteId) =>
          mayPublish(request, siteId),
        )
        if (!draft.ok) return draft
        if (draft.value.date < dateAt(now)) return refuse('date-past')
        const staffing = await decideStaffing(desk, draft.value.siteId, draft.value, draft.value.date)
        if (!staffing.ok) return staffing
        const session: Session = { ...draft.value, state: 'published', version: draft.value.version + 1 }
        const slots = freshSlots(session)
        const items = [desk.repository.changed.session(session), ...slots.map(desk.repository.changed.slot)]
        const written = await desk.repository.save(
          items,
          request.entry(sessionAct('session-published', session)),
        )
        return written === 'saved' ? accept(withCells(session, slots)) : undefined
      }),
  }) satisfies Pick<
    SchedulingHandlers,
    'createSession' | 'changeSession' | 'discardSession' | 'publishSession'
  >
