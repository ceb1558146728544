import { hash, randomBytes } from 'node:crypto'
import type { EntityItem } from 'electrodb'
import { Entity } from './entity.ts'
import { oncePerTable } from './once-per-table.ts'
import { type Table, writeTogether } from './table.ts'
import { adding } from './versioned.ts'

/** Writers and relay agree on this number for good: an aggregate's shard never changes. */
export const journalShards = 16

/** The id of an aggregate's first entry: sorts before every other, and lets a creation happen once only. */
export const firstEntry = '0-created'

/**
 * One entry per write, in the same transaction, and one per read of patient data: audit record and outbox in one.
 * Append-only: contexts are granted Put with a condition and nothing else. `tail` orders a shard by time for the
 * poller of the one-machine deployment; the cloud reads the table's stream and has no such index.
 */
export const journalEntity = oncePerTable(
  (table: Table) =>
    new Entity(
      {
        model: { entity: 'entry', service: 'journal', version: '1' },
        attributes: {
          context: { type: 'string', required: true },
          /** The thing that changed: an appointment, a session, a patient. */
          aggregateId: { type: 'string', required: true },
          entryId: { type: 'string', required: true },
          /** Past fact: `appointment-booked`. Reads end in `-read`. */
          act: { type: 'string', required: true },
          /** Milliseconds since the epoch. */
          at: { type: 'number', required: true },
          shard: { type: 'number', required: true, padding: { length: 2, char: '0' } },
          personId: { type: 'string', required: true },
          /** The site or body that the person acted for. */
          bodyId: { type: 'string' },
          /** Legal or consent basis, by code: `service`, `self`, `guardian`, `office`, `public-duty`, `system`. */
          basis: { type: 'string', required: true },
          patientIds: { type: 'list', items: { type: 'string' } },
          requestId: { type: 'string' },
          /** What listeners need, as JSON. Ids and facts, never a name, a phone or an ID number. */
          data: { type: 'string' },
          /** Of a creation: the answer, as JSON, for replays of its Idempotency-Key. */
          answer: { type: 'string' },
          fingerprint: { type: 'string' },
          /** For ordering within a shard, time first. */
          order: { type: 'string', required: true },
        },
        indexes: {
          primary: {
            pk: { field: 'pk', composite: ['context', 'aggregateId'], casing: 'none' },
            sk: { field: 'sk', composite: ['entryId'], casing: 'none' },
          },
          tail: {
            index: 'tail',
            pk: { field: 'tailpk', composite: ['shard'], casing: 'none' },
            sk: { field: 'tailsk', composite: ['order'], casing: 'none' },
          },
        },
      },
      { table: table.name, client: table.client },
    ),
)
export type Entry = EntityItem<ReturnType<typeof journalEntity>>

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

export function openJournal(table: Table) {
  const entries = journalEntity(table)
  const add = adding(entries)
  return {
    /** The entry as part of a transaction; refused where an entry of that id is there already. */
    write: add,

    /** An entry on its own: reading patient data changes nothing else. */
    async note(entry: Entry): Promise<void> {
      await writeTogether(table, [add(entry)])
    },

    /** The creation's entry, where the aggregate was created. 0.5 RCU. */
    async findCreation(context: string, aggregateId: string): Promise<Entry | undefined> {
      const { data } = await entries
        .get({ context, aggregateId, entryId: firstEntry })
        .go({ consistent: true })
      return data ?? undefined
    },
  }
}
export type Journal = ReturnType<typeof openJournal>
