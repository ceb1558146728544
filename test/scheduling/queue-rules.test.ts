import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import {
  aheadOf,
  appealLifecycle,
  appealStates,
  appealUntil,
  beforeOf,
  counts,
  decideAppealing,
  decideWalkIn,
  defaultSettings,
  expectedAt,
  nearestTo,
  type Slot,
  turnBehind,
  turnOf,
  turnOfLate,
  waitingOf,
} from '#shared/scheduling/index.ts'
import { minutes, today } from './support.ts'

const held = { appointmentId: 'a', patientId: 'p', visit: 'return', code: '1', bookedAt: 0 } as const
const number = (index: number, state: Slot['state'] = 'arrived', turn?: number) =>
  ({
    ...{ number: index, state, time: { start: 540 + 15 * (index - 1), end: 555 + 15 * (index - 1) } },
    held: { ...held, ...(turn === undefined ? {} : { turn }) },
  }) as unknown as Slot
const order = (slots: readonly Slot[]) => waitingOf(slots).map((one) => one.number)

describe('the queue', () => {
  it('is of those who are there, by the time of their number', () => {
    expect(order([number(3), number(1), number(2, 'booked'), number(4, 'called')])).toEqual([1, 3])
  })

  it('lets others go first, and with few of them goes behind them all', () => {
    const slots = [number(1), number(2), number(3), number(4), number(5)]
    const skipped = (places: number) => number(1, 'arrived', turnBehind(slots, number(1), places))
    expect(order([skipped(3), ...slots.slice(1)])).toEqual([2, 3, 4, 1, 5])
    expect(order([skipped(9), ...slots.slice(1)])).toEqual([2, 3, 4, 5, 1])
    expect(turnBehind([number(1)], number(1), 3)).toBe(540)
  })

  it('places whoever is skipped behind exactly so many, and changes nobody else', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }),
        fc.nat(6),
        (all, places) => {
          const slots = all.map((one) => number(one))
          const [own = number(1)] = [...slots].sort((a, b) => a.number - b.number)
          const turn = turnBehind(slots, own, places)
          const after = order(slots.map((one) => (one === own ? number(one.number, 'arrived', turn) : one)))
          expect(after.indexOf(own.number)).toBe(Math.min(places, all.length - 1))
          expect(after.filter((one) => one !== own.number)).toEqual(
            order(slots).filter((one) => one !== own.number),
          )
        },
      ),
    )
  })

  it('is late only after the minutes that the settings give', () => {
    const slots = [number(1, 'booked'), number(2), number(3), number(4)]
    const [own = number(1)] = slots
    expect(turnOfLate(slots, own, instantOf(today, 550))).toBeUndefined()
    expect(turnOfLate(slots, own, instantOf(today, 551))).toBe(turnOf(number(3)) + 0.5)
    expect(
      turnOfLate(slots, own, instantOf(today, 551), { ...defaultSettings, latePlaces: 0 }),
    ).toBeUndefined()
  })

  it('says how many are before, and when the turn is likely', () => {
    const slots = [
      number(1, 'called'),
      number(2),
      number(3, 'booked'),
      number(4),
      number(5, 'booked'),
      number(6, 'seen'),
    ]
    expect(slots.map((own) => aheadOf(slots, own))).toEqual([0, 1, 2, 2, 4, 0])
    expect(slots.map((own) => beforeOf(slots, own).map(({ number: one }) => one))).toEqual([
      [],
      [],
      [2],
      [2],
      [2, 3, 4],
      [],
    ])
    expect(expectedAt(number(4), 2, 15, instantOf(today, 540))).toBe(585)
    expect(expectedAt(number(4), 2, 15, instantOf(today, 600))).toBe(630)
  })
})

describe('a walk-in', () => {
  const session = {
    ...{ state: 'published', date: today, time: { start: 540, end: 600 }, slotMinutes: 15 },
    quotas: { public: 2, clinic: 1, referral: 1, protected: 0 },
    overbooking: 2,
  } as const
  const free = (index: number, pool: Slot['pool'] = 'public', more: Partial<Slot> = {}) =>
    ({ ...number(index, 'free'), pool, releaseAt: 0, held: undefined, ...more }) as Slot
  const at = (minute: number) => instantOf(today, minute)
  const given = (slots: readonly Slot[], minute = 545, changed: object = {}) => {
    const decision = decideWalkIn(
      { ...session, ...changed } as Parameters<typeof decideWalkIn>[0],
      slots,
      at(minute),
    )
    if (!decision.ok) return decision.reason
    return 'slot' in decision.value ? decision.value.slot.number : decision.value
  }

  it("gets the number of now or the next, else one that has passed, and none that is kept or another channel's", () => {
    expect(given([free(1), free(2), free(3)], 545)).toBe(1)
    expect(given([free(1), free(3)], 560)).toBe(3)
    expect(given([free(1), free(2)], 590)).toBe(2)
    const kept = { hold: { for: 'x', until: at(700) } }
    expect(given([free(1, 'referral'), free(2, 'public', kept), free(3, 'clinic')])).toBe(3)
  })

  it('gets a number beyond the plan as far as the session allows, with the capacity stamped on it', () => {
    const full = [1, 2, 3, 4].map((one) => ({ ...free(one), state: 'booked' }) as Slot)
    expect(given(full)).toEqual({
      beyond: { number: 5, time: { start: 585, end: 600 }, pool: 'extra' },
      stamp: { planned: 4, beyond: 2 },
    })
    const beyond = (index: number) =>
      ({ ...free(index, 'extra'), state: 'arrived', capacityStamp: { planned: 4, beyond: 2 } }) as Slot
    expect(given([...full, beyond(5)])).toMatchObject({ beyond: { number: 6 } })
    expect(given([...full, beyond(5), beyond(6)])).toBe('walk-in-full')
    expect(given(full, 545, { overbooking: undefined })).toBe('walk-in-full')
  })

  it('is of today, of a session that takes place', () => {
    expect(given([free(1)], 545, { date: '2026-09-16' })).toBe('walk-in-day')
    expect(given([free(1)], 545, { state: 'stopped' })).toBe('walk-in-day')
  })
})

describe('a follow-up', () => {
  it('is of the nearest day, the later of two; then of the numbers kept for it; then nearest in time', () => {
    const possible = (date: string, index: number, ...pools: Slot['pool'][]) => ({
      ...{ slot: number(index), session: { date, sessionId: date }, pools },
    })
    const all = [
      possible('2026-10-12', 3, 'follow-up'),
      possible('2026-10-14', 9, 'clinic'),
      possible('2026-10-14', 8, 'follow-up'),
      possible('2026-10-14', 2, 'follow-up'),
      possible('2026-10-20', 3, 'follow-up'),
    ]
    const found = nearestTo(all, '2026-10-13', number(3).time)
    expect(found.map(({ session, slot }) => `${session.date} ${slot.number}`)).toEqual([
      '2026-10-14 2',
      '2026-10-14 8',
      '2026-10-14 9',
      '2026-10-12 3',
      '2026-10-20 3',
    ])
  })
})

describe('an appeal', () => {
  it('shows its whole life', () => {
    expect(
      appealStates.map((state) => [
        state,
        next(appealLifecycle, state, 'accept'),
        next(appealLifecycle, state, 'refuse'),
      ]),
    ).toEqual([
      ['asked', 'accepted', 'refused'],
      ['accepted', undefined, undefined],
      ['refused', undefined, undefined],
    ])
  })

  it('is made once, within thirty days; and only an accepted one takes the miss out of the count', () => {
    const until = appealUntil('2026-09-01')
    expect(until).toBe(instantOf('2026-10-02', 0))
    expect(decideAppealing({ date: '2026-09-01' }, until - minutes).ok).toBe(true)
    expect(decideAppealing({ date: '2026-09-01' }, until)).toMatchObject({ reason: 'appeal-too-late' })
    expect(decideAppealing({ date: '2026-09-01', appeal: 'refused' }, 0)).toMatchObject({
      reason: 'appeal-exists',
    })
    expect(decideAppealing(undefined, 0)).toMatchObject({ reason: 'miss-unknown' })
    expect(appealStates.map((appeal) => counts({ date: '2026-09-01', appeal }))).toEqual([true, false, true])
  })
})
