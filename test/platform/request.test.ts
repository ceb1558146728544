import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { timeOrderedId } from '#functions/platform/journal.ts'
import { derivedId, fingerprintOf } from '#functions/platform/request.ts'
import { id } from '#shared/kernel/ids.ts'

const word = fc.string({ minLength: 1, maxLength: 20 })

describe('an id', () => {
  test.prop([word, word, word])(
    'derived from a key is the same each time and fits where ids go',
    (operation, person, key) => {
      expect(derivedId('things', operation, person, key)).toBe(derivedId('things', operation, person, key))
      expect(id.safeParse(derivedId('things', operation, person, key)).success).toBe(true)
    },
  )

  it('derived for another person, operation or context is another', () => {
    const made = [
      ['c', 'o', 'p'],
      ['d', 'o', 'p'],
      ['c', 'x', 'p'],
      ['c', 'o', 'q'],
    ].map(([c = '', o = '', p = '']) => derivedId(c, o, p, 'key-1234'))
    expect(new Set(made).size).toBe(4)
  })

  test.prop([fc.nat({ max: 4_000_000_000_000 }), fc.nat({ max: 4_000_000_000_000 })])(
    'of an entry sorts by its time',
    (a, b) => {
      if (a < b) expect(timeOrderedId(a) < timeOrderedId(b)).toBe(true)
    },
  )

  it('of an entry sorts by its making within one millisecond', () => {
    const made = Array.from({ length: 500 }, () => timeOrderedId(1_789_000_000_000))
    expect(made).toEqual([...made].sort())
    expect(new Set(made).size).toBe(500)
  })
})

describe('a fingerprint', () => {
  it('differs with the input', () => {
    expect(fingerprintOf({ a: 1 })).not.toBe(fingerprintOf({ a: 2 }))
  })
})
