import { instantOf } from '#shared/kernel/calendar.ts'
import type { SessionWithSlots } from '#shared/scheduling/index.ts'

/** The session that is asked for, else the one that runs or comes next, else the last of the day. */
export function currentSession<One extends SessionWithSlots>(
  sessions: readonly One[],
  wanted: string | undefined,
  now: number,
): One | undefined {
  const asked = sessions.find(({ sessionId }) => sessionId === wanted)
  return asked ?? sessions.find(({ date, time }) => now < instantOf(date, time.end)) ?? sessions.at(-1)
}
