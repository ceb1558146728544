import { type ClaimedDay, claimsEntity } from '#functions/platform/claims.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import type { Table } from '#functions/platform/table.ts'
import { cascadeEntities } from '#functions/scheduling/cascade-entities.ts'
import { type SlotItem, schedulingEntities } from '#functions/scheduling/entities.ts'
import { unpackGuard } from '#functions/scheduling/guard-packing.ts'
import { offerFrom } from '#functions/scheduling/offer-packing.ts'
import { sessionFrom } from '#functions/scheduling/reading-repository.ts'
import type { Guard, SiteRooms } from '#functions/scheduling/records.ts'
import { visitsEntities } from '#functions/scheduling/visits-entities.ts'
import { waitingEntities } from '#functions/scheduling/waiting-entities.ts'
import {
  type CascadeLine,
  type Offer,
  type Session,
  sessionIdOf,
  slotIdOf,
  type Visit,
  type Wait,
} from '#shared/scheduling/index.ts'
import type { Item } from './update-expression.ts'

/** A number as it lies in the table, without what is sealed. */
export interface MirrorSlot
  extends Pick<SlotItem, 'state' | 'pool' | 'start' | 'end' | 'releaseAt' | 'number'> {
  readonly slotId: string
  readonly sessionId: string
  readonly appointmentId?: string | undefined
  readonly patientId?: string | undefined
  readonly holdFor?: string | undefined
  readonly holdUntil?: number | undefined
}
export type MirrorLine = Omit<CascadeLine, 'told'>

/** Everything that is looked at, by its key, and how an item of each kind is read. */
export function openThings(table: Table) {
  const own = schedulingEntities(table)
  const read = {
    session: storedForm(own.sessions).read,
    slot: storedForm(own.slots).read,
    guard: storedForm(own.guards).read,
    rooms: storedForm(own.rooms).read,
    wait: storedForm(waitingEntities(table).waits).read,
    visit: storedForm(visitsEntities(table).visits).read,
    offer: storedForm(visitsEntities(table).offers).read,
    line: storedForm(cascadeEntities(table).lines).read,
    day: storedForm(claimsEntity(table)).read,
  }
  const sessions = new Map<string, Session>()
  const slots = new Map<string, MirrorSlot>()
  const guards = new Map<string, Guard>()
  const rooms = new Map<string, SiteRooms>()
  const waits = new Map<string, Wait>()
  const visits = new Map<string, Visit>()
  const offers = new Map<string, Offer>()
  const lines = new Map<string, MirrorLine>()
  const days = new Map<string, ClaimedDay>()
  /** The week counters and the marks of stopped sessions, as they lie there. */
  const counters = new Map<string, Item>()
  const things = { sessions, slots, guards, rooms, waits, visits, lines, days, counters }
  /** What lasts longer than a week. */
  const lasting = { offers }

  /** How each kind of thing is kept, as far as it is looked at. */
  const keepers: Readonly<Record<string, (key: string, item: Item) => void>> = {
    session(key, item) {
      const found = read.session(item)
      if (found) sessions.set(key, sessionFrom(found))
    },
    slot(key, item) {
      const found = read.slot(item)
      if (!found) return
      const { appointmentId, patientId, holdFor, holdUntil, state, pool, start, end, releaseAt, number } =
        found
      const ids = { slotId: slotIdOf(found), sessionId: sessionIdOf(found), appointmentId, patientId }
      slots.set(key, { ...ids, holdFor, holdUntil, state, pool, start, end, releaseAt, number })
    },
    guard(key, item) {
      const found = read.guard(item)
      if (found) guards.set(key, unpackGuard(found))
    },
    rooms(key, item) {
      const found = read.rooms(item)
      if (found) rooms.set(key, found as SiteRooms)
    },
    wait(key, item) {
      const found = read.wait(item)
      if (!found) return
      const { facts, patientId, waitId, siteId, version } = found
      waits.set(key, { ...facts, patientId, waitId, siteId, version })
    },
    visit(key, item) {
      const found = read.visit(item)
      if (!found) return
      const { facts, siteId, practitionerId, version } = found
      visits.set(key, { ...facts, visitId: sessionIdOf(found), siteId, practitionerId, version })
    },
    offer(key, item) {
      const found = read.offer(item)
      if (found) offers.set(key, offerFrom(found))
    },
    'cascade-line'(key, item) {
      const found = read.line(item)
      if (!found) return
      const { facts, patientId, version, siteId, date, number } = found
      const ids = { slotId: slotIdOf(found), sessionId: sessionIdOf(found) }
      lines.set(key, { ...facts, ...ids, siteId, date, number, patientId, version })
    },
    cascade: (key, item) => void counters.set(key, structuredClone(item)),
    day(key, item) {
      const found = read.day(item)
      if (found) days.set(key, found as ClaimedDay)
    },
  }
  return { things, lasting, keepers }
}
