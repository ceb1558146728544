import { openChain } from '#functions/platform/chain.ts'
import { verifyChain } from '#functions/platform/chain-verdict.ts'
import { shardOf } from '#functions/platform/journal.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import type { Engine } from '#test/support/engine.ts'
import { type History, playHistory } from './history.ts'
import type { Mutant } from './seam.ts'
import { openWorld, type World } from './world.ts'

/** What the table has taken is in the journal, neither more nor less, and its chain is whole. */
async function judgeWorld({ table, mirror }: World): Promise<string[]> {
  const entries = await entriesOf(table)
  const chain = openChain(table)
  for (const [shard, own] of Map.groupBy(entries, ({ aggregateId }) => shardOf(aggregateId)))
    await chain.append(shard, own)
  const { intact, links } = await verifyChain(table)
  return [
    ...(intact ? [] : ['the chain of the journal is broken']),
    ...(links === entries.length ? [] : [`${entries.length} entries make ${links} links`]),
    ...(mirror.entries() === entries.length
      ? []
      : [`${mirror.entries()} entries were written, ${entries.length} are there`]),
  ]
}

/** What was written, in its order: not every interleaving comes again when it is played once more. */
const told = ({ mirror }: World): string[] =>
  mirror.log.map(({ act, aggregateId, personId }) => `  ${act} ${aggregateId} by ${personId}`)

/**
 * Plays histories one after the other, each in a week of its own; one that went wrong leaves nothing to the next.
 * @throws Error that says what was wrong.
 */
export function openLane(engine: Engine, mutant?: Mutant) {
  let world: World | undefined

  async function judged(judging: World, wrong: Promise<string[]>): Promise<void> {
    const found = await wrong.catch((error: Error) => [error.stack ?? error.message])
    if (found.length > 0) throw new Error([...found, ...told(judging)].join('\n'))
  }
  /** Whoever has played here last is looked at as a whole. */
  async function leave(): Promise<void> {
    const left = world
    world = undefined
    if (left) await judged(left, judgeWorld(left))
  }
  return {
    async play(history: History): Promise<void> {
      if (world && !world.isFreshFor(history.seed)) await leave()
      const current = world ?? (await openWorld(engine, mutant))
      world = undefined
      await judged(current, playHistory(current, history))
      world = current
    },
    leave,
  }
}
