import { type Entry, journalEntity, journalShards } from '#functions/platform/journal.ts'
import type { Table } from '#functions/platform/table.ts'

/** The whole journal of a test's table, in the order of time. */
export async function entriesOf(table: Table): Promise<Entry[]> {
  const entries = journalEntity(table)
  const shards = Array.from({ length: journalShards }, (_, shard) =>
    entries.query.tail({ shard }).go({ pages: 'all' }),
  )
  const found = (await Promise.all(shards)).flatMap(({ data }) => data)
  return found.sort((a, b) => a.order.localeCompare(b.order))
}
