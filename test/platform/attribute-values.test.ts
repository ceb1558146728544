import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { nativeItem, storedItem } from '#functions/platform/attribute-values.ts'

const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.maxSafeInteger(),
  fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e12, max: 1e12 }),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[A-Za-z_]{1,8}$/), tie('value'), { maxKeys: 4 }),
  ),
}))
const item = fc.dictionary(fc.stringMatching(/^[A-Za-z_]{1,8}$/), value)

describe('an item', () => {
  test.prop([item])("is written as the SDK's own conversion writes it", (given) => {
    expect(storedItem(given)).toEqual(marshall(given))
  })

  test.prop([item])('comes back as it was, and as the SDK reads it', (given) => {
    const stored = storedItem(given)
    expect(nativeItem(stored)).toEqual(unmarshall(stored as unknown as Parameters<typeof unmarshall>[0]))
  })

  it('leaves out what is undefined, wherever it is', () => {
    expect(storedItem({ a: undefined, b: { c: undefined, d: 1 }, e: [undefined, 2] })).toEqual({
      b: { M: { d: { N: '1' } } },
      e: { L: [{ N: '2' }] },
    })
  })

  it.each([
    ['a date', new Date(0)],
    ['a set', new Set(['a'])],
    ['bytes', new Uint8Array([1])],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['no number', Number.NaN],
    ['a number beyond 2^53', 2 ** 60],
  ])('is not written with %s in it, which would not come back', (_, given) => {
    expect(() => storedItem({ given: [{ given }] })).toThrow(TypeError)
  })

  it('is not read with a kind of value that is never written', () => {
    expect(() => nativeItem({ a: { SS: ['x'] } })).toThrow('SS')
    expect(() => nativeItem({ a: {} })).toThrow(TypeError)
  })
})
