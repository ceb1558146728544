import { linkHash } from './chain.ts'
import { headEntity, linkEntity } from './chain-entities.ts'
import { type Entry, journalShards, openJournal } from './journal.ts'
import type { Table } from './table.ts'

interface Link {
  readonly seq: number
  readonly hash: string
  readonly context: string
  readonly aggregateId: string
  readonly entryId: string
}

interface Fault {
  readonly seq: number
  readonly reason: 'link-missing' | 'entry-missing' | 'entry-changed' | 'chain-cut'
}

export interface Verdict {
  readonly links: number
  readonly intact: boolean
  readonly brokenAt?: Fault & { readonly shard: number }
}

/**
 * Recomputes every shard from its first link to where its head stood when it was begun: the relay may go on linking
 * meanwhile. Reads the whole journal: an auditor's act, not a page's.
 */
export async function verifyChain(table: Table): Promise<Verdict> {
  let links = 0
  for (let shard = 0; shard < journalShards; shard++) {
    const head = await readHead(table, shard)
    const all = await readChain(table, shard)
    const chain = all.filter(({ seq }) => seq <= head.seq)
    links += chain.length
    const fault = (await firstFault(table, head, chain)) ?? (await beyond(table, shard, all.at(-1)?.seq ?? 0))
    if (fault) return { links, intact: false, brokenAt: { shard, ...fault } }
  }
  return { links, intact: true }
}

interface Head {
  readonly seq: number
  readonly hash: string
}

async function readHead(table: Table, shard: number): Promise<Head> {
  const { data } = await headEntity(table).get({ shard }).go({ consistent: true })
  return data ?? { seq: 0, hash: '' }
}

async function readChain(table: Table, shard: number): Promise<Link[]> {
  const { data } = await linkEntity(table).query.primary({ shard }).go({ pages: 'all', consistent: true })
  return data.sort((a, b) => a.seq - b.seq)
}

async function firstFault(table: Table, head: Head, chain: readonly Link[]): Promise<Fault | undefined> {
  let hash = ''
  let seq = 0
  for (const { link, entry } of await withEntries(table, chain)) {
    seq += 1
    if (link.seq !== seq) return { seq, reason: 'link-missing' }
    if (!entry) return { seq, reason: 'entry-missing' }
    hash = linkHash(hash, entry)
    if (hash !== link.hash) return { seq, reason: 'entry-changed' }
  }
  return head.seq === seq && head.hash === hash ? undefined : { seq: seq + 1, reason: 'chain-cut' }
}

/** A link and the head that counts it are one write: a link that was seen is never past the head that is read after it. */
async function beyond(table: Table, shard: number, last: number): Promise<Fault | undefined> {
  const { seq } = await readHead(table, shard)
  return last > seq ? { seq: seq + 1, reason: 'chain-cut' } : undefined
}

/** Each link with the entry it stands for, fetched a hundred at a time (the limit of BatchGetItem). */
async function withEntries(
  table: Table,
  chain: readonly Link[],
): Promise<{ link: Link; entry: Entry | undefined }[]> {
  const journal = openJournal(table)
  const paired: { link: Link; entry: Entry | undefined }[] = []
  for (let from = 0; from < chain.length; from += 100) {
    const part = chain.slice(from, from + 100)
    const found = await journal.findAll(part)
    paired.push(...part.map((link, index) => ({ link, entry: found[index] })))
  }
  return paired
}
