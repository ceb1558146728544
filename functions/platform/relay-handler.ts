import { AwsClient } from 'aws4fetch'
import { nativeItem, type StoredItem } from './attribute-values.ts'
import { openChain } from './chain.ts'
import { entryFrom } from './entry.ts'
import { type Delivered, deliveredFrom } from './events.ts'
import { openTable, roleOf } from './table.ts'

interface StreamRecord {
  readonly eventID?: string
  readonly eventName?: string
  readonly dynamodb?: { readonly NewImage?: StoredItem; readonly SequenceNumber?: string }
}

const environment = process.env
const region = environment['AWS_REGION'] ?? ''
const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
const chain = openChain(openTable({ name: environment['TABLE_NAME'] ?? '', ...roleOf(environment) }))
const client = new AwsClient({
  accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
  secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
  sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
  service: 'events',
  region,
})

/**
 * The relay of the cloud: a batch of the table's stream in, its journal entries linked into the chain and put onto the
 * bus. Whatever throws brings the whole batch again: linking knows what is linked, listeners are idempotent.
 */
export async function handler({ Records }: { readonly Records: readonly StreamRecord[] }): Promise<void> {
  const inserted = Records.filter(({ eventName }) => eventName === 'INSERT')
  const entries = inserted
    .flatMap(({ dynamodb }) => (dynamodb?.NewImage ? [entryFrom(nativeItem(dynamodb.NewImage))] : []))
    .filter((entry) => entry !== undefined)
  const byShard = Map.groupBy(entries, ({ shard }) => shard)
  for (const [shard, group] of byShard) await chain.append(shard, group)
  for (let from = 0; from < entries.length; from += 10)
    await putEvents(entries.slice(from, from + 10).map(deliveredFrom))
}

/** PutEvents takes ten at a time and can refuse some of them: then the batch is tried again as a whole. */
async function putEvents(events: readonly Delivered[]): Promise<void> {
  const response = await client.fetch(`https://events.${region}.${domain}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
    body: JSON.stringify({
      Entries: events.map((event) => ({
        Source: `xinlian.${event.context}`,
        DetailType: event.act,
        Detail: JSON.stringify(event),
        EventBusName: environment['EVENT_BUS_NAME'],
        Time: event.at / 1000,
      })),
    }),
  })
  const answer = (await response.json()) as { FailedEntryCount?: number }
  if (!response.ok || answer.FailedEntryCount)
    throw new Error(`PutEvents: ${response.status}, ${answer.FailedEntryCount} refused`)
}
