import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { addDays } from '#shared/kernel/calendar.ts'
import { ok, today, wangjing } from '#test/scheduling/support.ts'
import { median, round, timed } from './figures.ts'
import { booking, type Stage, sessionOfForty } from './stage.ts'

export interface Growth {
  readonly sessions: number
  readonly appointments: number
  /** Medians in milliseconds, in this process, without HTTP. */
  readonly bookMs: number
  readonly dayListMs: number
  readonly weekMs: number
  /** One read of one item at the same moment: what the machine was like. */
  readonly readMs: number
}

type Item = Record<string, unknown>

/** The same acts on a small table and on one with so many sessions of ten numbers each, all held. */
export async function measureGrowth(stage: Stage, sessions: number): Promise<Growth[]> {
  const small = await acts(stage, addDays(today, 1))
  await fill(stage, sessions)
  const large = await acts(stage, addDays(today, 2))
  return [
    { sessions: 1, appointments: 40, ...small },
    { sessions, appointments: sessions * 10, ...large },
  ]
}

async function acts(stage: Stage, date: string) {
  const { clinic, headers } = stage
  const { cells } = await sessionOfForty(stage, date, 0, 'morning')
  const books: number[] = []
  for (const [index, { slotId }] of cells.entries()) {
    const body = JSON.stringify(booking(`p-${index}`))
    const init = {
      method: 'POST',
      headers: { ...headers[index], 'idempotency-key': crypto.randomUUID() },
      body,
    }
    const path = `/api/scheduling/slots/${slotId}/appointment`
    books.push(await timed(async () => void (await stage.clinic.app.request(path, init)).text()))
  }
  const often = async (path: string) => {
    const times: number[] = []
    for (let count = 0; count < 21; count++)
      times.push(await timed(async () => ok(await clinic.staff.get(path))))
    return round(median(times))
  }
  return {
    bookMs: round(median(books)),
    dayListMs: await often(`/api/scheduling/sites/${wangjing}/days/${date}`),
    weekMs: await often(`/api/scheduling/sites/${wangjing}/sessions?from=${today}&days=7`),
    readMs: await oneRead(stage),
  }
}

async function oneRead({ clinic }: Stage): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < 41; count++)
    times.push(await timed(() => clinic.platform.grants.find('staff-site-050')))
  return round(median(times))
}

/** Copies of a held session under other days and sites, as the table would hold them after years. */
async function fill({ table }: Stage, sessions: number): Promise<void> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': `$scheduling#${wangjing}`, ':sk': `s#${addDays(today, 1)}` },
      Limit: 10,
    }),
  )
  if (Items.length < 10) throw new Error('there is no session to copy')
  for (let index = 0; index < sessions; index += 4)
    await putAll(
      table,
      [0, 1, 2, 3].flatMap((more) => copies(Items, index + more)),
    )
}

/** Sixty sites, and days far from those that are measured. */
function copies(items: readonly Item[], index: number): Item[] {
  const site = index % 60 === 0 ? wangjing : `site-${String(100 + (index % 60)).padStart(3, '0')}`
  const date = addDays('2020-01-01', Math.floor(index / 60))
  return items.map((item, number) => ({
    ...item,
    pk: `$scheduling#${site}`,
    sk: `s#${date}#copy${index}#${String(number).padStart(2, '0')}`,
    s: site,
    d: date,
    x: `copy${index}`,
  }))
}

/** BatchWriteItem takes 25 at a time. */
async function putAll({ client, name }: Stage['table'], items: readonly Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += 25) {
    const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }))
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }))
  }
}
