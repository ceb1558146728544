import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import {
  byPool,
  decideExtraSlot,
  decideResume,
  decideStop,
  defaultSettings,
  loadOf,
  nearestFree,
  phaseOf,
  recognitionCode,
  stoppedFromOf,
} from '#shared/scheduling/index.ts'
import { minutes, today } from './support.ts'

const session = {
  date: today,
  time: { start: 540, end: 720 },
  slotMinutes: 15,
  state: 'published',
  releaseAt: 0,
  version: 3,
} as const
const at = (minute: number, date: string = today) => instantOf(date, minute)
const cells = (...states: ('free' | 'booked' | 'stopped' | 'seen')[]) => states.map((state) => ({ state }))

describe('the phase of a session', () => {
  it.each([
    ['draft', { ...session, state: 'draft' as const }, cells('free'), at(600)],
    ['stopped', { ...session, state: 'stopped' as const }, cells('stopped'), at(1000)],
    ['not-released', { ...session, releaseAt: at(500) }, cells('free'), at(499)],
    ['open', session, cells('booked', 'free'), at(539)],
    ['full', session, cells('booked', 'booked'), at(539)],
    ['running', session, cells('free'), at(540)],
    ['ended', session, cells('free'), at(720)],
  ])('is %s', (phase, one, own, now) => {
    expect(phaseOf(one, own, now)).toBe(phase)
  })

  it('counts who is taken of what can be', () => {
    expect(loadOf(cells('free', 'booked', 'seen', 'stopped'))).toEqual({ taken: 2, total: 3 })
  })

  it('shows the channels in their order, and leaves none of the cells out', () => {
    const pool = fc.constantFrom('public', 'clinic', 'referral', 'extra')
    fc.assert(
      fc.property(fc.array(fc.record({ pool, number: fc.nat(60) })), (given) => {
        const groups = byPool(given as Parameters<typeof byPool>[0])
        expect(groups.flatMap((group) => group.cells)).toHaveLength(given.length)
        const order = ['public', 'clinic', 'referral', 'extra']
        expect(groups.map((group) => order.indexOf(group.pool))).toEqual(
          groups.map((group) => order.indexOf(group.pool)).toSorted((a, b) => a - b),
        )
      }),
    )
  })
})

describe('a stop', () => {
  it('is for published sessions, once, and for the version that was read', () => {
    expect(decideStop(session, 3).ok).toBe(true)
    expect(decideStop(session, 2)).toMatchObject({ reason: 'stale-version', facts: { version: 3 } })
    expect(decideStop({ ...session, state: 'stopped' }, 3)).toMatchObject({ reason: 'session-stopped' })
    expect(decideStop({ ...session, state: 'draft' }, 3)).toMatchObject({ reason: 'session-not-published' })
  })

  it('can be taken back for ten minutes, not longer, and never on another day', () => {
    const stopped = { ...session, state: 'stopped', stoppedAt: at(500) } as const
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * minutes }), (later) => {
        expect(decideResume(stopped, 3, at(500) + later).ok).toBe(later < 10 * minutes)
      }),
    )
    expect(decideResume({ ...stopped, stoppedAt: at(1439) }, 3, at(1441))).toMatchObject({
      reason: 'stop-final',
    })
    expect(decideResume(session, 3, at(500))).toMatchObject({ reason: 'stop-final' })
    expect(decideResume(stopped, 4, at(501))).toMatchObject({ reason: 'stale-version' })
  })

  it('leaves alone who is being seen or has been', () => {
    const kept = (['called', 'seen', 'missed', 'stopped'] as const).map((state) => stoppedFromOf({ state }))
    expect(kept).toEqual([undefined, undefined, undefined, undefined])
    expect((['free', 'booked', 'arrived'] as const).map((state) => stoppedFromOf({ state }))).toEqual([
      'free',
      'booked',
      'arrived',
    ])
  })
})

describe('an extra number', () => {
  const slots = (count: number, extra = 0) =>
    Array.from({ length: count + extra }, (_, index) => ({
      number: index + 1,
      time: { start: 540 + index * 15, end: 555 + index * 15 },
      pool: index < count ? ('public' as const) : ('extra' as const),
    }))

  it('goes behind the last one, or to the last place of a full half-day', () => {
    expect(decideExtraSlot(session, slots(10), undefined, at(500))).toEqual({
      ok: true,
      value: { number: 11, time: { start: 690, end: 705 }, pool: 'extra' },
    })
    expect(decideExtraSlot(session, slots(12), undefined, at(500))).toMatchObject({
      value: { number: 13, time: { start: 705, end: 720 } },
    })
  })

  it('stays within the session and within the limit, whatever is wished', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 8 }), (start, extra) => {
        const decision = decideExtraSlot(session, slots(4, extra), start, at(500))
        expect(decision.ok).toBe(extra < defaultSettings.extraSlots && start >= 540 && start <= 705)
      }),
    )
  })

  it.each([
    ['session-stopped', { ...session, state: 'stopped' as const }, at(500)],
    ['session-not-published', { ...session, state: 'draft' as const }, at(500)],
    ['session-not-published', session, at(1440)],
  ])('is refused as %s', (reason, one, now) => {
    expect(decideExtraSlot(one, slots(3), undefined, now)).toMatchObject({ reason })
  })
})

describe('the nearest free number', () => {
  const cell = (number: number, state: 'free' | 'booked' = 'free', pool: 'public' | 'clinic' = 'public') => ({
    number,
    state,
    pool,
    time: { start: 540 + number * 15, end: 555 + number * 15 },
  })

  it('is of the same channel before it is near, and rather later than earlier', () => {
    expect(nearestFree([cell(1), cell(3), cell(2, 'booked')], cell(2))?.number).toBe(3)
    expect(nearestFree([cell(9), cell(3, 'free', 'clinic')], cell(2))?.number).toBe(9)
    expect(nearestFree([cell(1, 'booked')], cell(2))).toBeUndefined()
  })

  it('is never farther than another free one of its channel', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(30)), fc.nat(30), (numbers, wanted) => {
        const found = nearestFree(
          numbers.map((number) => cell(number)),
          cell(wanted),
        )
        const distances = numbers.map((number) => Math.abs(number - wanted))
        expect(found ? Math.abs(found.number - wanted) : undefined).toBe(
          numbers.length > 0 ? Math.min(...distances) : undefined,
        )
      }),
    )
  })
})

describe('the recognition code', () => {
  it('is six figures, the same each time, and spreads', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(recognitionCode(text)).toMatch(/^\d{6}$/)
        expect(recognitionCode(text)).toBe(recognitionCode(text))
      }),
    )
    expect(
      new Set(Array.from({ length: 1000 }, (_, index) => recognitionCode(`a-${index}`))).size,
    ).toBeGreaterThan(990)
  })
})
