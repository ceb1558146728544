import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capacityOf, decidePlan, defaultSettings, halfDayOf, slotsOf } from '#shared/scheduling/index.ts'
import { plan } from './support.ts'

const quotas = fc.record({
  public: fc.integer({ min: 0, max: 20 }),
  clinic: fc.integer({ min: 0, max: 12 }),
  referral: fc.integer({ min: 0, max: 8 }),
})
const anyPlan = fc
  .record({ quotas, slotMinutes: fc.integer({ min: 5, max: 30 }), start: fc.integer({ min: 420, max: 700 }) })
  .map(({ quotas: given, slotMinutes, start }) =>
    plan({
      quotas: given,
      slotMinutes,
      time: { start, end: start + slotMinutes * Math.max(1, capacityOf(given)) },
    }),
  )

describe('the numbers of a plan', () => {
  it('gives each channel exactly its quota, in times that follow each other without a gap', () => {
    fc.assert(
      fc.property(anyPlan, (one) => {
        const slots = slotsOf(one)
        for (const pool of ['public', 'clinic', 'referral'] as const)
          expect(slots.filter((slot) => slot.pool === pool)).toHaveLength(one.quotas[pool])
        expect(slots.map(({ number }) => number)).toEqual(slots.map((_, index) => index + 1))
        expect(
          slots.every(
            ({ time }, index) =>
              time.start === one.time.start + index * one.slotMinutes &&
              time.end === time.start + one.slotMinutes,
          ),
        ).toBe(true)
      }),
    )
  })

  it('spreads the channels over the half-day: no beginning of it gives one more than its share and one', () => {
    fc.assert(
      fc.property(anyPlan, (one) => {
        const slots = slotsOf(one)
        for (let length = 1; length <= slots.length; length++)
          for (const pool of ['public', 'clinic', 'referral'] as const) {
            const given = slots.slice(0, length).filter((slot) => slot.pool === pool).length
            expect(given).toBeLessThanOrEqual(Math.ceil((one.quotas[pool] * length) / slots.length) + 1)
          }
      }),
    )
  })

  it('begins with the public where shares are equal', () => {
    expect(
      slotsOf(plan({ quotas: { public: 2, clinic: 2, referral: 2 } }))
        .slice(0, 3)
        .map(({ pool }) => pool),
    ).toEqual(['public', 'clinic', 'referral'])
  })
})

describe('a plan', () => {
  it('holds where its numbers fit into its hours', () => {
    expect(decidePlan(plan()).ok).toBe(true)
  })

  it.each([
    ['no-numbers', { quotas: { public: 0, clinic: 0, referral: 0 } }],
    ['too-short', { time: { start: 540, end: 700 } }],
    ['too-many-numbers', { quotas: { public: 30, clinic: 10, referral: 1 }, slotMinutes: 5 }],
    ['outside-day', { time: { start: 400, end: 600 } }],
    ['outside-day', { time: { start: 1100, end: 1290 } }],
    ['crosses-noon', { time: { start: 660, end: 900 } }],
  ])('is refused as %s', (fault, changed) => {
    expect(decidePlan(plan(changed))).toMatchObject({ ok: false, reason: 'plan-invalid', facts: { fault } })
  })

  it('never accepts more numbers than one transaction can stop', () => {
    fc.assert(
      fc.property(anyPlan, (one) => {
        const items = 2 * (capacityOf(one.quotas) + defaultSettings.extraSlots) + 6
        if (decidePlan(one).ok) expect(items).toBeLessThanOrEqual(100)
      }),
    )
  })
})

it("calls what begins before one o'clock a morning", () => {
  expect(halfDayOf({ start: 779, end: 800 })).toBe('morning')
  expect(halfDayOf({ start: 780, end: 800 })).toBe('afternoon')
})
