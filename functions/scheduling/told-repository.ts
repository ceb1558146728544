import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { type Table, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import { deliveryStates, type NoticeEvent } from '#shared/patients/index.ts'
import type { SlotKey, Told } from '#shared/scheduling/index.ts'

type Item = Readonly<Record<string, unknown>>

const keyOf = ({ siteId, date, suffix, number }: SlotKey) => ({
  pk: `$scheduling#${siteId}`,
  sk: `k#${date}#${suffix}#${String(number).padStart(2, '0')}`,
})

interface Kept extends Omit<Told, 'noticeId' | 'channel' | 'to'> {
  readonly rank: number
}

const toldFrom = (item: Item): Told[] =>
  Object.entries(item).flatMap(([name, value]) => {
    const [noticeId, channel, to] = name.split('/')
    if (!noticeId || !channel || !to) return []
    const { rank: _, ...kept } = value as Kept
    return [{ ...kept, noticeId, channel, to } as Told]
  })

/**
 * What became of the messages to one lost appointment, beside its line: each message, channel and person a field of its
 * own, so that receipts come in any order, twice, and while a clerk works on the line.
 */
export const toldReader = (table: Table) => ({
  /** Of all lines of a site's days whose key begins so; by date, by session or by line. */
  async listTold(siteId: string, from: string, to = from): Promise<Map<string, Told[]>> {
    const found = new Map<string, Told[]>()
    let after: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': `$scheduling#${siteId}`,
            ':from': `k#${from}`,
            ':to': `k#${to}~`,
          },
          ...(after ? { ExclusiveStartKey: after } : {}),
        }),
      )
      for (const item of Items ?? []) found.set(String(item['sk']).slice(2), toldFrom(item))
      after = LastEvaluatedKey
    } while (after)
    return found
  },
})

/** By what `listTold` names a line. */
export const toldKeyOf = (key: SlotKey): string => keyOf(key).sk.slice(2)

/** Keeps a receipt; one that says less than what is known already is refused and changes nothing. */
export async function keepReceipt(
  table: Table,
  key: SlotKey,
  state: Told['state'],
  { noticeId, channel, to, reason, last }: NoticeEvent,
  at: number,
): Promise<void> {
  const rank = deliveryStates.indexOf(state)
  const kept: Kept = { rank, state, at, ...(reason ? { reason } : {}), ...(last ? { last } : {}) }
  const item: WriteItem = {
    Update: {
      TableName: table.name,
      Key: keyOf(key),
      UpdateExpression: 'SET #one = :kept',
      ConditionExpression: 'attribute_not_exists(#one) OR #one.#rank < :rank',
      ExpressionAttributeNames: { '#one': `${noticeId}/${channel}/${to}`, '#rank': 'rank' },
      ExpressionAttributeValues: { ':kept': kept, ':rank': rank },
    },
  }
  await writeTogether(table, [item])
}
