import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { nativeItem, type StoredItem, storedItem } from './attribute-values.ts'

type Item = Record<string, unknown>

/** Commands of the SDK's document client, and of its stand-in in the bundles, by the operation they ask for. */
const targets: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  QueryCommand: 'Query',
  ScanCommand: 'Scan',
  BatchGetCommand: 'BatchGetItem',
  BatchWriteCommand: 'BatchWriteItem',
  TransactGetCommand: 'TransactGetItems',
  TransactWriteCommand: 'TransactWriteItems',
}

interface Command {
  readonly target?: string
  readonly input: Item
}

export type Send = (target: string, body: Item) => Promise<Item>

/**
 * The document client that ElectroDB and `writeTogether` speak to: native values in, native values out, nothing in
 * between but one signed request. The SDK's own spends more time on a read than the engine does.
 */
export function documentClient(send: Send): DynamoDBDocumentClient {
  const client = {
    send: async (command: Command) => {
      const target = command.target ?? targets[command.constructor.name] ?? 'Unknown'
      return nativeAnswer(await send(target, storedInput(command.input)))
    },
  }
  return client as unknown as DynamoDBDocumentClient
}

/** Members that hold items or values, wherever a command has them. */
const valueMembers = ['Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey'] as const

function storedInput(input: Item): Item {
  const out: Item = { ...input }
  for (const name of valueMembers) if (out[name] !== undefined) out[name] = storedItem(out[name] as Item)
  if (Array.isArray(out['TransactItems'])) out['TransactItems'] = out['TransactItems'].map(nested)
  if (out['RequestItems']) out['RequestItems'] = mapValues(out['RequestItems'] as Item, storedRequests)
  return out
}

/** `{ Put: {…} }`, `{ Get: {…} }`: the operation inside is an input of its own. */
const nested = (item: Item): Item => mapValues(item, (inner) => storedInput(inner as Item))

/** BatchGetItem has keys per table, BatchWriteItem a list of requests. */
function storedRequests(requests: unknown): unknown {
  if (Array.isArray(requests)) return requests.map(nested)
  const { Keys, ...rest } = requests as { Keys: Item[] }
  return { ...rest, Keys: Keys.map(storedItem) }
}

const itemMembers = ['Item', 'Attributes', 'LastEvaluatedKey'] as const

function nativeAnswer(answer: Item): Item {
  const out: Item = { ...answer }
  for (const name of itemMembers) if (out[name]) out[name] = nativeItem(out[name] as StoredItem)
  if (Array.isArray(out['Items'])) out['Items'] = out['Items'].map(nativeItem)
  if (out['Responses']) out['Responses'] = nativeResponses(out['Responses'])
  if (out['UnprocessedKeys']) out['UnprocessedKeys'] = mapValues(out['UnprocessedKeys'] as Item, nativeKeys)
  if (out['UnprocessedItems'])
    out['UnprocessedItems'] = mapValues(out['UnprocessedItems'] as Item, nativeWrites)
  return out
}

/** By table for BatchGetItem, in the order asked for TransactGetItems. */
function nativeResponses(responses: unknown): unknown {
  if (Array.isArray(responses))
    return responses.map(({ Item: item }: { Item?: StoredItem }) => (item ? { Item: nativeItem(item) } : {}))
  return mapValues(responses as Item, (items) => (items as StoredItem[]).map(nativeItem))
}

/** What was left undone is asked for again, so it must be in the form that goes in. */
const nativeKeys = (left: unknown): unknown => ({
  ...(left as Item),
  Keys: ((left as { Keys?: StoredItem[] }).Keys ?? []).map(nativeItem),
})
const nativeWrites = (left: unknown): unknown =>
  (left as Item[]).map((one) =>
    mapValues(one, (inner) => mapValues(inner as Item, (value) => nativeItem(value as StoredItem))),
  )

function mapValues(record: Item, change: (value: unknown) => unknown): Item {
  const changed: Item = {}
  for (const name in record) changed[name] = change(record[name])
  return changed
}
