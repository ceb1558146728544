import { linkHash } from './chain.ts'
import { headEntity, linkEntity } from './chain-entities.ts'
import { type Entry, journalEntity, journalShards } from './journal.ts'
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

/** Recomputes every shard from its first link. Reads the whole journal: an auditor's act, not a page's. */
export async function verifyChain(table: Table): Promise<Verdict> {
  let links = 0
  for (let shard = 0; shard < journalShards; shard++) {
    const chain = await readChain(table, shard)
    links += chain.length
    const fault = await firstFault(table, shard, chain)
    if (fault) return { links, intact: false, brokenAt: { shard, ...fault } }
  }
  return { links, intact: true }
}

async function readChain(table: Table, shard: number): Promise<Link[]> {
  const { data } = await linkEntity(table).query.primary({ shard }).go({ pages: 'all' })
  return data.sort((a, b) => a.seq - b.seq)
}

async function firstFault(table: Table, shard: number, chain: readonly Link[]): Promise<Fault | undefined> {
  let hash = ''
  let seq = 0
  for (const { link, entry } of await withEntries(table, chain)) {
    seq += 1
    if (link.seq !== seq) return { seq, reason: 'link-missing' }
    if (!entry) return { seq, reason: 'entry-missing' }
    hash = linkHash(hash, entry)
    if (hash !== link.hash) return { seq, reason: 'entry-changed' }
  }
  const { data: head } = await headEntity(table).get({ shard }).go({ consistent: true })
  const whole = (head?.seq ?? 0) === chain.length && (head?.hash ?? '') === hash
  return whole ? undefined : { seq: seq + 1, reason: 'chain-cut' }
}

const keyOf = ({ context, aggregateId, entryId }: Pick<Link, 'context' | 'aggregateId' | 'entryId'>) => ({
  context,
  aggregateId,
  entryId,
})

/** Each link with the entry it stands for, fetched a hundred at a time (the limit of BatchGetItem). */
async function withEntries(
  table: Table,
  chain: readonly Link[],
): Promise<{ link: Link; entry: Entry | undefined }[]> {
  const entries = journalEntity(table)
  const paired: { link: Link; entry: Entry | undefined }[] = []
  for (let from = 0; from < chain.length; from += 100) {
    const part = chain.slice(from, from + 100)
    const { data } = await entries.get(part.map(keyOf)).go()
    const found = new Map(data.map((entry) => [Object.values(keyOf(entry)).join('/'), entry]))
    paired.push(...part.map((link) => ({ link, entry: found.get(Object.values(keyOf(link)).join('/')) })))
  }
  return paired
}
