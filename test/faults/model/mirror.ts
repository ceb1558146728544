import { nativeItem, type StoredItem } from '#functions/platform/attribute-values.ts'
import { type Entry, entryFrom } from '#functions/platform/entry.ts'
import type { Table } from '#functions/platform/table.ts'
import type { Offer, Session } from '#shared/scheduling/index.ts'
import { openThings } from './things.ts'
import { applied, type Item } from './update-expression.ts'

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

const keyOf = (item: Readonly<Record<string, unknown>>) => `${item['pk']}|${item['sk']}`
const kindOf = (item: Item) => String(item['__edb_e__'] ?? item['E'] ?? 'other')

/**
 * What the table holds, told by the transactions that it has taken and by nothing else: the state after each of them is
 * there to be judged without a read.
 */
export function openMirror(table: Table) {
  const { things, lasting, keepers } = openThings(table)
  const { offers } = lasting
  const { counters } = things
  /** By the key of a wait, the commit at which it last changed. */
  const changedAt = new Map<string, number>()
  /** By the key of what is due and has failed: before which instant it is not tried again. */
  const putOff = new Map<string, number>()
  /** Offers as they were, and the commit at which they became something else. */
  const before: { readonly offer: Offer; readonly until: number }[] = []
  const log: Entry[] = []
  let [commits, entriesEver] = [0, 0]

  function retire(key: string): void {
    const offer = offers.get(key)
    if (offer) before.push({ offer, until: commits })
    offers.delete(key)
  }

  function keep(item: Item): string {
    const key = keyOf(item)
    const kind = kindOf(item)
    changedAt.set(key, commits)
    putOff.delete(key)
    retire(key)
    keepers[kind]?.(key, item)
    return kind
  }

  function change({ Key, UpdateExpression, ...rest }: Update): string {
    const target = nativeItem(Key)
    const key = keyOf(target)
    const names = rest.ExpressionAttributeNames ?? {}
    const values = nativeItem(rest.ExpressionAttributeValues ?? {})
    const [, notBefore] = Object.entries(values).find(([name]) => name.startsWith(':notBefore')) ?? []
    if (notBefore !== undefined) putOff.set(key, Number(notBefore))
    const isWeek = String(target['pk']).startsWith('$scheduling#week#')
    if (!isWeek && !counters.has(key)) return 'other'
    const item = counters.get(key) ?? target
    counters.set(key, applied(item, UpdateExpression, names, values))
    return isWeek ? 'week' : 'cascade'
  }

  return {
    ...things,
    ...lasting,
    log,
    changedAt,
    commits: () => commits,
    /** How many journal entries there have been, of all histories. */
    entries: () => entriesEver,
    /** Every offer that has stood at some time since that commit. */
    offersSince: (since: number): Offer[] => [
      ...offers.values(),
      ...before.filter(({ until }) => until > since).map(({ offer }) => offer),
    ],
    /** When everything that has failed so far is tried again; 0 where nothing waits for that. */
    triedAgainAt: () => Math.max(0, ...putOff.values()),
    /** Takes over a transaction that the table has committed. */
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: three kinds of parts, one line each
    take(body: unknown): Commit {
      commits += 1
      const kinds = new Set<string>()
      const entries: Entry[] = []
      for (const { Put: put, Update: update, Delete: gone } of (body as Transaction).TransactItems ?? []) {
        const item = put && nativeItem(put.Item)
        const entry = item && entryFrom(item)
        if (entry) entries.push(entry)
        else if (item) kinds.add(keep(item))
        if (update) kinds.add(change(update))
        if (gone) for (const kind of forget(keyOf(nativeItem(gone.Key)))) kinds.add(kind)
      }
      log.push(...entries)
      entriesEver += entries.length
      return { number: commits, entries, kinds }
    },
    /** Another history begins, on other days and with other patients. */
    clear(): void {
      for (const map of Object.values(things)) map.clear()
      putOff.clear()
      changedAt.clear()
      log.length = 0
    },
  }

  function forget(key: string): string[] {
    changedAt.set(key, commits)
    putOff.delete(key)
    retire(key)
    return kindsOfMaps.flatMap(([map, kind]) => (things[map].delete(key) ? [kind] : []))
  }
}
export type Mirror = ReturnType<typeof openMirror>

export const sessionsById = ({ sessions }: Pick<Mirror, 'sessions'>): ReadonlyMap<string, Session> =>
  new Map([...sessions.values()].map((one) => [one.sessionId, one]))
