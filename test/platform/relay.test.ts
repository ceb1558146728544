import { beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '#functions/platform/chain-verdict.ts'
import { type Entry, entryItem, entryKey, tailKey } from '#functions/platform/entry.ts'
import type { Delivered } from '#functions/platform/events.ts'
import { newEntry, openJournal } from '#functions/platform/journal.ts'
import { openLog } from '#functions/platform/log.ts'
import { openRelay } from '#functions/platform/relay.ts'
import { type Table, writeTogether } from '#functions/platform/table.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { type Engine, freshTable, openEngine } from '#test/support/engine.ts'

const log = openLog('silent', 'test')
let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})

const acting = { context: 'test', personId: 'p1', requestId: 'r1' }

async function write(table: Table, aggregateId: string, at = Date.now()): Promise<void> {
  const journal = openJournal(table)
  await journal.note(
    newEntry({ ...acting, at }, { act: 'thing-changed', aggregateId, data: { aggregateId } }),
  )
}

/** What nobody may do. */
const replace = (table: Table, item: Record<string, unknown>) =>
  writeTogether(table, [{ Put: { TableName: table.name, Item: item } }])

const at = (entries: readonly Entry[], index: number): Entry => {
  const entry = entries[index]
  if (!entry) throw new Error('no entry')
  return entry
}

const collecting = () => {
  const seen: Delivered[] = []
  return { seen, consumers: { 'test/thing-changed': async (event: Delivered) => void seen.push(event) } }
}

describe('the relay', () => {
  it('delivers every entry once while it runs, in the order of an aggregate', async () => {
    const table = await freshTable(engine)
    const { seen, consumers } = collecting()
    const relay = openRelay({ table, consumers: [consumers], log })
    for (let round = 0; round < 5; round++)
      for (let thing = 0; thing < 8; thing++) await write(table, `thing-${thing}`)
    await relay.settled()
    await relay.stop()
    expect(seen).toHaveLength(40)
    const ofOne = seen.filter(({ aggregateId }) => aggregateId === 'thing-3').map(({ order }) => order)
    expect(ofOne).toEqual([...ofOne].sort())
  })

  it('takes up where it was killed: what was not delivered comes, nothing is lost', async () => {
    const table = await freshTable(engine)
    await write(table, 'before')
    const dying = openRelay({
      table,
      consumers: [{ 'test/thing-changed': () => new Promise(() => {}) }],
      log,
      beat: 10,
    })
    await new Promise((resume) => setTimeout(resume, 100))
    const { seen, consumers } = collecting()
    const relay = openRelay({ table, consumers: [consumers], log })
    await write(table, 'after')
    await relay.settled()
    await relay.stop()
    expect(seen.map(({ aggregateId }) => aggregateId).sort()).toEqual(['after', 'before'])
    expect(dying.lag()).toBeGreaterThanOrEqual(0)
  })

  it('sees an entry that became visible after a later one', async () => {
    const table = await freshTable(engine)
    const { seen, consumers } = collecting()
    const relay = openRelay({ table, consumers: [consumers], log })
    await write(table, 'thing-1', 50_000)
    await relay.settled()
    await write(table, 'thing-1', 45_000)
    await relay.settled()
    await relay.stop()
    expect(seen.map(({ at }) => at)).toEqual([50_000, 45_000])
  })

  it('tries a listener that fails again, and goes on when it never succeeds', async () => {
    const table = await freshTable(engine)
    let attempts = 0
    const failing = {
      'test/thing-changed': async () => {
        attempts += 1
        throw new Error('no')
      },
    }
    const { seen, consumers } = collecting()
    const relay = openRelay({ table, consumers: [failing, consumers], log })
    await write(table, 'thing-1')
    await relay.settled()
    await relay.stop()
    expect(attempts).toBe(4)
    expect(seen).toHaveLength(1)
  })
})

describe('the chain', () => {
  async function chained(count: number) {
    const table = await freshTable(engine)
    const relay = openRelay({ table, consumers: [], log })
    for (let thing = 0; thing < count; thing++) await write(table, 'one-thing', 1_000_000 + thing)
    await relay.settled()
    await relay.stop()
    return { table, verify: () => verifyChain(table), entries: await entriesOf(table) }
  }

  it('is intact over what nobody touched, each entry linked once', async () => {
    const { verify } = await chained(60)
    expect(await verify()).toEqual({ links: 60, intact: true })
  })

  it('shows an edited entry', async () => {
    const { table, verify, entries } = await chained(5)
    await replace(table, entryItem({ ...at(entries, 2), personId: 'somebody-else' }))
    expect(await verify()).toMatchObject({
      intact: false,
      brokenAt: { seq: 3, reason: 'entry-changed' },
    })
  })

  it('shows an entry whose text is broken', async () => {
    const { table, verify, entries } = await chained(5)
    await replace(table, { ...entryItem(at(entries, 2)), facts: '{"context":' })
    expect(await verify()).toMatchObject({ intact: false, brokenAt: { seq: 3, reason: 'entry-missing' } })
  })

  it('is intact over entries that were kept value by value, as they once were', async () => {
    const table = await freshTable(engine)
    const older = newEntry(
      { ...acting, at: 1_000_000 },
      { act: 'thing-changed', aggregateId: 'old', patientIds: ['p-1'], data: { some: 'thing' } },
    )
    const keys = { ...entryKey(older), ...tailKey(older.shard, older.order) }
    await replace(table, { ...older, ...keys, __edb_e__: 'entry', __edb_v__: '1' })
    await write(table, 'old', 1_000_001)
    const { seen, consumers } = collecting()
    const relay = openRelay({ table, consumers: [consumers], log })
    await relay.settled()
    await relay.stop()
    expect(seen.map(({ data }) => data)).toEqual([{ some: 'thing' }, { aggregateId: 'old' }])
    expect(await verifyChain(table)).toEqual({ links: 2, intact: true })
  })

  it('shows a deleted entry', async () => {
    const { table, verify, entries } = await chained(5)
    await writeTogether(table, [{ Delete: { TableName: table.name, Key: entryKey(at(entries, 4)) } }])
    expect(await verify()).toMatchObject({
      intact: false,
      brokenAt: { seq: 5, reason: 'entry-missing' },
    })
  })

  it('refuses to link one entry twice when two relays run', async () => {
    const { table, verify } = await chained(3)
    const relays = [1, 2].map(() => openRelay({ table, consumers: [], log, beat: 5 }))
    for (let thing = 0; thing < 30; thing++) await write(table, 'one-thing', 2_000_000 + thing)
    await Promise.all(relays.map((relay) => relay.settled()))
    await Promise.all(relays.map((relay) => relay.stop()))
    expect(await verify()).toEqual({ links: 33, intact: true })
  })
})

describe('an entry', () => {
  it('of a creation can be written once only', async () => {
    const table = await freshTable(engine)
    const journal = openJournal(table)
    const entry = newEntry(
      { ...acting, at: 1, fingerprint: 'f' },
      { act: 'thing-made', aggregateId: 'x', answer: { x: 1 } },
    )
    expect((await writeTogether(table, [journal.write(entry)])).committed).toBe(true)
    expect((await writeTogether(table, [journal.write(entry)])).committed).toBe(false)
    expect(await journal.findCreation('test', 'x')).toMatchObject({ answer: '{"x":1}', fingerprint: 'f' })
  })
})
