import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Table } from './table.ts'

type Item = Readonly<Record<string, unknown>>

/** Items of one partition: all, those whose sort key begins so, or those from such a sort key on. */
export interface Listed<Value> {
  readonly pk: string
  readonly prefix?: string
  readonly from?: string
  /** By the keys of this index instead of the table's own. */
  readonly index?: string
  /** Undefined where the item is no such thing: it is left out. */
  readonly read: (item: Item) => Value | undefined
}

/**
 * Reads a list as it lies in the table, every page of it (eventually consistent): for lists of dozens that are read
 * together, where ElectroDB's parsing takes longer than the engine.
 */
export async function listItems<Value>(
  table: Table,
  { pk, prefix, from, index, read }: Listed<Value>,
): Promise<Value[]> {
  const bound = prefix ?? from
  const found: Value[] = []
  let after: Item | undefined
  do {
    const { Items, LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        ...(index ? { IndexName: index } : {}),
        KeyConditionExpression: conditionOf(index ?? '', prefix, from),
        ExpressionAttributeValues: { ':pk': pk, ...(bound === undefined ? {} : { ':sk': bound }) },
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    )
    for (const item of Items ?? []) {
      const value = read(item)
      if (value !== undefined) found.push(value)
    }
    after = LastEvaluatedKey
  } while (after)
  return found
}

function conditionOf(index: string, prefix: string | undefined, from: string | undefined): string {
  if (prefix !== undefined) return `${index}pk = :pk AND begins_with(${index}sk, :sk)`
  return from === undefined ? `${index}pk = :pk` : `${index}pk = :pk AND ${index}sk >= :sk`
}
