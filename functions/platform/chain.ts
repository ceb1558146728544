import { createHash } from 'node:crypto'
import { headEntity, linkEntity } from './chain-entities.ts'
import type { Entry } from './journal.ts'
import { put, type Table, writeTogether } from './table.ts'

/** The hash of a link covers the entry with all its members and the link before it. */
export const linkHash = (previous: string, entry: Entry): string =>
  createHash('sha256').update(previous).update('\n').update(canonical(entry)).digest('base64url')

/** Members in alphabetical order, nothing that only the store adds. */
const canonical = (entry: Entry): string =>
  JSON.stringify(Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))))

const batch = 50

/**
 * The chain over the journal, one per shard. The relay alone appends; contexts cannot (IAM). A link's hash covers its
 * entry and the link before, so that an edit, a deletion, a swap or a cut shows when the chain is recomputed.
 */
export function openChain(table: Table) {
  const links = linkEntity(table)
  const heads = headEntity(table)

  async function unlinked(shard: number, wanted: readonly Entry[]): Promise<Entry[]> {
    const [first, last] = [wanted[0], wanted.at(-1)]
    if (!first || !last) return []
    const range = links.query.primary({ shard }).between({ order: first.order }, { order: last.order })
    const { data } = await range.go({ pages: 'all', consistent: true })
    const known = new Set(data.map(({ order }) => order))
    return wanted.filter(({ order }) => !known.has(order))
  }

  async function appendBatch(shard: number, added: readonly Entry[]): Promise<boolean> {
    const head = (await heads.get({ shard }).go({ consistent: true })).data ?? { seq: 0, hash: '' }
    let { seq, hash } = head
    const parts = added.map((entry) => {
      seq += 1
      hash = linkHash(hash, entry)
      const { context, aggregateId, entryId, order } = entry
      return put(links.create({ shard, order, seq, context, aggregateId, entryId, hash }))
    })
    const moved = heads
      .put({ shard, seq, hash })
      .where((attribute, { eq, notExists }) =>
        head.seq === 0 ? notExists(attribute.seq) : eq(attribute.seq, head.seq),
      )
    return (await writeTogether(table, [...parts, put(moved)])).committed
  }

  return {
    /** Links what is not linked yet, oldest first. Two relays at once: one of them starts over. */
    async append(shard: number, wanted: readonly Entry[]): Promise<void> {
      const sorted = [...wanted].sort((a, b) => (a.order < b.order ? -1 : 1))
      for (let from = 0; from < sorted.length; from += batch) {
        const part = sorted.slice(from, from + batch)
        for (let tries = 0; tries < 20; tries++) {
          const missing = await unlinked(shard, part)
          if (missing.length === 0 || (await appendBatch(shard, missing))) break
        }
      }
    },
  }
}
export type Chain = ReturnType<typeof openChain>
