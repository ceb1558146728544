import { createHash } from 'node:crypto'
import { Entity } from './entity.ts'
import { put, remove, type Table, update, type WriteItem } from './table.ts'

/** Something that a context has to do at a time: pass a number on, remind somebody. Its place is its time, kind and id. */
export interface DueThing {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Which job does it. Letters, figures and `-`. */
  readonly kind: string
  readonly id: string
  /** What the job needs besides; kept as JSON. Ids and facts, never a name, a phone or an ID number. */
  readonly data?: unknown
}

/** A due thing as a job gets it. */
export interface Outstanding extends DueThing {
  /** How often its job has failed. */
  readonly failures: number
}

/**
 * The list is kept in this many parts, chosen by the thing's id: the morning's release plans thousands within seconds,
 * and a partition takes a thousand write units in one. Never changes, or things are not found any more.
 */
const parts = 4

const partOf = (id: string): number => createHash('sha256').update(id).digest().readUInt8() % parts

const dueEntity = (table: Table, context: string) =>
  new Entity(
    {
      model: { entity: 'due', service: context, version: '1' },
      attributes: {
        due: { type: 'number', required: true },
        at: { type: 'number', required: true, padding: { length: 15, char: '0' } },
        kind: { type: 'string', required: true },
        id: { type: 'string', required: true },
        data: { type: 'string' },
        failures: { type: 'number' },
        /** After a failure: not before this instant. */
        notBefore: { type: 'number' },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['due'], casing: 'none' },
          sk: { field: 'sk', composite: ['at', 'kind', 'id'], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )

const keyOf = ({ at, kind, id }: DueThing) => ({ due: partOf(id), at, kind, id })

/**
 * What a context has to do later, in its own partition. Planning and dropping are parts of the transaction that makes
 * them true. Whether an offer or a hold still stands is judged by the clock when it is read, never by what is listed here.
 */
export function openDue(table: Table, context: string) {
  const things = dueEntity(table, context)

  /** Those of one part, oldest first, until `limit` of them can be done now. */
  async function listPart(due: number, now: number, limit: number): Promise<Outstanding[]> {
    const ready: Outstanding[] = []
    const until = things.query.primary({ due }).lt({ at: now + 1 })
    for (let cursor: string | null | undefined; cursor !== null && ready.length < limit; ) {
      const page: Page = await until.go({ cursor: cursor ?? null, limit })
      ready.push(...page.data.filter(({ notBefore }) => (notBefore ?? 0) <= now).map(outstanding))
      cursor = page.cursor
    }
    return ready
  }

  return {
    /** Puts the thing on the list; planned twice it stands there once. 2 WCU. */
    plan: (thing: DueThing): WriteItem =>
      put(
        things.put({
          ...keyOf(thing),
          ...(thing.data === undefined ? {} : { data: JSON.stringify(thing.data) }),
        }),
      ),

    /** Takes it off the list, whether it still stands there or not: for who makes it unnecessary. */
    drop: (thing: DueThing): WriteItem => remove(things.delete(keyOf(thing))),

    /**
     * Takes it off the list on the condition that it still stands there: for its job. Of two that run at once, the
     * transaction of one is refused.
     */
    finish: (thing: DueThing): WriteItem =>
      remove(things.delete(keyOf(thing)).where((at, { exists }) => exists(at.kind))),

    /** Its job failed: it stays, and is not tried before `notBefore`. Refused where it is gone. */
    putOff: (thing: DueThing, failures: number, notBefore: number): WriteItem =>
      update(
        things
          .update(keyOf(thing))
          .set({ failures, notBefore })
          .where((at, { exists }) => exists(at.kind)),
      ),

    /** What is due at `now`, oldest first, at most `limit`. 4 queries, 2 RCU where there is nothing. */
    async list(now: number, limit = 100): Promise<Outstanding[]> {
      const found = await Promise.all(Array.from({ length: parts }, (_, due) => listPart(due, now, limit)))
      return found
        .flat()
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
    },
  }
}
export type Due = ReturnType<typeof openDue>

interface Item extends Pick<DueThing, 'at' | 'kind' | 'id'> {
  readonly data?: string | undefined
  readonly failures?: number | undefined
  readonly notBefore?: number | undefined
}
interface Page {
  readonly data: readonly Item[]
  readonly cursor: string | null
}

const outstanding = ({ at, kind, id, data, failures }: Item): Outstanding => ({
  at,
  kind,
  id,
  failures: failures ?? 0,
  ...(data === undefined ? {} : { data: JSON.parse(data) }),
})
