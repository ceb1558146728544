/**
 * One entry per write, in the same transaction, and one per read of patient data: audit record and outbox in one.
 * Append-only: contexts are granted Put with a condition and nothing else.
 */
export interface Entry {
  readonly context: string
  /** The thing that changed: an appointment, a session, a patient. */
  readonly aggregateId: string
  readonly entryId: string
  /** Past fact: `appointment-booked`. Reads end in `-read`. */
  readonly act: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly shard: number
  readonly personId: string
  /** The site or body that the person acted for. */
  readonly bodyId?: string
  /** Legal or consent basis, by code: `service`, `self`, `guardian`, `office`, `public-duty`, `system`. */
  readonly basis: string
  readonly patientIds?: readonly string[]
  readonly requestId?: string
  /** What listeners need, as JSON. Ids and facts, never a name, a phone or an ID number. */
  readonly data?: string
  /** Of a creation: the answer, as JSON, for replays of its Idempotency-Key. */
  readonly answer?: string
  readonly fingerprint?: string
  /** For ordering within a shard, time first. */
  readonly order: string
}

type Item = Readonly<Record<string, unknown>>
type Place = Pick<Entry, 'context' | 'aggregateId' | 'entryId'>

const keyForms = {
  pk: /^\$journal#context_(.*?)#aggregateId_(.*)$/s,
  sk: /^\$entry_1#entryId_(.*)$/s,
  tailpk: /^\$journal#shard_(\d+)$/,
  tailsk: /^\$entry_1#order_(.*)$/s,
} as const

export const entryKey = ({ context, aggregateId, entryId }: Place) => ({
  pk: `$journal#context_${context}#aggregateId_${aggregateId}`,
  sk: prefix + entryId,
})

const prefix = '$entry_1#entryId_'

/**
 * `tail` orders a shard by time for the poller of the one-machine deployment; the cloud reads the table's stream and has
 * no such index.
 */
export const tailKey = (shard: number, order: string) => ({
  tailpk: `$journal#shard_${String(shard).padStart(2, '0')}`,
  tailsk: `$entry_1#order_${order}`,
})

/** What the keys say of an entry: undefined where one of them is of another form. */
function keysOf(item: Item) {
  const [place, entry, shard, order] = (['pk', 'sk', 'tailpk', 'tailsk'] as const).map((name) =>
    keyForms[name].exec(String(item[name])),
  )
  if (!place || !entry || !shard || !order) return undefined
  const [, context = '', aggregateId = ''] = place
  return { context, aggregateId, entryId: entry[1], shard: Number(shard[1]), order: order[1] }
}

/**
 * An entry as it lies in the table. It is only ever read and written as a whole, so it is one text: the store takes
 * longer for fifteen values than for one (decision 0014). What its keys say is not said again, and what is JSON already
 * stands beside it, or its quotes would be written twice: a booking's entry is within one write unit (1 KB).
 */
export function entryItem(entry: Entry): Record<string, string> {
  const {
    data,
    answer,
    context: _,
    aggregateId: __,
    entryId: ___,
    shard: ____,
    order: _____,
    ...facts
  } = entry
  return {
    ...entryKey(entry),
    ...tailKey(entry.shard, entry.order),
    facts: JSON.stringify(facts),
    ...(data === undefined ? {} : { data }),
    ...(answer === undefined ? {} : { answer }),
  }
}

/**
 * Undefined where the item is no entry, or one whose text somebody has broken: the chain then misses it. Entries that
 * were written before have a value for each fact.
 */
export function entryFrom(item: Item): Entry | undefined {
  if (!String(item['sk']).startsWith(prefix)) return undefined
  const { pk: _, sk: __, tailpk: ___, tailsk: ____, __edb_e__, __edb_v__, facts, ...beside } = item
  if (typeof facts !== 'string') return beside as unknown as Entry
  const keys = keysOf(item)
  if (!keys) return undefined
  try {
    return { ...JSON.parse(facts), ...keys, ...beside }
  } catch {
    return undefined
  }
}
