import { createHash } from 'node:crypto'
import { Entity } from 'electrodb'
import { type Entry, journalEntity, journalShards } from './journal.ts'
import { put, type Table, writeTogether } from './table.ts'

const linkEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'link', service: 'journal', version: '1' },
      attributes: {
        shard: { type: 'number', required: true, padding: { length: 2, char: '0' } },
        /** The entry's place by time: an entry is linked once only. */
        order: { type: 'string', required: true },
        seq: { type: 'number', required: true },
        context: { type: 'string', required: true },
        aggregateId: { type: 'string', required: true },
        entryId: { type: 'string', required: true },
        hash: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['shard'], casing: 'none' },
          sk: { field: 'sk', composite: ['order'], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )

const headEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'head', service: 'journal', version: '1' },
      attributes: {
        shard: { type: 'number', required: true, padding: { length: 2, char: '0' } },
        seq: { type: 'number', required: true },
        hash: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['shard'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )

/** The hash of a link covers the entry with all its members and the link before it. */
export const linkHash = (previous: string, entry: Entry): string =>
  createHash('sha256').update(previous).update('\n').update(canonical(entry)).digest('base64url')

/** Members in alphabetical order, nothing that only the store adds. */
const canonical = (entry: Entry): string =>
  JSON.stringify(Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))))

export interface Verdict {
  readonly entries: number
  readonly links: number
  readonly intact: boolean
  readonly brokenAt?: { readonly shard: number; readonly seq: number; readonly reason: string }
}

const batch = 50

/**
 * The chain over the journal, one per shard. The relay alone appends; contexts cannot (IAM). A link's hash covers its
 * entry and the link before, so that an edit, a deletion, a swap or a cut shows when the chain is recomputed.
 */
export function openChain(table: Table) {
  const links = linkEntity(table)
  const heads = headEntity(table)
  const entries = journalEntity(table)

  async function headOf(shard: number): Promise<{ seq: number; hash: string }> {
    const { data } = await heads.get({ shard }).go({ consistent: true })
    return data ?? { seq: 0, hash: '' }
  }

  async function unlinked(shard: number, wanted: readonly Entry[]): Promise<Entry[]> {
    const [first, last] = [wanted[0], wanted.at(-1)]
    if (!first || !last) return []
    const { data } = await links.query.primary({ shard }).between({ order: first.order }, { order: last.order }).go({ pages: 'all', consistent: true })
    const known = new Set(data.map(({ order }) => order))
    return wanted.filter(({ order }) => !known.has(order))
  }

  async function appendBatch(shard: number, added: readonly Entry[]): Promise<boolean> {
    const head = await headOf(shard)
    let { seq, hash } = head
    const parts = added.map((entry) => {
      seq += 1
      hash = linkHash(hash, entry)
      const { context, aggregateId, entryId, order } = entry
      return put(links.create({ shard, order, seq, context, aggregateId, entryId, hash }))
    })
    const moved = put(
      heads.put({ shard, seq, hash }).where((attribute, { eq, notExists }) =>
        head.seq === 0 ? notExists(attribute.seq) : eq(attribute.seq, head.seq)),
    )
    return (await writeTogether(table, [...parts, moved])).committed
  }

  return {
    headOf,

    /** Links what is not linked yet, in the order given. Two relays at once: one of them starts over. */
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

    /** Recomputes every shard from its first link. Reads the whole journal: an auditor's act, not a page's. */
    async verify(): Promise<Verdict> {
      let total = 0
      for (let shard = 0; shard < journalShards; shard++) {
        const { data } = await links.query.primary({ shard }).go({ pages: 'all' })
        const chain = data.sort((a, b) => a.seq - b.seq)
        total += chain.length
        const fault = await firstFault(shard, chain)
        if (fault) return { entries: total, links: total, intact: false, brokenAt: { shard, ...fault } }
      }
      return { entries: total, links: total, intact: true }
    },
  }

  async function firstFault(shard: number, chain: readonly Link[]): Promise<{ seq: number; reason: string } | undefined> {
    const head = await headOf(shard)
    let hash = ''
    for (let from = 0; from < chain.length; from += 100) {
      const part = chain.slice(from, from + 100)
      const { data } = await entries.get(part.map(({ context, aggregateId, entryId }) => ({ context, aggregateId, entryId }))).go()
      const found = new Map(data.map((entry) => [`${entry.context}/${entry.aggregateId}/${entry.entryId}`, entry]))
      for (const [index, link] of part.entries()) {
        const entry = found.get(`${link.context}/${link.aggregateId}/${link.entryId}`)
        if (link.seq !== from + index + 1) return { seq: from + index + 1, reason: 'link-missing' }
        if (!entry) return { seq: link.seq, reason: 'entry-missing' }
        hash = linkHash(hash, entry)
        if (hash !== link.hash) return { seq: link.seq, reason: 'entry-changed' }
      }
    }
    return head.seq === chain.length && head.hash === hash ? undefined : { seq: chain.length + 1, reason: 'chain-cut' }
  }
}
type Link = { seq: number; hash: string; context: string; aggregateId: string; entryId: string }
export type Chain = ReturnType<typeof openChain>
