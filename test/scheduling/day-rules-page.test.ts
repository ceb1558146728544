import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { insteadOf, offersFor } from '#frontends/scheduling/booking/offers.ts'
import { isFresh, newestCall } from '#frontends/scheduling/day/calling.ts'
import { nowPlace } from '#frontends/scheduling/day/number-strip.ts'
import { withSteps } from '#frontends/scheduling/day/stepping.ts'
import { poolCells, tallyOf } from '#frontends/scheduling/numbers/cells.ts'
import { decisionsToSend } from '#frontends/scheduling/plans/run.ts'
import { halfState, ribbonStart, weekGrid } from '#frontends/scheduling/week/grid.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { type Slot, waitingOf } from '#shared/scheduling/index.ts'
import { held, now, sessionAt, slotOf, today, withCells } from './pages.ts'

const session = sessionAt(today)
const arrived = (number: number, minute: number): Slot =>
  slotOf(session, number, {
    state: 'arrived',
    held: held(`甲${number}`, { arrivedAt: instantOf(today, minute) }),
  })

const stepAt = ({ slotId, held: person }: Slot, command: 'check-in' | 'skip') => ({
  ...{ slotId, command, at: now, personId: 'li-min' },
  appointmentId: person?.appointmentId ?? '',
})
const order = (slots: readonly Slot[]): number[] => waitingOf(slots).map(({ number }) => number)

describe('the line', () => {
  it('calls by the time of the number, whoever came first', () => {
    expect(waitingOf([arrived(3, 540), arrived(1, 545)]).map(({ number }) => number)).toEqual([1, 3])
  })

  it('lets two go first when somebody is checked in more than ten minutes late, before the server has said so', () => {
    const late = slotOf(session, 1, { state: 'booked', held: held('迟到的人') })
    const others = [arrived(2, 550), arrived(3, 551), arrived(4, 552)]
    const checkIn = { ...stepAt(late, 'check-in'), at: instantOf(today, 556) }
    expect(order(withSteps([late, ...others], today, [checkIn]))).toEqual([2, 3, 1, 4])
    expect(order(withSteps([late, ...others], today, [{ ...checkIn, at: instantOf(today, 545) }]))).toEqual([
      1, 2, 3, 4,
    ])
  })

  it('calls a skipped number after three others', () => {
    const called = slotOf(session, 1, { state: 'called', held: held('没来的人', { calledAt: now }) })
    const others = [2, 3, 4, 5].map((number) => arrived(number, 550))
    expect(order(withSteps([called, ...others], today, [stepAt(called, 'skip')]))).toEqual([2, 3, 4, 1, 5])
  })
})

describe('the strip', () => {
  const cells = [
    slotOf(session, 1, { pool: 'protected' }),
    slotOf(session, 2, { pool: 'protected', state: 'booked', held: held('王桂兰') }),
    slotOf(session, 3, { hold: { for: 'wait:w-1', until: now + 60_000 } }),
    slotOf(session, 4, { hold: { for: 'wait:w-1', until: now } }),
  ]
  it('draws a protected number as such, and one that is kept until its time is up', () => {
    const drawn = poolCells(cells, now)
    expect(drawn.find(({ pool }) => pool === 'public')?.cells).toEqual(['held', 'free'])
    expect(drawn.find(({ pool }) => pool === 'referral')?.cells).toEqual(['protected', 'protected-taken'])
  })

  it('counts neither protected nor kept numbers among those that can be booked', () => {
    expect(tallyOf(cells, now)).toMatchObject({ free: 1, held: 1, guarded: 1, taken: 1 })
  })
})

describe('the present in the strip', () => {
  const slots = [slotOf(session, 1), slotOf(session, 2)]
  it('stands in the number whose time runs', () => expect(nowPlace(slots, 562.5)).toBeCloseTo(1.5))
  it('is nowhere before the first and after the last', () => {
    expect(nowPlace(slots, 539)).toBeUndefined()
    expect(nowPlace(slots, 571)).toBeUndefined()
  })
})

describe('steps that were not sent yet', () => {
  const commands = fc.array(fc.constantFrom('check-in', 'call', 'finish', 'miss', 'undo'), { maxLength: 8 })
  test.prop([commands])('change nothing but the slot they belong to, and never its holder', (taken) => {
    const [one, other] = [slotOf(session, 1, { state: 'booked', held: held('王桂兰') }), arrived(2, 550)]
    const steps = taken.map((command, index) => ({
      slotId: one.slotId,
      appointmentId: one.held?.appointmentId ?? '',
      command,
      at: now + index,
      personId: 'li-min',
    }))
    const [after, untouched] = withSteps([one, other], today, steps as Parameters<typeof withSteps>[2])
    expect(untouched).toBe(other)
    expect(after?.held?.patientId).toBe(one.held?.patientId)
    expect(['booked', 'arrived', 'called', 'seen', 'missed']).toContain(after?.state)
  })
})

describe('what is offered', () => {
  const anyone = (): boolean => true
  const morning = withCells(sessionAt('2026-09-16'), ['booked', 'free', 'free'])
  const child = withCells(sessionAt('2026-09-16', { sessionId: 'site-050.20260916.c', kind: 'child' }), [
    'free',
  ])

  it('puts a children’s session last for an adult', () => {
    expect(offersFor([child, morning], { age: 67 }, now, anyone).map(({ otherAge }) => otherAge)).toEqual([
      false,
      true,
    ])
  })

  it('holds no number of a channel that one may not book', () => {
    expect(offersFor([morning], {}, now, () => false)[0]?.blocked).toBe('full')
  })

  it('leaves out what is over or not published', () => {
    expect(
      offersFor(
        [withCells(sessionAt('2026-09-14'), ['free']), { ...morning, state: 'draft' }],
        {},
        now,
        anyone,
      ),
    ).toEqual([])
  })

  test.prop([fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), fc.nat(11)])(
    'never gives the lost number back, and gives a free one wherever there is one',
    (free, lostAt) => {
      const { cells } = withCells(
        sessionAt('2026-09-16'),
        free.map((one) => (one ? 'free' : 'booked')),
      )
      const lost = cells[lostAt % cells.length]
      if (!lost) return
      const others = cells.filter(({ state, slotId }) => state === 'free' && slotId !== lost.slotId)
      const chosen = insteadOf(
        lost,
        cells.filter(({ state }) => state === 'free'),
      )
      expect(chosen).toHaveLength(Math.min(2, others.length))
      expect(chosen).not.toContain(lost)
    },
  )
})

describe('the week', () => {
  const day = { date: '2026-09-16', kind: 'workday' as const }
  it('is a gap where only a stopped session would have been', () => {
    const stopped = withCells(sessionAt('2026-09-16', { state: 'stopped' }), ['stopped'])
    expect(halfState([stopped], day, 'morning', today)).toBe('gap')
  })

  it('is closed on a holiday and on a weekend without session', () => {
    expect(halfState([], { ...day, kind: 'holiday' }, 'morning', today)).toBe('closed')
    expect(
      halfState(
        [withCells(sessionAt('2026-09-16'), ['free'])],
        { ...day, kind: 'weekend' },
        'morning',
        today,
      ),
    ).toBe('covered')
  })

  it('shows each session in exactly one cell', () => {
    const two = [
      withCells(sessionAt('2026-09-16'), ['free']),
      withCells(sessionAt('2026-09-16', { sessionId: 'x.1', room: '3' }), ['free']),
    ]
    const cells = weekGrid(two, [day], today).rows.flatMap((row) => row.cells)
    expect(
      cells
        .flatMap((cell) => cell.sessions)
        .map(({ sessionId }) => sessionId)
        .toSorted(),
    ).toEqual(two.map(({ sessionId }) => sessionId).toSorted())
  })

  it('reads the four weeks from now on while the shown week is one of them', () => {
    expect(ribbonStart('2026-10-05', '2026-09-14')).toBe('2026-09-14')
    expect(ribbonStart('2026-10-12', '2026-09-14')).toBe('2026-10-12')
  })

  it('sends only decisions that differ from the usual', () => {
    const days = [
      { date: '2026-09-25', kind: 'holiday' as const },
      { date: '2026-09-20', kind: 'make-up' as const },
    ]
    expect(
      decisionsToSend(
        days,
        new Map<string, 'closed' | number>([
          ['2026-09-25', 'closed'],
          ['2026-09-20', 5],
        ]),
      ),
    ).toEqual([{ date: '2026-09-20', as: 5 }])
  })
})

describe('the waiting room', () => {
  it('shows the number that was called last in any room, called again included', () => {
    const rooms = [
      { room: '2', lastCall: { number: 5, at: now } },
      { room: '3', lastCall: { number: 23, at: now - 60_000 } },
    ]
    expect(newestCall(rooms)).toEqual({ room: '2', number: 5, at: now })
    const again = [rooms[0], { room: '3', lastCall: { number: 23, at: now + 1 } }]
    expect(newestCall(again.filter((room) => room !== undefined))?.number).toBe(23)
    expect(newestCall([{ room: '2' }])).toBeUndefined()
  })

  it('lets a call stand out for half a minute', () => {
    const call = { room: '2', number: 5, at: now }
    expect(isFresh(call, now + 29_999)).toBe(true)
    expect(isFresh(call, now + 30_000)).toBe(false)
  })
})
