import type { Entry, Journal } from '#functions/platform/journal.ts'
import type { FieldCipher } from '#functions/platform/keys.ts'
import { type Table, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import { versioned } from '#functions/platform/versioned.ts'
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
import type { Guard, Misses, SiteRooms, StoredSlot } from './records.ts'

export type Change = WriteItem

/** How a write ended: kept; refused because this very creation happened before; or somebody else was faster. */
export type Written = 'saved' | 'replayed' | 'raced'

const keyOfSession = ({ sessionId }: Pick<Session, 'sessionId'>): SessionKey =>
  parseSessionId(sessionId) ?? { siteId: '', date: '', suffix: '' }

/** Changes as parts of a transaction, each on the condition that the thing is as it was read (`versioned`). */
export function changes(entities: SchedulingEntities, fields: FieldCipher) {
  const sessions = versioned(entities.sessions)
  const slots = versioned(entities.slots)
  const guards = versioned(entities.guards)
  const misses = versioned(entities.misses)
  const rooms = versioned(entities.rooms)
  const templates = versioned(entities.templates)
  const half = (time: Guard['time']) => halfOf(halfDayOf(time))
  return {
    session: ({ sessionId, siteId: _, date: __, version, ...facts }: Session): Change =>
      sessions.put({ ...keyOfSession({ sessionId }), version, facts }),
    withoutSession: (session: Session): Change =>
      sessions.remove({ ...keyOfSession(session), version: session.version }),

    slot: (slot: StoredSlot): Change => slots.put(slotItem(fields, slot)),
    /** Nothing is changed, and nothing is written unless the number is as it was read. */
    slotStands: ({ key, version }: StoredSlot): Change => slots.stands({ ...key, version }),
    /**
     * The number as it is, one version on: whoever was about to take it, having read its session as it was before this
     * write, has to look again.
     */
    slotAnew: (slot: StoredSlot): Change =>
      slots.put(slotItem(fields, { ...slot, version: slot.version + 1 })),

    guard: (guard: Guard): Change => {
      const { patientId, date, time, version } = guard
      return guards.put({ patientId, date, half: half(time), version, facts: packGuard(guard) })
    },
    withoutGuard: ({ patientId, date, time, version }: Guard): Change =>
      guards.remove({ patientId, date, half: half(time), version }),

    misses: (next: Misses): Change => misses.put(next),
    rooms: (next: SiteRooms): Change => rooms.put(next),
    template: ({ templateId, siteId, version, ...facts }: Template): Change =>
      templates.put({ templateId, siteId, version, facts }),
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
