import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { nativeItem, storedItem } from '#functions/platform/attribute-values.ts'
import { type Entry, entryFrom, entryItem, entryKey, tailKey } from '#functions/platform/entry.ts'

const text = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_.-]{1,24}$/),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
)
const json = fc.json()
const entries: fc.Arbitrary<Entry> = fc.record(
  {
    context: text,
    aggregateId: text,
    entryId: text,
    act: text,
    at: fc.nat(),
    shard: fc.nat({ max: 15 }),
    personId: text,
    bodyId: text,
    basis: text,
    patientIds: fc.array(text, { maxLength: 3 }),
    requestId: text,
    data: json,
    answer: json,
    fingerprint: text,
    order: text,
  },
  {
    requiredKeys: ['context', 'aggregateId', 'entryId', 'act', 'at', 'shard', 'personId', 'basis', 'order'],
    noNullPrototype: true,
  },
)
const kept = (item: Record<string, unknown>) => nativeItem(storedItem(item))

describe('a journal entry', () => {
  test.prop([entries])('is read as it was written', (entry) => {
    expect(entryFrom(kept(entryItem(entry)))).toEqual(entry)
  })

  test.prop([entries])('is read as it was written before entries became one text', (entry) => {
    const keys = { ...entryKey(entry), ...tailKey(entry.shard, entry.order) }
    expect(entryFrom(kept({ ...entry, ...keys, __edb_e__: 'entry', __edb_v__: '1' }))).toEqual(entry)
  })

  it('lies where permissions, the stream and the poller look for it', () => {
    const place = { context: 'scheduling', aggregateId: 'a-1', entryId: '0-created' }
    expect({ ...entryKey(place), ...tailKey(7, '01hx') }).toEqual({
      pk: '$journal#context_scheduling#aggregateId_a-1',
      sk: '$entry_1#entryId_0-created',
      tailpk: '$journal#shard_07',
      tailsk: '$entry_1#order_01hx',
    })
  })

  it('is nothing else that lies in the journal', () => {
    expect(entryFrom({ pk: '$journal#shard_07', sk: '$link_1#order_01hx', seq: 1 })).toBeUndefined()
  })
})
