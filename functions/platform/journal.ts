import { hash, randomBytes } from 'node:crypto'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { type Entry, entryFrom, entryItem, entryKey, tailKey } from './entry.ts'
import { listItems } from './list-items.ts'
import { readTogether } from './read-together.ts'
import { type Table, type WriteItem, writeTogether } from './table.ts'

export type { Entry } from './entry.ts'

/** Writers and relay agree on this number for good: an aggregate's shard never changes. */
export const journalShards = 16

/** The id of an aggregate's first entry: sorts before every other, and lets a creation happen once only. */
export const firstEntry = '0-created'

/** What a handler says of its act; the rest of the entry comes from the request. */
export interface Act {
  readonly act: string
  readonly aggregateId: string
  readonly bodyId?: string | undefined
  readonly basis?: string | undefined
  readonly patientIds?: readonly string[] | undefined
  readonly data?: unknown
  /** Of a creating operation: what a replay is answered with. */
  readonly answer?: unknown
}

/** Who acts, when and by which request: the same for all entries of a request. */
export interface Acting {
  readonly context: string
  readonly personId: string
  readonly at: number
  readonly requestId: string
  /** Set in creating operations: the entry is then the aggregate's first. */
  readonly fingerprint?: string | undefined
}

export const shardOf = (aggregateId: string): number =>
  hash('sha256', aggregateId, 'buffer').readUInt16BE() % journalShards

let latest = { atMs: -1, chance: 0n }

/**
 * 48 bits of time and 40 of chance, base 32 (Crockford's digits): sorts by time, 18 characters. Within one
 * millisecond of one process the chance only grows, so that two steps of one request keep their order.
 */
export function timeOrderedId(atMs: number): string {
  const fresh = BigInt(`0x${randomBytes(4).toString('hex')}`)
  latest = { atMs, chance: atMs === latest.atMs ? latest.chance + 1n + (fresh & 0xffffn) : fresh }
  return toBase32(BigInt(atMs), 10) + toBase32(latest.chance, 8)
}

const digits = '0123456789abcdefghjkmnpqrstvwxyz'
export function toBase32(value: bigint, length: number): string {
  let rest = value
  let text = ''
  for (let place = 0; place < length; place++) {
    text = (digits[Number(rest & 31n)] ?? '') + text
    rest >>= 5n
  }
  return text
}

export function newEntry(acting: Acting, act: Act): Entry {
  const ordered = timeOrderedId(acting.at)
  const first = act.answer !== undefined
  return {
    context: acting.context,
    aggregateId: act.aggregateId,
    entryId: first ? firstEntry : ordered,
    order: ordered,
    act: act.act,
    at: acting.at,
    shard: shardOf(act.aggregateId),
    personId: acting.personId,
    requestId: acting.requestId,
    basis: act.basis ?? 'service',
    ...(act.bodyId === undefined ? {} : { bodyId: act.bodyId }),
    ...(act.patientIds?.length ? { patientIds: [...act.patientIds] } : {}),
    ...(act.data === undefined ? {} : { data: JSON.stringify(act.data) }),
    ...(first ? { answer: JSON.stringify(act.answer), fingerprint: acting.fingerprint ?? '' } : {}),
  }
}

type Place = Pick<Entry, 'context' | 'aggregateId' | 'entryId'>

export function openJournal(table: Table) {
  const write = (entry: Entry): WriteItem => ({
    Put: {
      TableName: table.name,
      Item: entryItem(entry),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  })
  return {
    /** The entry as part of a transaction; refused where an entry of that id is there already. */
    write,

    /** An entry on its own: reading patient data changes nothing else. */
    async note(entry: Entry): Promise<void> {
      await writeTogether(table, [write(entry)])
    },

    /** The creation's entry, where the aggregate was created. 1 RCU, fresh. */
    async findCreation(context: string, aggregateId: string): Promise<Entry | undefined> {
      const Key = entryKey({ context, aggregateId, entryId: firstEntry })
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
      )
      return Item && entryFrom(Item)
    },

    /** Up to a hundred entries by their places, fresh; undefined where there is none. */
    async findAll(places: readonly Place[]): Promise<(Entry | undefined)[]> {
      const parts = places.map((place) => ({ key: entryKey(place), read: entryFrom }))
      return Object.values(await readTogether(table, Object.fromEntries(parts.entries()), { fresh: true }))
    },

    /** A shard's entries from this order on, oldest first: for the poller, where the table has its index. */
    listTail(shard: number, from = ''): Promise<Entry[]> {
      const { tailpk: pk, tailsk } = tailKey(shard, from)
      return listItems(table, { index: 'tail', pk, from: tailsk, read: entryFrom })
    },
  }
}
export type Journal = ReturnType<typeof openJournal>
