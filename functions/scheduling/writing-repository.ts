import type { Entry, Journal } from '#functions/platform/journal.ts'
import type { FieldCipher } from '#functions/platform/keys.ts'
import { put, remove, type Table, writeTogether } from '#functions/platform/table.ts'
import {
  halfDayOf,
  parseSessionId,
  type Session,
  type SessionKey,
  type Template,
} from '#shared/scheduling/index.ts'
import type { SchedulingEntities } from './entities.ts'
import { packGuard } from './guard-packing.ts'
import { slotItem } from './packing.ts'
import { halfOf } from './reading-repository.ts'
import type { Guard, SiteRooms, StoredSlot } from './records.ts'

export type Change = ReturnType<typeof put>

/** How a write ended: kept; refused because this very creation happened before; or somebody else was faster. */
export type Written = 'saved' | 'replayed' | 'raced'

const keyOfSession = ({ sessionId }: Pick<Session, 'sessionId'>): SessionKey =>
  parseSessionId(sessionId) ?? { siteId: '', date: '', suffix: '' }

/**
 * Changes as parts of a transaction. Each thing carries a version that rises by one, and is written on the condition
 * that it still stands one lower, or is not there where it begins with 1: what a rule has seen is what it decides on.
 */
export function changes(
  { sessions, slots, guards, rooms, templates }: SchedulingEntities,
  fields: FieldCipher,
) {
  return {
    session({ sessionId, siteId: _, date: __, version, ...facts }: Session): Change {
      const item = { ...keyOfSession({ sessionId }), version, facts }
      return put(
        sessions
          .put(item)
          .where((at, { eq, notExists }) =>
            version === 1 ? notExists(at.version) : eq(at.version, version - 1),
          ),
      )
    },
    withoutSession: (session: Session): Change =>
      remove(sessions.delete(keyOfSession(session)).where((at, { eq }) => eq(at.version, session.version))),

    slot: (slot: StoredSlot): Change =>
      put(
        slots
          .put(slotItem(fields, slot))
          .where((at, { eq, notExists }) =>
            slot.version === 1 ? notExists(at.version) : eq(at.version, slot.version - 1),
          ),
      ),

    guard(guard: Guard): Change {
      const { patientId, date, time, version } = guard
      const half = halfOf(halfDayOf(time))
      return put(
        guards
          .put({ patientId, date, half, version, facts: packGuard(guard) })
          .where((at, { eq, notExists }) =>
            version === 1 ? notExists(at.version) : eq(at.version, version - 1),
          ),
      )
    },
    withoutGuard({ patientId, date, time, version }: Guard): Change {
      const key = { patientId, date, half: halfOf(halfDayOf(time)) }
      return remove(guards.delete(key).where((at, { eq }) => eq(at.version, version)))
    },

    rooms: (next: SiteRooms): Change =>
      put(
        rooms
          .put({ ...next })
          .where((at, { eq, notExists }) =>
            next.version === 1 ? notExists(at.version) : eq(at.version, next.version - 1),
          ),
      ),

    template({ templateId, siteId, version, ...facts }: Template): Change {
      return put(
        templates
          .put({ templateId, siteId, version, facts })
          .where((at, { eq, notExists }) =>
            version === 1 ? notExists(at.version) : eq(at.version, version - 1),
          ),
      )
    },
  }
}

/** All changes with their one journal entry, or none of them. */
export const writer = (table: Table, journal: Journal) => ({
  async save(items: readonly Change[], entry: Entry): Promise<Written> {
    const { committed, refused } = await writeTogether(table, [...items, journal.write(entry)])
    if (committed) return 'saved'
    return refused.includes(items.length) ? 'replayed' : 'raced'
  },
})
