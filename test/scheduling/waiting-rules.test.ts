import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import {
  candidatesFor,
  decideTaking,
  defaultSettings,
  heldAgainst,
  inTurn,
  needLevels,
  offerUntil,
  overflowTimes,
  passedOn,
  pools,
  poolsAt,
  type Slot,
  standsInTheWay,
  stepped,
  type Wait,
  waitCommands,
  waitHolder,
  waitLifecycle,
  waitStates,
  wants,
} from '#shared/scheduling/index.ts'
import { minutes, today } from './support.ts'

const now = instantOf(today, 600)
const date = '2026-09-16'
const session = {
  siteId: 'site-050',
  date,
  kind: 'general',
  practitionerId: 'prac-001',
  state: 'published',
} as const
const slot = (changed: Partial<Slot> = {}) =>
  ({
    slotId: 'site-050.20260916.abc.01',
    state: 'free',
    time: { start: 540, end: 555 },
    pool: 'public',
    releaseAt: 0,
    ...changed,
  }) as Slot
const wait = (changed: Partial<Wait> = {}): Wait => ({
  ...{ waitId: 'w-1', patientId: 'p-1', siteId: 'site-050', siteName: '望京', visit: 'return' },
  ...{ from: today, to: '2026-10-15', need: { level: 'routine' }, joinedAt: 1, joinedBy: 'self' },
  ...{ state: 'waiting', passed: [], lapses: 0, steps: [], version: 1 },
  ...changed,
})

const row = (cells: readonly string[]): string =>
  cells
    .map((cell) => cell.padEnd(9))
    .join('')
    .trimEnd()

it('shows the whole life of a place in the list', () => {
  const rows = waitStates.map((state) =>
    row([state, ...waitCommands.map((command) => next(waitLifecycle, state, command) ?? '·')]),
  )
  expect([row(['', ...waitCommands]), ...rows].join('\n')).toMatchInlineSnapshot(`
    "         offer    accept   decline  lapse    withdraw leave    satisfy  end
    waiting  offered  ·        ·        ·        ·        left     booked   ended
    offered  ·        booked   waiting  waiting  waiting  left     booked   ended
    booked   ·        ·        ·        ·        ·        ·        ·        ·
    left     ·        ·        ·        ·        ·        ·        ·        ·
    ended    ·        ·        ·        ·        ·        ·        ·        ·"
  `)
})

describe('what is waited for', () => {
  it.each([
    ['the site', { siteId: 'site-051' }, false],
    ['the kind', { kind: 'child' }, false],
    ['any kind', { kind: undefined }, true],
    ['the practitioner', { practitionerId: 'prac-002' }, false],
    ['days before', { to: '2026-09-15' }, false],
    ['days after', { from: '2026-09-17' }, false],
    ['its last day', { to: date }, true],
    ['the weekday, a Wednesday', { weekdays: [3] }, true],
    ['other weekdays', { weekdays: [1, 2, 4, 5] }, false],
    ['the other half', { halves: ['afternoon'] }, false],
    ['its half', { halves: ['morning'] }, true],
  ] as const)('is met or not by %s', (_, changed, expected) => {
    expect(wants(wait(changed as Partial<Wait>), session, slot().time)).toBe(expected)
  })
})

describe('who is asked', () => {
  const someone = fc.record({
    waitId: fc.uuid(),
    joinedAt: fc.nat(5),
    level: fc.constantFrom(...needLevels),
    state: fc.constantFrom(...waitStates),
    joinedBy: fc.constantFrom('self' as const, 'staff' as const),
    passed: fc.boolean(),
  })
  const everybody = fc.uniqueArray(someone, { selector: ({ waitId }) => waitId, maxLength: 12 })

  it('is in the order of need, then of waiting, and everybody who may and nobody who may not', () => {
    fc.assert(
      fc.property(everybody, fc.constantFrom(...pools), (all, pool) => {
        const one = slot({ pool })
        const waits = all.map(({ level, passed, ...rest }) =>
          wait({ ...rest, need: { level, reason: 'other' }, passed: passed ? [one.slotId] : [] }),
        )
        const asked = candidatesFor(waits, one, session, now)
        const rank = ({ need, joinedAt }: Wait) => needLevels.indexOf(need.level) * 1e6 + joinedAt
        expect(asked.map(rank)).toEqual(asked.map(rank).sort((a, b) => a - b))
        for (const one of waits) {
          const open =
            pool === 'public' ||
            (one.joinedBy === 'staff' &&
              (pool === 'clinic' ||
                pool === 'extra' ||
                (pool === 'protected' && one.need.level === 'urgent')))
          const may = one.state === 'waiting' && one.passed.length === 0 && open
          expect(asked.includes(one)).toBe(may)
        }
      }),
    )
  })

  it('is nobody for a number that is taken, kept, stopped, not released or over', () => {
    const all = [wait()]
    expect(candidatesFor(all, slot(), session, now)).toHaveLength(1)
    expect(candidatesFor(all, slot({ state: 'booked' }), session, now)).toEqual([])
    expect(candidatesFor(all, slot({ hold: { for: 'x', until: now + 1 } }), session, now)).toEqual([])
    expect(candidatesFor(all, slot({ hold: { for: 'x', until: now } }), session, now)).toHaveLength(1)
    expect(candidatesFor(all, slot({ releaseAt: now + 1 }), session, now)).toEqual([])
    expect(candidatesFor(all, slot(), { ...session, state: 'stopped' }, now)).toEqual([])
    expect(candidatesFor(all, slot(), session, instantOf(date, 540))).toEqual([])
  })

  it('is a strict order', () => {
    fc.assert(
      fc.property(everybody, (all) => {
        const waits = all.map(({ level, waitId, joinedAt }) =>
          wait({ waitId, joinedAt, need: { level, reason: 'other' } }),
        )
        for (const a of waits)
          for (const b of waits) if (a !== b) expect(Math.sign(inTurn(a, b))).toBe(-Math.sign(inTurn(b, a)))
      }),
    )
  })

  it('never has that half-day already, nor is being offered it, nor is paused where they joined alone', () => {
    const place = { date, time: slot().time }
    const other = { appointmentId: 'a', date, time: { start: 600, end: 615 }, state: 'booked' } as const
    const free = { appointments: [], offers: [], missed: [] }
    const blocked = (changed: object, joinedBy: Wait['joinedBy'] = 'self') =>
      standsInTheWay({ ...free, ...changed }, { joinedBy }, place, now)
    expect(blocked({})).toBe(false)
    expect(blocked({ appointments: [other] })).toBe(true)
    expect(blocked({ appointments: [{ ...other, state: 'cancelled' }] })).toBe(false)
    expect(blocked({ appointments: [{ ...other, time: { start: 800, end: 815 } }] })).toBe(false)
    expect(blocked({ offers: [{ date, time: other.time, until: now + 1 }] })).toBe(true)
    expect(blocked({ offers: [{ date, time: other.time, until: now }] })).toBe(false)
    const missed = ['2026-09-01', '2026-09-02', '2026-09-03']
    expect(blocked({ missed })).toBe(true)
    expect(blocked({ missed }, 'staff')).toBe(false)
  })
})

describe('the time to answer', () => {
  it.each([
    ['two hours by day', 600, 5, 720],
    ['less where the number is near', 600, 0, 660],
    ['from eight in the morning by night', 1300, 5, 1440 + 600],
    ['from eight in the morning before dawn', 300, 5, 600],
  ])('is %s', (_, minute, daysAhead, expected) => {
    const at = { date: addDays(today, daysAhead), start: daysAhead === 0 ? 720 : 540 }
    expect(offerUntil(instantOf(today, minute), at)).toBe(instantOf(today, expected))
  })

  it('leaves at least the least minutes of the day to answer and the way to the clinic, or there is no offer', () => {
    const { waitOfferLeastMinutes: least, waitOfferLeadMinutes: lead, waitOfferMinutes } = defaultSettings
    fc.assert(
      fc.property(
        fc.nat(1439),
        fc.nat(3),
        fc.integer({ min: 420, max: 1200 }),
        (minute, daysAhead, start) => {
          const told = instantOf(today, minute)
          const at = { date: addDays(today, daysAhead), start }
          const until = offerUntil(told, at)
          if (until === undefined) return
          expect(until - told).toBeGreaterThanOrEqual(least * minutes)
          expect(until).toBeLessThanOrEqual(instantOf(at.date, start) - lead * minutes)
          expect(until - told).toBeLessThanOrEqual((waitOfferMinutes + 11 * 60) * minutes)
        },
      ),
    )
  })
})

describe('what is not taken', () => {
  const offer = {
    ...{ slotId: slot().slotId, date, time: slot().time, number: 1, room: '1', practitionerName: 'x' },
    ...{ madeAt: now, until: now + 1 },
  }
  const offered = wait({ state: 'offered', offer })
  const how = (command: 'decline' | 'lapse' | 'withdraw', from = offered) => {
    const decision = passedOn(from, command, { at: now, step: 'declined', by: 'self' })
    if (!decision.ok) throw new Error(decision.reason)
    return decision.value
  }

  it('goes on, and the place stays without the offer', () => {
    expect(how('decline')).toMatchObject({ state: 'waiting', passed: [offer.slotId], lapses: 0, version: 2 })
    expect(how('decline')).not.toHaveProperty('offer')
    expect(how('lapse')).toMatchObject({ state: 'waiting', lapses: 1 })
    expect(how('withdraw')).toMatchObject({ state: 'waiting', passed: [], lapses: 0 })
  })

  it('ends the place with the third offer in a row that got no answer', () => {
    expect(how('lapse', { ...offered, lapses: 2 })).toMatchObject({ state: 'ended', version: 2 })
    expect(how('decline', { ...offered, lapses: 2 })).toMatchObject({ state: 'waiting', lapses: 0 })
  })

  it('is nothing that can be done with an ended place', () => {
    for (const command of waitCommands)
      for (const state of ['booked', 'left', 'ended'] as const)
        expect(stepped(wait({ state }), command, { at: now, step: 'left', by: 'self' }).ok).toBe(false)
  })
})

describe('a kept number', () => {
  it('is taken by nobody but whom it is kept for, until its time is up; then by anybody', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'b', waitHolder('w-1')),
        fc.integer({ min: -3, max: 3 }),
        (asks, left) => {
          const kept = slot({ hold: { for: 'a', until: now + left } })
          const facts = { date, slot: kept, appointmentId: 'x', by: 'self', appointments: [] } as const
          const decision = decideTaking({ ...facts, holders: [asks] }, now)
          expect(decision.ok).toBe(left <= 0 || asks === 'a')
          expect(heldAgainst(kept, now, [asks]) === undefined).toBe(decision.ok)
        },
      ),
    )
  })
})

describe('channels', () => {
  const release = (daysAhead: number) => ({ daysAhead, at: 720 })
  const overflow = { clinic: release(1), referral: release(2), protected: release(3) }

  it('let their unused numbers go to the next, and on from there, each at its own time', () => {
    const at = (daysBefore: number, minute: number) => instantOf(addDays(date, -daysBefore), minute)
    const open = { date, overflow }
    const counted = (pool: Slot['pool'], when: number) => poolsAt({ pool }, open, when)
    expect(counted('referral', at(2, 719))).toEqual(['referral'])
    expect(counted('referral', at(2, 720))).toEqual(['referral', 'clinic'])
    expect(counted('referral', at(1, 720))).toEqual(['referral', 'clinic', 'public'])
    expect(counted('protected', at(3, 720))).toEqual(['protected', 'clinic'])
    expect(counted('follow-up', at(0, 720))).toEqual(['follow-up'])
    expect(counted('extra', at(0, 720))).toEqual(['extra'])
    expect(poolsAt({ pool: 'clinic' }, { date }, at(0, 1439))).toEqual(['clinic'])
    expect(overflowTimes(open)).toEqual([at(3, 720), at(2, 720), at(1, 720)])
  })

  it('only ever grow: what may be taken stays so', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pools), fc.nat(6000), fc.nat(6000), (pool, a, b) => {
        const at = (minute: number) =>
          poolsAt({ pool }, { date, overflow }, now - 3 * 1440 * minutes + minute * minutes)
        const [early, late] = [at(Math.min(a, b)), at(Math.max(a, b))]
        expect(late.slice(0, early.length)).toEqual(early)
        expect(early[0]).toBe(pool)
      }),
    )
  })
})
