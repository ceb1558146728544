import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import {
  appointmentLifecycle,
  appointmentStates,
  cancelUntil,
  decideLeaving,
  decideMove,
  type Slot,
} from '#shared/scheduling/index.ts'
import { morning } from './support.ts'

const held: NonNullable<Slot['held']> = {
  appointmentId: 'a-1',
  patientId: 'p-1',
  card: { name: '王桂兰', sex: '2', birthYear: 1959 },
  visit: 'return',
  code: '123456',
  bookedAt: 1,
}
const leaving = (changed: object = {}) => ({
  date: '2026-09-16',
  slot: { state: 'booked' as const, held },
  appointmentId: 'a-1',
  by: 'self' as const,
  ...changed,
})
const tooLate = instantOf('2026-09-15', 900)

describe('cancelling', () => {
  it('is open to the patient until 15:00 of the day before', () => {
    expect(cancelUntil('2026-09-16')).toBe(tooLate)
    expect(decideLeaving(leaving(), tooLate - 1)).toEqual({ ok: true, value: 'booked' })
    expect(decideLeaving(leaving(), tooLate)).toEqual({
      ok: false,
      reason: 'cancel-too-late',
      facts: { until: tooLate },
    })
  })

  it('is open to the desk later too, and to everybody out of a stopped session', () => {
    expect(decideLeaving(leaving({ by: 'staff' }), tooLate).ok).toBe(true)
    expect(
      decideLeaving(leaving({ slot: { state: 'stopped', stoppedFrom: 'booked', held } }), tooLate).ok,
    ).toBe(true)
  })

  it('knows only the appointment that holds the number', () => {
    expect(decideLeaving(leaving({ appointmentId: 'a-2' }), morning)).toMatchObject({
      reason: 'appointment-unknown',
    })
    expect(decideLeaving(leaving({ slot: { state: 'free' } }), morning)).toMatchObject({
      reason: 'appointment-unknown',
    })
  })

  it("follows the table of an appointment's life in every state", () => {
    const states = fc.constantFrom(...appointmentStates.filter((state) => state !== 'cancelled'))
    fc.assert(
      fc.property(states, (state) => {
        const decision = decideLeaving(leaving({ slot: { state, held } }), morning)
        expect(decision.ok).toBe('cancel' in appointmentLifecycle[state])
      }),
    )
  })
})

describe('moving', () => {
  const free = { state: 'free', time: { start: 600, end: 615 }, pool: 'public', releaseAt: 0 } as const
  const mine = {
    appointmentId: 'a-1',
    date: '2026-09-16',
    time: { start: 540, end: 555 },
    state: 'booked',
  } as const
  const to = (changed: object = {}) => ({
    date: '2026-09-16',
    slot: free,
    appointmentId: 'a-1',
    by: 'self' as const,
    appointments: [mine],
    ...changed,
  })

  it('is not stopped by the half-day that it leaves itself', () => {
    expect(decideMove(leaving(), to(), morning)).toEqual({ ok: true, value: 'morning' })
  })

  it.each([
    [
      'half-day-taken',
      to({ appointments: [mine, { ...mine, appointmentId: 'a-9', time: { start: 640, end: 655 } }] }),
    ],
    ['slot-taken', to({ slot: { ...free, state: 'booked' } })],
    ['not-released', to({ slot: { ...free, releaseAt: morning + 1 } })],
    ['session-stopped', to({ slot: { ...free, state: 'stopped' } })],
  ])('refuses as %s', (reason, target) => {
    expect(decideMove(leaving(), target, morning)).toMatchObject({ ok: false, reason })
  })

  it('is refused wherever cancelling is', () => {
    const anyState = fc.constantFrom('booked', 'arrived', 'called', 'seen', 'missed')
    fc.assert(
      fc.property(
        anyState,
        fc.constantFrom('self', 'staff'),
        fc.integer({ min: -9e7, max: 9e7 }),
        (state, by, offset) => {
          const from = leaving({ slot: { state, held }, by })
          const leave = decideLeaving(from, morning + offset)
          if (!leave.ok) expect(decideMove(from, to(), morning + offset)).toEqual(leave)
        },
      ),
    )
  })
})
