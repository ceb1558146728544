import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openChain } from '#functions/platform/chain.ts'
import { verifyChain } from '#functions/platform/chain-verdict.ts'
import { shardOf } from '#functions/platform/journal.ts'
import { entriesOf } from '../scheduling/journal-of.ts'
import { type Engine, openEngine } from '../support/engine.ts'
import { anyHistory, type History, playHistory } from './model/history.ts'
import { openWorld, type World } from './model/world.ts'

const histories = Number(process.env['HISTORIES'] ?? 150)
const seed = Number(process.env['SEED'] ?? 20260915)
const path = process.env['HISTORY_PATH']

/** Everything that was written is in the journal, and its chain is whole. */
async function judgeWorld({ table }: World): Promise<void> {
  const entries = await entriesOf(table)
  const chain = openChain(table)
  for (const [shard, own] of Map.groupBy(entries, ({ aggregateId }) => shardOf(aggregateId)))
    await chain.append(shard, own)
  expect(await verifyChain(table)).toMatchObject({ intact: true, links: entries.length })
}

/** Plays histories one after the other, each in a week of its own; one that went wrong leaves nothing to the next. */
function openLane(engine: Engine) {
  let world: World | undefined
  return async (history: History): Promise<void> => {
    if (world && !world.isFreshFor(history.seed)) {
      const full = world
      world = undefined
      await judgeWorld(full)
    }
    const current = world ?? (await openWorld(engine))
    world = undefined
    const wrong = await playHistory(current, history).catch((error: Error) => [error.stack ?? error.message])
    if (wrong.length > 0) throw new Error(wrong.join('\n'))
    world = current
  }
}

/** Beside each other in one process: while one waits for the engine, another is worked on. */
const lanes = path ? 1 : 6

describe('whatever everybody does, in whatever order, beside each other and under faults', () => {
  it(`claims, numbers, offers and lines hold after every single write (${histories} histories)`, async () => {
    const engine = await openEngine({ own: true })
    try {
      const play = (own: number) =>
        fc.assert(fc.asyncProperty(anyHistory, openLane(engine)), {
          seed: own,
          numRuns: Math.ceil(histories / lanes),
          ...(path ? { path } : {}),
        })
      await Promise.all(Array.from({ length: lanes }, (_, lane) => play(seed + lane)))
    } finally {
      await engine.close()
    }
  }, 7_200_000)
})
