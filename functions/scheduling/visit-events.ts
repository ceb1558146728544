import type { DueThing } from '#functions/platform/due.ts'
import type { Act } from '#functions/platform/journal.ts'
import type { Session, Visit } from '#shared/scheduling/index.ts'
import { sessionAct, sessionFacts } from './session-events.ts'

/** What listeners hear of a visit: where, when, who; never the words of either side. */
export const visitFacts = (visit: Visit) => {
  const { visitId, siteId, siteName, practitionerId, practitionerName, plan, state, mode, version } = visit
  const { counter, declineReason, seriesId, sessionId } = visit
  const { date, time, kind } = plan
  return {
    ...{
      visitId,
      siteId,
      siteName,
      practitionerId,
      practitionerName,
      date,
      time,
      kind,
      state,
      mode,
      version,
    },
    ...(counter ? { counter: { date: counter.date, time: counter.time } } : {}),
    ...(declineReason ? { declineReason } : {}),
    ...(seriesId ? { seriesId } : {}),
    ...(sessionId ? { sessionId } : {}),
  }
}

export const visitAct = (act: string, visit: Visit, more: Partial<Act> = {}): Act => ({
  act,
  aggregateId: visit.visitId,
  bodyId: visit.siteId,
  data: visitFacts(visit),
  ...more,
})

/**
 * An accepted visit is a published session, and is told as one: whoever listens to sessions need not know how it came
 * about. `visit` is with it for who does, `instead` where another day was given up for it.
 */
export const acceptedAct = (
  visit: Visit,
  session: Session,
  instead: Session | undefined,
  more: Partial<Act> = {},
): Act =>
  sessionAct('session-published', session, {
    data: {
      ...sessionFacts(session),
      visit: visitFacts(visit),
      ...(instead ? { instead: sessionFacts({ ...instead, version: instead.version + 1 }) } : {}),
    },
    ...more,
  })

/** The session of an agreed visit goes while nobody is booked: told as every discarded one. */
export const droppedAct = (visit: Visit, session: Session): Act =>
  sessionAct('session-discarded', session, {
    data: { ...sessionFacts({ ...session, version: session.version + 1 }), visit: visitFacts(visit) },
  })

/** Tells the clinic that nobody answered. The state itself is judged when it is read. */
export const lapseOf = ({ visitId, answerBy }: Pick<Visit, 'visitId' | 'answerBy'>): DueThing => ({
  at: answerBy,
  kind: 'visit-lapse',
  id: visitId,
})
