import { instantOf } from '#shared/kernel/calendar.ts'
import { overflowTimes, type Session } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import type { Change } from './writing-repository.ts'

export const letGoKind = 'numbers-let-go'

/**
 * Due with a session's publication: the release of its numbers and each instant at which unused ones go on to another
 * channel. What may be booked is judged by the clock alone; then the file is made anew and the waiting list is looked at.
 * 2 WCU for each instant that is still to come.
 */
export const lettingGo = ({ due }: Pick<Desk, 'due'>, session: Session, now: number): Change[] => {
  const end = instantOf(session.date, session.time.end)
  return [...new Set([session.releaseAt, ...overflowTimes(session)])]
    .filter((at) => now < at && at < end)
    .map((at) => due.plan({ at, kind: letGoKind, id: session.sessionId }))
}
