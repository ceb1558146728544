import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { clock, contains, gapBetween, interval, overlaps, span } from '#shared/kernel/interval.ts'

const spans = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 }))
  .map(([start, length]) => ({ start, end: Math.min(1440, start + length) }))

describe('an interval', () => {
  it('that touches another does not overlap it', () => {
    expect(overlaps({ start: 540, end: 600 }, { start: 600, end: 660 })).toBe(false)
  })

  it('is written as people write it', () => {
    expect([clock(585), clock(0), span({ start: 540, end: 720 })]).toEqual(['9:45', '0:00', '9:00–12:00'])
  })

  it('that ends before it starts is refused by name', () => {
    expect(interval.safeParse({ start: 600, end: 540 }).error?.issues[0]?.message).toBe('start-after-end')
  })

  test.prop([spans, spans])('either overlaps another or leaves a gap, the same both ways', (a, b) => {
    expect(overlaps(a, b)).toBe(overlaps(b, a))
    expect(gapBetween(a, b)).toBe(gapBetween(b, a))
    if (gapBetween(a, b) > 0) expect(overlaps(a, b)).toBe(false)
    if (contains(a, b)) expect(overlaps(a, b)).toBe(true)
  })
})
