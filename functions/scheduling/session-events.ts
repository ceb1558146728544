import type { Act } from '#functions/platform/journal.ts'
import type { Session } from '#shared/scheduling/index.ts'

/** What listeners hear of a session: enough to keep a row of it, and no person but the practitioner. */
export const sessionFacts = (session: Session) => {
  const {
    sessionId,
    siteId,
    siteName,
    practitionerId,
    practitionerName,
    date,
    time,
    room,
    kind,
    halfDay,
    state,
    version,
  } = session
  return {
    sessionId,
    siteId,
    siteName,
    practitionerId,
    practitionerName,
    date,
    time,
    room,
    kind,
    halfDay,
    state,
    version,
  }
}

export const sessionAct = (act: string, session: Session, more: Partial<Act> = {}): Act => ({
  act,
  aggregateId: session.sessionId,
  bodyId: session.siteId,
  data: sessionFacts(session),
  ...more,
})
