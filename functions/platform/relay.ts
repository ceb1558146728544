import { type Chain, openChain } from './chain.ts'
import { Entity } from './entity.ts'
import { type Consumers, type Delivered, deliver, deliveredFrom } from './events.ts'
import { type Entry, journalShards, openJournal, timeOrderedId } from './journal.ts'
import type { Log } from './log.ts'
import { put, type Table, writeTogether } from './table.ts'

/**
 * How far behind its newest entry the poller keeps looking, in milliseconds: an entry's order is given before its
 * transaction commits, so one with an earlier order can become visible later. Requests are cut off well before.
 */
const overlapMs = 15_000

const cursorEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'cursor', service: 'relay', version: '1' },
      attributes: {
        shard: { type: 'number', required: true, padding: { length: 2, char: '0' } },
        /** Everything up to here, in milliseconds, has been delivered. */
        upTo: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: [], casing: 'none' },
          sk: { field: 'sk', composite: ['shard'], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )

const deadEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'dead', service: 'relay', version: '1' },
      attributes: {
        order: { type: 'string', required: true },
        event: { type: 'string', required: true },
        context: { type: 'string', required: true },
        aggregateId: { type: 'string', required: true },
        entryId: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: [], casing: 'none' },
          sk: { field: 'sk', composite: ['order', 'event'], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )

export interface Relay {
  /** Looks now instead of at the next beat; cheap to call after every write. */
  nudge(): void
  /** Resolves when everything that was visible at the call has been linked and delivered. */
  settled(): Promise<void>
  /** Milliseconds by which the oldest undelivered entry waits; 0 where nothing does. */
  lag(): number
  stop(): Promise<void>
}

export interface RelayOptions {
  readonly table: Table
  readonly consumers: readonly Consumers[]
  readonly log: Log
  readonly now?: () => number
  /** Milliseconds between looks where nothing nudges. */
  readonly beat?: number
}

/**
 * The relay of the one-machine deployment: reads the journal's tail, links it, gives it to the same consumers that
 * hang on EventBridge in the cloud, and only then moves its cursor. Killed anywhere, it begins again behind the
 * cursor: nothing is lost, some things are delivered twice.
 */
export function openRelay({ table, consumers, log, now = Date.now, beat = 500 }: RelayOptions): Relay {
  const chain = openChain(table)
  const shards = Array.from({ length: journalShards }, (_, shard) =>
    openShard({ table, consumers, log, now, chain }, shard),
  )
  let stopped = false
  let wake: (() => void) | undefined
  let nudged = false
  let waiting: (() => void)[] = []
  let behindSince: number | undefined

  async function round(): Promise<void> {
    const moved = await Promise.all(shards.map((shard) => shard.advance()))
    behindSince = moved.some(Boolean) ? (behindSince ?? now()) : undefined
  }

  async function run(): Promise<void> {
    while (!stopped) {
      nudged = false
      const served = waiting
      waiting = []
      try {
        await round()
        for (const done of served) done()
      } catch (error) {
        waiting.push(...served)
        log.error({ error: (error as Error).name }, 'relay round failed')
        await new Promise((resume) => setTimeout(resume, 200))
      }
      if (!nudged && !stopped) await pause()
    }
  }

  const pause = () =>
    new Promise<void>((resume) => {
      const timer = setTimeout(resume, beat)
      wake = () => {
        clearTimeout(timer)
        resume()
      }
    })

  const running = run()
  const nudge = () => {
    nudged = true
    wake?.()
  }
  return {
    nudge,
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        nudge()
      }),
    lag: () => (behindSince === undefined ? 0 : now() - behindSince),
    async stop() {
      stopped = true
      nudge()
      await running
    },
  }
}

interface ShardParts {
  readonly table: Table
  readonly consumers: readonly Consumers[]
  readonly log: Log
  readonly now: () => number
  readonly chain: Chain
}

function openShard({ table, consumers, log, now, chain }: ShardParts, shard: number) {
  const journal = openJournal(table)
  const cursors = cursorEntity(table)
  const dead = deadEntity(table)
  /** Orders delivered by this process and still inside the overlap: not delivered again. */
  const recent = new Set<string>()
  let upTo: number | undefined

  const giveUp = async (event: Delivered) => {
    const { order, context, aggregateId, entryId } = event
    await writeTogether(table, [
      put(dead.put({ order, event: `${context}/${event.act}`, context, aggregateId, entryId })),
    ])
  }

  async function tail(): Promise<Entry[]> {
    upTo ??= (await cursors.get({ shard }).go({ consistent: true })).data?.upTo ?? 0
    const from = orderAt(Math.max(0, upTo - overlapMs))
    return (await journal.listTail(shard, from)).filter(({ order }) => !recent.has(order))
  }

  return {
    /** Takes the tail once; true where there was something. */
    async advance(): Promise<boolean> {
      const found = await tail()
      if (found.length === 0) return false
      await chain.append(shard, found)
      for (const entry of found) {
        for (const listeners of consumers) await deliver(listeners, deliveredFrom(entry), log, giveUp)
        recent.add(entry.order)
      }
      await moveTo(Math.max(upTo ?? 0, ...found.map(({ at }) => at)))
      return true
    },
  }

  async function moveTo(at: number): Promise<void> {
    upTo = at
    await writeTogether(table, [put(cursors.put({ shard, upTo: at }))])
    const oldest = orderAt(Math.min(at, now()) - overlapMs)
    for (const order of recent) if (order < oldest) recent.delete(order)
  }
}

/** The smallest order an entry of that instant can have. */
const orderAt = (atMs: number): string => timeOrderedId(Math.max(0, atMs)).slice(0, 10)
