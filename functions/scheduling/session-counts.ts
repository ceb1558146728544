import { countsOf, parseSessionId, type Session } from '#shared/scheduling/index.ts'
import type { ProjectionWriter } from './projection-repository.ts'
import type { Counted } from './projections.ts'
import type { StoredSlot } from './records.ts'
import type { SchedulingRepository } from './repository.ts'

type SlotsOf = (sessionId: string) => readonly StoredSlot[]

const countedIn = (slots: readonly StoredSlot[]): Counted => ({
  counts: countsOf(slots),
  counted: slots.reduce((sum, { version }) => sum + version, 0),
})

const fresh = { fresh: true }

/** At most so many items in one call. */
const together = 100

/**
 * Keeps in the practitioners' weeks how many of a session's numbers are taken. Whoever has just read the numbers hands
 * them in; a write happens only where they have changed since they were counted last. Doubled, late and reordered
 * events do no harm: the count of the later numbers stands.
 */
export function sessionCounts(
  repository: Pick<SchedulingRepository, 'findWorks' | 'findSession' | 'listSlots'>,
  { keepCounts }: Pick<ProjectionWriter, 'keepCounts'>,
) {
  async function keep(sessions: readonly Session[], slotsOf: SlotsOf): Promise<void> {
    const shown = sessions.filter(({ state }) => state !== 'draft')
    for (let at = 0; at < shown.length; at += together) {
      const some = shown.slice(at, at + together)
      const works = await repository.findWorks(some)
      for (const session of some) {
        const kept = works.get(session.sessionId)
        const now = countedIn(slotsOf(session.sessionId))
        if (kept && now.counted > (kept.counted ?? -1)) await keepCounts(session, now)
      }
    }
  }
  return {
    keep,
    /** One session, read for this alone. */
    async recount(sessionId: string): Promise<void> {
      const key = parseSessionId(sessionId)
      const [session, slots] = key
        ? await Promise.all([repository.findSession(key, fresh), repository.listSlots(key, fresh)])
        : []
      if (session && slots) await keep([session], () => slots)
    },
  }
}
export type Counts = ReturnType<typeof sessionCounts>
