import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { commandsOf } from '#shared/kernel/lifecycle.ts'
import {
  afterCommand,
  alternativesFor,
  assignAlternatives,
  type CascadeCommand,
  type CascadeLine,
  cascadeCommands,
  cascadeLifecycle,
  cascadeStates,
  type Displaced,
  decideResume,
  defaultSettings,
  type FreeNumber,
  type Lost,
  markOf,
  mayOfferAgain,
  needLevels,
  needsCall,
  outcomeOf,
  pools,
  progressOf,
  type Reoffer,
  reofferUntil,
  type Session,
  sameHalfDay,
  standingOffer,
  stopsToCome,
} from '#shared/scheduling/index.ts'
import { morning, plan, today } from './support.ts'

const lost: Lost = { siteId: 'site-1', practitionerId: 'prac-1', kind: 'general', date: addDays(today, 1) }

const number = (changed: Partial<FreeNumber> = {}): FreeNumber => ({
  slotId: 's-1',
  sessionId: 'x',
  siteId: 'site-1',
  siteName: '望京',
  practitionerId: 'prac-1',
  practitionerName: '陈思远',
  date: addDays(today, 3),
  time: { start: 540, end: 555 },
  number: 1,
  room: '1',
  minutes: 0,
  kind: 'general',
  pools: ['public'],
  ...changed,
})
const somebody = (changed: Partial<Displaced> = {}): Displaced => ({
  appointmentId: 'a-1',
  time: { start: 540, end: 555 },
  need: { level: 'routine' },
  appointments: [],
  kept: [],
  tried: [],
  ...changed,
})

const anyTime = fc.integer({ min: 28, max: 60 }).map((step) => ({ start: step * 15, end: step * 15 + 15 }))
const anyDate = fc.integer({ min: 0, max: 6 }).map((days) => addDays(today, days))
const anyNumber = fc.record({
  siteId: fc.constantFrom('site-1', 'site-2', 'site-3'),
  practitionerId: fc.constantFrom('prac-1', 'prac-2'),
  kind: fc.constantFrom('general' as const, 'child' as const),
  pools: fc.subarray([...pools], { minLength: 1 }),
  date: anyDate,
  time: anyTime,
})
const anyNumbers = fc
  .array(anyNumber, { maxLength: 12 })
  .map((all) =>
    all.map((one, index) =>
      number({ ...one, slotId: `s-${index}`, minutes: one.siteId === 'site-1' ? 0 : 12 }),
    ),
  )
const anySomebody = fc.record({
  time: anyTime,
  need: fc.constantFrom(...needLevels).map((level) => ({ level })),
  appointments: fc.array(
    fc.record({
      appointmentId: fc.constantFrom('other-1', 'other-2'),
      date: anyDate,
      time: anyTime,
      state: fc.constantFrom('booked' as const, 'cancelled' as const),
    }),
    { maxLength: 3 },
  ),
  kept: fc.array(fc.record({ date: anyDate, time: anyTime }), { maxLength: 2 }),
  tried: fc.subarray(['s-0', 's-1', 's-2']),
})
const anybody = fc
  .array(anySomebody, { maxLength: 8 })
  .map((all) => all.map((one, index) => somebody({ ...one, appointmentId: `a-${index}` })))

describe('the alternatives of a lost number', () => {
  it('are of the same kind, open to the clinic, not tried before, and free of what the patient has besides', () => {
    fc.assert(
      fc.property(anySomebody, anyNumbers, (one, numbers) => {
        const who = somebody(one)
        for (const found of alternativesFor(lost, who, numbers)) {
          const of = numbers.find(({ slotId }) => slotId === found.slotId)
          expect(of?.kind).toBe('general')
          expect(of?.pools.some((pool) => ['public', 'clinic', 'protected'].includes(pool))).toBe(true)
          expect(who.tried).not.toContain(found.slotId)
          const busy = [...who.appointments.filter(({ state }) => state === 'booked'), ...who.kept]
          expect(busy.some((other) => sameHalfDay(other, found))).toBe(false)
        }
      }),
    )
  })

  it('leave no number out that would do', () => {
    expect(alternativesFor(lost, somebody(), [number({ pools: ['protected'] })])).toHaveLength(1)
    fc.assert(
      fc.property(anyNumbers, (numbers) => {
        const fits = numbers.filter(
          ({ kind, pools: open }) =>
            kind === 'general' && open.some((pool) => ['public', 'clinic', 'protected'].includes(pool)),
        )
        expect(alternativesFor(lost, somebody(), numbers)).toHaveLength(fits.length)
      }),
    )
  })

  it('come the same doctor first, then the same site, then the nearest; the earliest day for who must not wait', () => {
    const numbers = [
      number({
        slotId: 'near',
        siteId: 'site-2',
        practitionerId: 'prac-2',
        minutes: 9,
        date: addDays(today, 2),
      }),
      number({ slotId: 'here', practitionerId: 'prac-2', date: addDays(today, 4) }),
      number({ slotId: 'theirs', siteId: 'site-2', minutes: 9, date: addDays(today, 5) }),
      number({ slotId: 'same', date: addDays(today, 6) }),
    ]
    const order = (level: 'routine' | 'urgent') =>
      alternativesFor(lost, somebody({ need: { level } }), numbers).map(({ slotId }) => slotId)
    expect(order('routine')).toEqual(['same', 'theirs', 'here', 'near'])
    expect(order('urgent')).toEqual(['near', 'here', 'theirs', 'same'])
  })

  it('are given to one patient each, and nobody goes without who could have been the first to choose', () => {
    fc.assert(
      fc.property(anybody, anyNumbers, (people, numbers) => {
        const given = assignAlternatives(lost, people, numbers)
        const slots = [...given.values()].map(({ slotId }) => slotId)
        expect(new Set(slots).size).toBe(slots.length)
        const left = numbers.filter(({ slotId }) => !slots.includes(slotId))
        for (const who of people.filter(({ appointmentId }) => !given.has(appointmentId)))
          expect(alternativesFor(lost, who, left)).toEqual([])
      }),
    )
  })
})

const line = (changed: Partial<CascadeLine> = {}): CascadeLine => ({
  slotId: 'site-1.20260916.abc.01',
  sessionId: 'site-1.20260916.abc',
  siteId: 'site-1',
  siteName: '望京',
  date: '2026-09-16',
  time: { start: 540, end: 555 },
  number: 1,
  practitionerName: '陈思远',
  appointmentId: 'a-1',
  patientId: 'p-1',
  visit: 'return',
  need: { level: 'routine' },
  state: 'open',
  tried: [],
  told: [],
  unanswered: 0,
  steps: [],
  version: 1,
  ...changed,
})
const offerOf = (slotId: string): Reoffer => ({
  slotId,
  sessionId: 'x',
  siteId: 'site-1',
  siteName: '望京',
  practitionerId: 'prac-1',
  practitionerName: '陈思远',
  date: '2026-09-18',
  time: { start: 540, end: 555 },
  number: 1,
  room: '1',
  sameDoctor: true,
  where: 'here',
  minutes: 0,
  madeAt: morning,
  until: morning + 1000,
})

describe('the life of a line', () => {
  it('follows its table', () => {
    const grid = cascadeStates.map(
      (state) =>
        `${state}: ${commandsOf(cascadeLifecycle, state)
          .map((command) => `${command} → ${cascadeLifecycle[state][command]}`)
          .join(', ')}`,
    )
    expect(grid).toMatchInlineSnapshot(`
      [
        "open: offer → offered, exhaust → to-call, reach → reached, move → moved, cancel → cancelled",
        "offered: offer → offered, exhaust → to-call, reach → offered, move → moved, cancel → cancelled",
        "to-call: offer → offered, reach → reached, move → moved, cancel → cancelled",
        "reached: offer → offered, move → moved, cancel → cancelled",
        "moved: ",
        "cancelled: ",
      ]
    `)
  })

  const changeBy = (command: CascadeCommand, index: number) => ({
    step: { at: morning + index, step: 'offered', by: 'system' } as const,
    ...(command === 'offer' ? { offer: offerOf(`s-${index}`) } : {}),
    ...(command === 'reach' ? { reached: { how: 'call', at: morning + index } as const } : {}),
  })
  const anyCommands = fc.array(fc.constantFrom(...cascadeCommands), { maxLength: 15 })
  /** Every line that a history leads through, the first one included. */
  const through = (commands: readonly CascadeCommand[]): CascadeLine[] => {
    const lines = [line()]
    for (const [index, command] of commands.entries()) {
      const before = lines.at(-1) ?? line()
      const next = afterCommand(before, command, changeBy(command, index))
      expect(next.ok).toBe(cascadeLifecycle[before.state][command] !== undefined)
      if (next.ok) lines.push(next.value)
    }
    return lines
  }

  it('has a number kept exactly while it is offered, and never forgets that somebody was reached', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const lines = through(commands)
        for (const [index, one] of lines.entries()) {
          expect(one.state === 'offered').toBe(one.offer !== undefined)
          expect(one.version).toBe(index + 1)
          const { reached } = lines[index - 1] ?? {}
          if (reached) expect(one.reached).toEqual(reached)
        }
      }),
    )
  })

  it('has one outcome: where it is settled that, else whether the person knows', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        for (const one of through(commands))
          expect(outcomeOf(one)).toBe(
            { moved: 'moved', cancelled: 'cancelled' }[one.state as string] ??
              (one.reached ? 'reached' : 'not-reached'),
          )
      }),
    )
  })

  it('counts every line once, and is over exactly when everybody knows', () => {
    const anyLine = fc.record({
      state: fc.constantFrom(...cascadeStates),
      reached: fc.constantFrom(undefined, { how: 'call' as const, at: 1 }),
    })
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 45 }), (lines) => {
        const { patients, counts, state } = progressOf(lines.map(markOf))
        const { told, ...byState } = counts
        expect(Object.values(byState).reduce((sum, one) => sum + one, 0)).toBe(patients)
        const outcomes = lines.map(outcomeOf)
        expect(told).toBe(outcomes.filter((one) => one !== 'not-reached').length)
        expect(state === 'all-reached').toBe(!outcomes.includes('not-reached'))
      }),
    )
  })

  it('is on the list of calls where nothing is left to offer, or no message arrived', () => {
    const failed = {
      noticeId: 'n',
      channel: 'sms',
      to: 'patient',
      state: 'failed',
      at: 1,
      last: true,
    } as const
    expect(needsCall(line({ state: 'to-call' }))).toBe(true)
    expect(needsCall(line({ state: 'offered', offer: offerOf('s') }))).toBe(false)
    expect(needsCall(line({ state: 'offered', offer: offerOf('s'), told: [failed] }))).toBe(true)
    expect(needsCall(line({ state: 'moved', told: [failed] }))).toBe(false)
  })

  it('offers as often as the setting says', () => {
    expect(mayOfferAgain({ tried: ['a'] })).toBe(true)
    expect(mayOfferAgain({ tried: ['a', 'b'] })).toBe(false)
  })
})

describe('the time to answer', () => {
  const at = { date: '2026-09-18', time: { start: 540 } }
  const evening = instantOf(today, 1320)

  it('is some hours, not in quiet hours, and early enough to come', () => {
    expect(reofferUntil(morning, at, false)).toBe(morning + defaultSettings.reofferMinutes * 60_000)
    expect(reofferUntil(evening, at, false)).toBe(
      instantOf(addDays(today, 1), 480 + defaultSettings.reofferMinutes),
    )
    expect(reofferUntil(evening, at, true)).toBe(evening + defaultSettings.reofferMinutes * 60_000)
    const near = { date: today, time: { start: 490 } }
    expect(reofferUntil(morning, near, true)).toBeUndefined()
  })

  it('is over by the clock', () => {
    const offered = line({ state: 'offered', offer: offerOf('s') })
    expect(standingOffer(offered, morning + 999)?.slotId).toBe('s')
    expect(standingOffer(offered, morning + 1000)).toBeUndefined()
  })
})

describe('a stop', () => {
  it('cannot be taken back once its patients are being looked after', () => {
    const stopped = { state: 'stopped', version: 3, date: addDays(today, 1), stoppedAt: morning } as const
    expect(decideResume({ ...stopped, cascadeAt: morning + 600_000 }, 3, morning + 599_999).ok).toBe(true)
    expect(decideResume({ ...stopped, cascadeAt: morning }, 3, morning)).toMatchObject({
      reason: 'stop-final',
    })
  })
})

it('a stop is to come until its patients are looked after, and one with nobody to tell never is', () => {
  const facts = { siteName: '望京', practitionerName: '陈思远', practitionerTitle: 'chief' }
  const stopped = (sessionId: string, cascadeAt?: number): Session => ({
    ...{ ...plan(), ...facts, sessionId, siteId: 'site-050', halfDay: 'morning' },
    ...{ state: 'stopped', releaseAt: 0, version: 2 },
    ...(cascadeAt === undefined ? {} : { cascadeAt }),
  })
  const sessions: Session[] = [
    stopped('a', 1),
    stopped('b', 2),
    stopped('nobody'),
    { ...stopped('c', 3), state: 'published' },
  ]
  expect(stopsToCome(sessions, [{ sessionId: 'a' }])).toMatchObject([
    { sessionId: 'b', reason: 'other', beginsAt: 2 },
  ])
})
