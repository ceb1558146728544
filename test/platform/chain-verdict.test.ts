import { expect, it } from 'vitest'
import { openChain } from '#functions/platform/chain.ts'
import { verifyChain } from '#functions/platform/chain-verdict.ts'
import { newEntry, openJournal, shardOf } from '#functions/platform/journal.ts'
import type { Table } from '#functions/platform/table.ts'
import { freshTable, openEngine, sameTable } from '#test/support/engine.ts'

const acting = { context: 'test', personId: 'p1', requestId: 'r1' }
const shard = shardOf('thing')

/** One more act, in the journal and in the chain. */
async function happens(table: Table, at: number): Promise<void> {
  const entry = newEntry({ ...acting, at }, { act: 'thing-changed', aggregateId: 'thing' })
  await openJournal(table).note(entry)
  await openChain(table).append(shard, [entry])
}

it('is intact while the relay goes on linking, whichever read it does that beside', async () => {
  const engine = await openEngine()
  const table = await freshTable(engine)
  await happens(table, Date.now())
  let reads = 0
  const busy = sameTable(engine, table, {
    fault: async (_command, body, send) => {
      const answer = await send()
      if (JSON.stringify(body).includes('$journal')) {
        reads += 1
        await happens(table, Date.now() - 1000 * reads)
      }
      return answer
    },
  })
  expect(await verifyChain(busy)).toMatchObject({ intact: true })
  expect(reads).toBeGreaterThan(1)
})
