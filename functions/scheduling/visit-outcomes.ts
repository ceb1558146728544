import { becameOf, parseSessionId, type Session, type Visit } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'

/** Moves of one visit that are followed. */
const mostMoves = 8

/** The session that a visit became, then the one that this was moved to, and so on. 1 RCU each, fresh. */
async function sessionsOf({ repository }: Desk, sessionId: string): Promise<Session[]> {
  const found: Session[] = []
  let next: string | undefined = sessionId
  while (next !== undefined && found.length < mostMoves) {
    const key = parseSessionId(next)
    const session: Session | undefined = key && (await repository.findSession(key, { fresh: true }))
    if (!session) return found
    found.push(session)
    next = session.movedTo
  }
  return found
}

/** With what has become of it since it was agreed: its session says, the visit itself is not written again. */
export async function withOutcome(desk: Desk, visit: Visit): Promise<Visit> {
  if (visit.state !== 'accepted' || visit.sessionId === undefined) return visit
  const became = becameOf(visit, await sessionsOf(desk, visit.sessionId))
  return became ? { ...visit, became } : visit
}
