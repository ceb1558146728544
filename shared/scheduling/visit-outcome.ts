import type { Session } from './model.ts'
import type { Visit, VisitBecame } from './visit-model.ts'

type Agreed = Pick<Visit, 'practitionerId' | 'plan' | 'sessionId'>

const sameTime = (a: Session['time'], b: Session['time']): boolean => a.start === b.start && a.end === b.end

/** Does the session stand elsewhere than was agreed: on another day, at another time, in another room? */
const isElsewhere = ({ sessionId, plan }: Agreed, now: Session): boolean =>
  now.sessionId !== sessionId || !sameTime(now.time, plan.time) || now.room !== plan.room

/**
 * What has become of an agreed visit.
 * @param sessions its session, then the one that this was moved to, and so on; none where it was given up.
 * @returns undefined where it stands as it was agreed.
 */
export function becameOf(visit: Agreed, sessions: readonly Session[]): VisitBecame | undefined {
  const last = sessions.at(-1)
  if (!last) return { givenUp: true }
  const { practitionerId, practitionerName, sessionId, date, time, room } = last
  const became: VisitBecame = {
    ...(practitionerId === visit.practitionerId ? {} : { substitute: { practitionerId, practitionerName } }),
    ...(isElsewhere(visit, last) ? { moved: { sessionId, date, time, room } } : {}),
    ...(last.state === 'stopped'
      ? { stopped: { reason: last.stopReason ?? 'other', at: last.stoppedAt ?? 0 } }
      : {}),
  }
  return Object.keys(became).length > 0 ? became : undefined
}
