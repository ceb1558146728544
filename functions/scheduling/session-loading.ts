import { parseSessionId, type Session } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import type { StoredSlot } from './records.ts'

export interface Loaded {
  readonly session: Session
  readonly slots: StoredSlot[]
}

/**
 * A session with all its numbers, read fresh, the session first: whoever then writes it on the condition of its version
 * has seen its numbers as they became with that version. Read beside each other, a session that is stopped in the same
 * moment may come with the numbers of before.
 */
export async function loadSession({ repository }: Desk, sessionId: string): Promise<Loaded | undefined> {
  const key = parseSessionId(sessionId)
  if (!key) return undefined
  const fresh = { fresh: true }
  const session = await repository.findSession(key, fresh)
  return session && { session, slots: await repository.listSlots(key, fresh) }
}

/**
 * The step was taken already, and nothing since: asked for again with the version from before it, because its answer
 * was lost, it is answered and not refused.
 */
export const doneBefore = (session: Session, state: Session['state'], version: number): boolean =>
  session.state === state && session.version === version + 1
