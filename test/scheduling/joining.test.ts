import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/kernel/calendar.ts'
import { decideJoining, placeAmong, type Wish } from '#shared/scheduling/index.ts'

const today = '2026-09-15'
const morning = { start: 540, end: 600 }
const afternoon = { start: 840, end: 900 }
const wish = (changed: Partial<Wish> = {}): Wish => ({ from: today, to: '2026-10-15', ...changed })
const facts = { siteId: 'site-050', today, waits: [], appointments: [] }
const waiting = { waitId: 'w-1', siteId: 'site-050', state: 'waiting' } as const
const held = (date: string, time = morning, state: 'booked' | 'cancelled' | 'missed' = 'booked') => ({
  date,
  time,
  state,
})

describe('what somebody waits for', () => {
  it('lies in the days ahead for which there are lists', () => {
    expect(decideJoining(wish(), facts)).toMatchObject({ ok: true })
    expect(decideJoining(wish({ from: '2026-09-01', to: '2026-09-14' }), facts)).toMatchObject({
      reason: 'wait-too-long',
    })
    const last = addDays(today, 90)
    expect(decideJoining(wish({ to: last }), facts).ok).toBe(true)
    expect(decideJoining(wish({ to: addDays(last, 1) }), facts)).toMatchObject({ facts: { most: 90 } })
  })

  it('is waited for once: the same kind and practitioner at the same site, whatever the days', () => {
    const again = (changed: object, wanted = wish()) =>
      decideJoining(wanted, { ...facts, waits: [{ ...waiting, ...changed }] })
    expect(again({})).toMatchObject({ reason: 'wait-exists', facts: { waitId: 'w-1' } })
    expect(again({ state: 'offered' }, wish({ to: '2026-09-20' })).ok).toBe(false)
    for (const other of [
      { state: 'left' },
      { siteId: 'site-051' },
      { kind: 'child' },
      { practitionerId: 'p' },
    ])
      expect(again(other).ok).toBe(true)
  })

  it('is refused where the patient has an appointment in every half-day of it', () => {
    const day = wish({ from: '2026-09-16', to: '2026-09-16', halves: ['morning'] })
    const having = (...appointments: ReturnType<typeof held>[]) => ({ ...facts, appointments })
    expect(decideJoining(day, having(held('2026-09-16')))).toMatchObject({
      reason: 'half-day-taken',
      facts: { date: '2026-09-16', halfDay: 'morning' },
    })
    expect(decideJoining(day, having(held('2026-09-16', morning, 'cancelled'))).ok).toBe(true)
    expect(decideJoining(day, having(held('2026-09-16', afternoon))).ok).toBe(true)
    const { halves: _, ...whole } = day
    expect(decideJoining(whole, having(held('2026-09-16'))).ok).toBe(true)
    expect(decideJoining(whole, having(held('2026-09-16'), held('2026-09-16', afternoon))).ok).toBe(false)
  })

  it('counts only the days that are still to come, and only the wanted weekdays', () => {
    const mornings = wish({ from: '2026-09-09', to: '2026-09-21', weekdays: [3], halves: ['morning'] })
    const appointments = [held('2026-09-16')]
    expect(decideJoining(mornings, { ...facts, appointments }).ok).toBe(false)
    expect(decideJoining({ ...mornings, to: '2026-09-23' }, { ...facts, appointments }).ok).toBe(true)
  })

  test.prop([fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })])(
    'is refused for its half-days exactly where none is left',
    (days, taken) => {
      const to = addDays(today, days)
      const appointments = Array.from({ length: taken }, (_, index) => held(addDays(today, index)))
      const decision = decideJoining(wish({ to, halves: ['morning'] }), { ...facts, appointments })
      expect(decision.ok).toBe(taken <= days)
    },
  )
})

describe('a place in the list', () => {
  const one = (waitId: string, joinedAt: number, changed: object = {}) => ({
    waitId,
    joinedAt,
    need: { level: 'routine' as const },
    ...changed,
  })

  it('counts who comes before by need and time, among those who could want the same number', () => {
    const mine = one('m', 5, { kind: 'child' as const })
    const others = [
      one('earlier', 1),
      one('later', 9),
      one('urgent', 9, { need: { level: 'urgent' as const } }),
      one('other-kind', 1, { kind: 'sleep' as const }),
    ]
    expect(placeAmong(mine, [...others, mine])).toBe(3)
  })
})
