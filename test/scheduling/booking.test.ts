import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import {
  type AppointmentState,
  appointmentStates,
  type BookingFacts,
  decideBooking,
  isReleased,
  pausedUntil,
  releaseAtOf,
} from '#shared/scheduling/index.ts'
import { morning, today } from './support.ts'

const slot = { state: 'free', time: { start: 540, end: 555 }, pool: 'public', releaseAt: 0 } as const
const facts = (changed: Partial<BookingFacts> = {}): BookingFacts => ({
  date: '2026-09-16',
  slot,
  appointmentId: 'a-1',
  by: 'self',
  appointments: [],
  missed: [],
  ...changed,
})
const held = (date: string, state: AppointmentState, start = 540, appointmentId = 'a-0') => ({
  appointmentId,
  date,
  time: { start, end: start + 15 },
  state,
})

describe('booking', () => {
  it('takes a free number that is released and to come', () => {
    expect(decideBooking(facts(), morning)).toEqual({ ok: true, value: 'morning' })
  })

  it.each([
    ['session-stopped', facts({ slot: { ...slot, state: 'stopped' } })],
    ['slot-taken', facts({ slot: { ...slot, state: 'booked' } })],
    ['slot-over', facts({ date: '2026-09-14' })],
    ['not-released', facts({ slot: { ...slot, releaseAt: morning + 1 } })],
    ['half-day-taken', facts({ appointments: [held('2026-09-16', 'booked', 600)] })],
    ['booking-blocked', facts({ missed: ['2026-07-01', '2026-08-01', '2026-09-01'] })],
  ])('refuses as %s', (reason, given) => {
    expect(decideBooking(given, morning)).toMatchObject({ ok: false, reason })
  })

  it('lets nobody hold two appointments in a half-day, whatever their states but cancelled', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            state: fc.constantFrom(...appointmentStates),
            start: fc.integer({ min: 420, max: 1000 }),
            day: fc.integer({ min: 15, max: 18 }),
          }),
        ),
        (others) => {
          const appointments = others.map(({ state, start, day }) => held(`2026-09-${day}`, state, start))
          const decision = decideBooking(facts({ appointments, by: 'staff' }), morning)
          const clash = others.some(
            ({ state, start, day }) => day === 16 && start < 780 && state !== 'cancelled',
          )
          expect(decision.ok).toBe(!clash)
        },
      ),
    )
  })

  it("lets a desk write down until midnight who came without a number, and a patient until the number's time", () => {
    const own = facts({ date: today })
    const at = (minute: number) => instantOf(today, minute)
    expect(decideBooking(own, at(539)).ok).toBe(true)
    expect(decideBooking(own, at(540))).toMatchObject({ reason: 'slot-over' })
    expect(decideBooking({ ...own, by: 'staff' }, at(1439)).ok).toBe(true)
    expect(decideBooking({ ...own, by: 'staff' }, at(1440))).toMatchObject({ reason: 'slot-over' })
  })

  it('is not paused at the desk by missed appointments', () => {
    const missed = ['2026-07-01', '2026-08-01', '2026-09-01']
    expect(decideBooking(facts({ missed, by: 'staff' }), morning).ok).toBe(true)
  })
})

describe('the pause after missed appointments', () => {
  it('begins with the third within three months and ends three months after it', () => {
    expect(pausedUntil(['2026-07-01', '2026-08-01', '2026-09-01'], '2026-09-15')).toBe('2026-12-01')
    expect(pausedUntil(['2026-07-01', '2026-08-01', '2026-09-01'], '2026-12-01')).toBeUndefined()
    expect(pausedUntil(['2026-08-01', '2026-09-01'], '2026-09-15')).toBeUndefined()
  })

  it('does not begin where the first is three months or more before the third', () => {
    expect(pausedUntil(['2026-05-15', '2026-06-01', '2026-08-15'], '2026-08-16')).toBeUndefined()
    expect(pausedUntil(['2026-05-16', '2026-06-01', '2026-08-15'], '2026-08-16')).toBe('2026-11-15')
  })

  it('ends on a day that is there, where the months are of other lengths', () => {
    expect(pausedUntil(['2026-11-01', '2026-11-15', '2026-11-30'], '2026-12-01')).toBe('2027-02-28')
  })

  it('never lasts longer than three months from now on', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 })), (days) => {
        const until = pausedUntil(
          days.map((day) => addDays(today, -day)),
          today,
        )
        if (until !== undefined) expect(until > today && until <= addDays(today, 92)).toBe(true)
      }),
    )
  })
})

describe('the release', () => {
  it('is at the minute of the day in Beijing, so many days before: 16:00 UTC is already tomorrow there', () => {
    expect(new Date(releaseAtOf('2026-09-30', { daysAhead: 14, at: 480 })).toISOString()).toBe(
      '2026-09-16T00:00:00.000Z',
    )
    expect(new Date(releaseAtOf('2026-09-30', { daysAhead: 14, at: 0 })).toISOString()).toBe(
      '2026-09-15T16:00:00.000Z',
    )
  })

  it('opens a number at its instant and never closes it again', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (releaseAt, now) => {
        expect(isReleased({ releaseAt }, now)).toBe(now >= releaseAt)
      }),
    )
  })
})
