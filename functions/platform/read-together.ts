import { setTimeout as delay } from 'node:timers/promises'
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb'
import { httpProblem } from './problem.ts'
import type { StoredForm } from './stored-form.ts'
import type { Table } from './table.ts'

export type Item = Record<string, unknown>

/** One item that is wanted: its key, and what is made of it once it is there. */
export interface Wanted<Value> {
  readonly key: Item
  read(item: Item): Value | undefined
}

/** `wanted(slots, key, (item) => …)`: an entity's item as part of `readTogether`. */
export const wanted = <Key, Kept, Value>(
  form: StoredForm<Key, Kept>,
  key: Key,
  read: (item: Kept) => Value,
): Wanted<Value> => ({
  key: form.key(key),
  read(stored) {
    const item = form.read(stored)
    return item === undefined ? undefined : read(item)
  },
})

/** What was found of each part; undefined where it is not there. */
export type Found<Parts> = {
  [K in keyof Parts]: Parts[K] extends Wanted<infer Value> ? Value | undefined : never
}

export interface ReadingTogether {
  /** Strongly consistent, at twice the capacity: 1 RCU instead of 0.5 for each item of up to 4 KB. */
  readonly fresh?: boolean
}

const attempts = 5

/**
 * Up to 100 items by their keys in one call (BatchGetItem); what is not there is undefined. A call costs more of the
 * processor than the read does, so what a decision needs is fetched at once.
 * @throws Problem `try-again` where the store leaves some of it unread five times.
 */
export async function readTogether<const Parts extends Readonly<Record<string, Wanted<unknown>>>>(
  { client, name }: Table,
  parts: Parts,
  { fresh = false }: ReadingTogether = {},
): Promise<Found<Parts>> {
  const items = new Map<string, Item>()
  let left: Item[] = Object.values(parts).map(({ key }) => key)
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt >= attempts) throw httpProblem('try-again')
    if (attempt > 0) await delay(10 * 2 ** attempt * Math.random())
    const request = { RequestItems: { [name]: { Keys: left, ConsistentRead: fresh } } }
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand(request))
    for (const item of Responses?.[name] ?? []) items.set(keyText(item), item)
    left = UnprocessedKeys?.[name]?.Keys ?? []
  }
  const found = Object.entries(parts).map(([part, { key, read }]) => {
    const item = items.get(keyText(key))
    return [part, item === undefined ? undefined : read(item)] as const
  })
  return Object.fromEntries(found) as Found<Parts>
}

const keyText = ({ pk, sk }: Item): string => `${pk}\n${sk}`
