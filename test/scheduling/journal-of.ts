import { type Entry, journalShards, openJournal } from '#functions/platform/journal.ts'
import type { Table } from '#functions/platform/table.ts'

/** The whole journal of a test's table, in the order of time. */
export async function entriesOf(table: Table): Promise<Entry[]> {
  const journal = openJournal(table)
  const shards = Array.from({ length: journalShards }, (_, shard) => journal.listTail(shard))
  return (await Promise.all(shards)).flat().sort((a, b) => a.order.localeCompare(b.order))
}
