import { nativeItem, type StoredItem } from '#functions/platform/attribute-values.ts'
import { type ClaimedDay, claimsEntity } from '#functions/platform/claims.ts'
import { type Entry, journalEntity } from '#functions/platform/journal.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import type { Table } from '#functions/platform/table.ts'
import { cascadeEntities } from '#functions/scheduling/cascade-entities.ts'
import { type SlotItem, schedulingEntities } from '#functions/scheduling/entities.ts'
import { unpackGuard } from '#functions/scheduling/guard-packing.ts'
import { sessionFrom } from '#functions/scheduling/reading-repository.ts'
import type { Guard, SiteRooms } from '#functions/scheduling/records.ts'
import { visitsEntities } from '#functions/scheduling/visits-entities.ts'
import { waitingEntities } from '#functions/scheduling/waiting-entities.ts'
import {
  type CascadeLine,
  type Session,
  sessionIdOf,
  slotIdOf,
  type Visit,
  type Wait,
} from '#shared/scheduling/index.ts'

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

/** One transaction that the table has taken. */
export interface Commit {
  readonly number: number
  readonly entries: readonly Entry[]
  /** Kinds of things that it has written or taken away. */
  readonly kinds: ReadonlySet<string>
}

interface Put {
  readonly Item: StoredItem
}
interface Update {
  readonly Key: StoredItem
  readonly UpdateExpression: string
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>
  readonly ExpressionAttributeValues?: StoredItem
}
interface Transaction {
  readonly TransactItems?: readonly { Put?: Put; Update?: Update; Delete?: { readonly Key: StoredItem } }[]
}

const kindsOfMaps = [
  ['sessions', 'session'],
  ['slots', 'slot'],
  ['guards', 'guard'],
  ['rooms', 'rooms'],
  ['waits', 'wait'],
  ['visits', 'visit'],
  ['lines', 'cascade-line'],
  ['days', 'day'],
  ['counters', 'week'],
] as const

type Item = Record<string, unknown>
const keyOf = (item: Readonly<Record<string, unknown>>) => `${item['pk']}|${item['sk']}`
const kindOf = (item: Item) => String(item['__edb_e__'] ?? item['E'] ?? 'other')

/**
 * What the table holds, told by the transactions that it has taken and by nothing else: the state after each of them is
 * there to be judged without a read.
 */
export function openMirror(table: Table) {
  const own = schedulingEntities(table)
  const read = {
    session: storedForm(own.sessions).read,
    slot: storedForm(own.slots).read,
    guard: storedForm(own.guards).read,
    rooms: storedForm(own.rooms).read,
    wait: storedForm(waitingEntities(table).waits).read,
    visit: storedForm(visitsEntities(table).visits).read,
    line: storedForm(cascadeEntities(table).lines).read,
    day: storedForm(claimsEntity(table)).read,
    entry: storedForm(journalEntity(table)).read,
  }
  const sessions = new Map<string, Session>()
  const slots = new Map<string, MirrorSlot>()
  const guards = new Map<string, Guard>()
  const rooms = new Map<string, SiteRooms>()
  const waits = new Map<string, Wait>()
  const visits = new Map<string, Visit>()
  const lines = new Map<string, MirrorLine>()
  const days = new Map<string, ClaimedDay>()
  /** The week counters and the marks of stopped sessions, as they lie there. */
  const counters = new Map<string, Item>()
  const things = { sessions, slots, guards, rooms, waits, visits, lines, days, counters }
  /** By the key of a wait, the commit at which it last changed. */
  const changedAt = new Map<string, number>()
  const log: Entry[] = []
  let commits = 0

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

  function keep(item: Item): string {
    const key = keyOf(item)
    const kind = kindOf(item)
    changedAt.set(key, commits)
    keepers[kind]?.(key, item)
    return kind
  }

  function change({ Key, UpdateExpression, ...rest }: Update): string {
    const target = nativeItem(Key)
    const key = keyOf(target)
    const isWeek = String(target['pk']).startsWith('$scheduling#week#')
    if (!isWeek && !counters.has(key)) return 'other'
    const item = counters.get(key) ?? target
    const names = rest.ExpressionAttributeNames ?? {}
    const values = nativeItem(rest.ExpressionAttributeValues ?? {})
    counters.set(key, applied(item, UpdateExpression, names, values))
    return isWeek ? 'week' : 'cascade'
  }

  return {
    ...things,
    log,
    changedAt,
    commits: () => commits,
    /** Takes over a transaction that the table has committed. */
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: three kinds of parts, one line each
    take(body: unknown): Commit {
      commits += 1
      const kinds = new Set<string>()
      const entries: Entry[] = []
      for (const { Put: put, Update: update, Delete: gone } of (body as Transaction).TransactItems ?? []) {
        const item = put && nativeItem(put.Item)
        const entry = item && kindOf(item) === 'entry' ? read.entry(item) : undefined
        if (entry) entries.push(entry)
        else if (item) kinds.add(keep(item))
        if (update) kinds.add(change(update))
        if (gone) for (const kind of forget(keyOf(nativeItem(gone.Key)))) kinds.add(kind)
      }
      log.push(...entries)
      return { number: commits, entries, kinds }
    },
    /** Another history begins, on other days and with other patients. */
    clear(): void {
      for (const map of Object.values(things)) map.clear()
      changedAt.clear()
      log.length = 0
    },
  }

  function forget(key: string): string[] {
    changedAt.set(key, commits)
    return kindsOfMaps.flatMap(([map, kind]) => (things[map].delete(key) ? [kind] : []))
  }
}
export type Mirror = ReturnType<typeof openMirror>

/** As much of DynamoDB's update expressions as counters need: SET and REMOVE of fields one or two deep, ADD. */
function applied(
  before: Item,
  expression: string,
  names: Readonly<Record<string, string>>,
  values: Item,
): Item {
  const item = structuredClone(before)
  const place = (path: string): [Item, string] => {
    const parts = path
      .trim()
      .split('.')
      .map((part) => names[part] ?? part)
    const last = parts.pop() ?? ''
    return [parts.reduce((inner, part) => inner[part] as Item, item), last]
  }
  for (const [, verb, clauses = ''] of expression.matchAll(
    /(SET|REMOVE|ADD) (.*?)(?= SET | REMOVE | ADD |$)/g,
  ))
    for (const clause of clauses.split(',')) {
      const [path = '', value = ''] = clause.trim().split(verb === 'SET' ? / = / : / /)
      const [inner, name] = place(path)
      if (verb === 'SET') inner[name] = values[value]
      else if (verb === 'REMOVE') delete inner[name]
      else inner[name] = Number(inner[name] ?? 0) + Number(values[value])
    }
  return item
}
