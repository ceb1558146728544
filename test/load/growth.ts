import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { metered } from '#functions/platform/table.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import { book, ok, today, wangjing } from '#test/scheduling/support.ts'
import type { Answer } from '#test/support/platform.ts'
import { median, round } from './figures.ts'
import { atMost, type Promised } from './promises.ts'
import { openStage, type Stage, sessionOfForty } from './stage.ts'

/** The same act on a small table and on a large one, in turns. */
export interface Growth {
  readonly act: string
  /** Medians in milliseconds, in this process, without HTTP. */
  readonly smallMs: number
  readonly largeMs: number
  /** Median of the rounds' ratios, large to small. */
  readonly ratio: number
  /** Read and write units of one. */
  readonly smallUnits: number
  readonly largeUnits: number
}

export interface Sizes {
  /** Sessions of ten held numbers each that lie in the one table and in the other. */
  readonly small: number
  readonly large: number
}

type Item = Record<string, unknown>

interface Sample {
  readonly ms: number
  readonly units: number
}
interface Round {
  readonly small: Sample
  readonly large: Sample
}

/** Two tables on engines of their own, side by side: what the machine does meanwhile falls on both. */
export async function measureGrowth({ small, large }: Sizes, rounds = 13): Promise<Growth[]> {
  const stages = [await openStage(40), await openStage(40)] as const
  try {
    await fill(stages[0], small)
    await fill(stages[1], large)
    return await inTurns(stages, rounds)
  } finally {
    for (const stage of stages) await stage.close()
  }
}

/** An act costs on the large table what it costs on the small one, and takes at most 1.3 times as long. */
export const promisesOf = (all: readonly Growth[]): Promised[] =>
  all.flatMap(({ act, ratio, smallUnits, largeUnits }) => [
    atMost(`${act}: units on the large table beside the small`, round(largeUnits / smallUnits), 1.3),
    atMost(`${act}: time on the large table beside the small`, ratio, 1.3),
  ])

const perRound = 3

async function inTurns(stages: readonly [Stage, Stage], rounds: number): Promise<Growth[]> {
  const [small, large] = [await actsOn(stages[0]), await actsOn(stages[1])]
  const names = ['book', 'day list', 'week of the site', 'one read'] as const
  const measured = new Map<string, Round[]>(names.map((name) => [name, []]))
  for (let index = 0; index < Math.min(rounds, Math.floor(40 / perRound)); index++)
    for (const name of names) {
      const one = await besideEachOther(small[name], large[name], index)
      if (index > 0) measured.get(name)?.push(one)
    }
  return [...measured].map(([act, all]) => ({
    act,
    smallMs: round(median(all.map((one) => one.small.ms))),
    largeMs: round(median(all.map((one) => one.large.ms))),
    ratio: round(median(all.map((one) => one.large.ms / one.small.ms))),
    smallUnits: median(all.map((one) => one.small.units)),
    largeUnits: median(all.map((one) => one.large.units)),
  }))
}

/** Whoever comes second finds the machine awake: they take turns at that too. */
async function besideEachOther(small: Act, large: Act, index: number): Promise<Round> {
  if (index % 2 === 0) return { small: await often(small, index), large: await often(large, index) }
  const first = await often(large, index)
  return { small: await often(small, index), large: first }
}

type Act = (turn: number) => Promise<unknown>

/** Of one table: a session of forty to be booked in, and the pages that a clinic looks at most. */
async function actsOn(stage: Stage) {
  const { clinic, patients } = stage
  const date = addDays(today, 2)
  const { cells } = await sessionOfForty(stage, date, 0, 'morning')
  const callers = await Promise.all(patients.map((patientId) => clinic.as(patientId)))
  const read = (path: string) => async () => done(await clinic.staff.get(path))
  return {
    book: async (turn) =>
      done(await book(callers[turn] ?? clinic.patient, cells[turn]?.slotId, patients[turn])),
    'day list': read(`/api/scheduling/sites/${wangjing}/days/${date}`),
    'week of the site': read(`/api/scheduling/sites/${wangjing}/sessions?from=${today}&days=7`),
    'one read': () => clinic.platform.grants.find('staff-site-050'),
  } satisfies Record<string, Act>
}

const done = (answer: Answer): void => void ok(answer)

/** A few times in a row: the mean time and units of one. */
async function often(act: Act, index: number): Promise<Sample> {
  const start = performance.now()
  const { consumed } = await metered(async () => {
    for (let turn = 0; turn < perRound; turn++) await act(index * perRound + turn)
  })
  const units = (consumed.readUnits + consumed.writeUnits) / perRound
  return { ms: (performance.now() - start) / perRound, units: Math.round(units * 10) / 10 }
}

/** Copies of a held session under other days and sites, as the table would hold them after years. */
async function fill(stage: Stage, sessions: number): Promise<void> {
  const { table, clinic } = stage
  const date = addDays(today, 1)
  const { cells } = await sessionOfForty(stage, date, 0, 'morning')
  for (const [index, { slotId }] of cells.slice(0, 10).entries())
    ok(await book(clinic.staff, slotId, `p-${index}`))
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': `$scheduling#${wangjing}`, ':sk': `s#${date}` },
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
