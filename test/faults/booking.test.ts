import { describe, expect, it } from 'vitest'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import { parseSessionId } from '#shared/scheduling/index.ts'
import { freshTable, openEngine, sameTable } from '#test/support/engine.ts'
import { type Answer, testPlatform } from '#test/support/platform.ts'
import { entriesOf } from '../scheduling/journal-of.ts'
import {
  type Caller,
  type Clinic,
  donghu,
  openClinic,
  plan,
  published,
  today,
  wangjing,
} from '../scheduling/support.ts'
import { dice, type FaultKind, faultBy, type Weather } from './fault-injection.ts'

const api = '/api/scheduling'
/** `HISTORIES=10000 SEED=100 vitest run test/faults/booking` for a release: other seeds, other histories. */
const historiesOfOne = 80
const count = Math.ceil(Number(process.env['HISTORIES'] ?? 320) / historiesOfOne)
const firstSeed = Number(process.env['SEED'] ?? 1)
const seeds = Array.from({ length: count }, (_, index) => firstSeed + index)
const patients = ['p-a', 'p-b', 'p-c', 'p-d']
const release = { daysAhead: 90, at: 0 }

/** Asks again until there is an answer, as a browser does: every error of the server is a doubt. */
async function insistently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await ask()
    if (answer.status < 500 || tries >= 40) return answer
  }
}

interface Held {
  readonly appointmentId: string
  readonly slotId: string
}

/** What one patient's client was told last: held where, or free. */
interface Told {
  readonly patientId: string
  standing: Held | undefined
  doubtful: boolean
}

/** One act of a patient at the screen: books where nothing is held, else moves or cancels as the dice fall. */
async function actOnce(by: Caller, slotId: string, told: Told, moves: boolean): Promise<void> {
  const { standing, patientId } = told
  const path = (one: string, act: string) => `${api}/slots/${one}/${act}`
  const key = crypto.randomUUID()
  const ask = (): Promise<Answer> => {
    if (!standing) return by.post(path(slotId, 'appointment'), { patientId, visit: 'return' }, key)
    const { appointmentId } = standing
    if (moves) return by.post(path(standing.slotId, 'move'), { appointmentId, toSlotId: slotId })
    return by.post(path(standing.slotId, 'cancellation'), { appointmentId, reason: 'patient-wish' })
  }
  const { status, body } = await insistently(ask)
  told.doubtful = status >= 500
  if (status >= 300) return
  const { appointmentId } = body
  told.standing = standing && !moves ? undefined : { appointmentId, slotId }
}

async function act(by: Caller, slotIds: readonly string[], told: Told, roll: () => number): Promise<void> {
  for (let count = 0; count < 3 && !told.doubtful; count++) {
    const slotId = slotIds[Math.floor(roll() * slotIds.length)] ?? ''
    await actOnce(by, slotId, told, roll() < 0.5)
  }
}

/** The end of a history as the table has it, held against what everybody was told. */
async function judge(clinic: Clinic, date: string, all: readonly Told[]): Promise<void> {
  const repository = schedulingRepository(clinic.platform)
  const slots = await repository.listSiteSlots(wangjing, date, date)
  const held = slots.filter((slot) => slot.held)
  expect(held.every(({ state }) => state === 'booked')).toBe(true)
  for (const { patientId, standing, doubtful } of all) {
    const own = held.filter((slot) => slot.held?.patientId === patientId)
    const [guard] = (await repository.listGuards(patientId, date, date)).filter(
      ({ state }) => state !== 'cancelled',
    )
    expect(own.map(({ slotId }) => slotId)).toEqual(guard ? [guard.slotId] : [])
    if (!doubtful)
      expect(own.map((slot) => slot.held?.appointmentId)).toEqual(standing ? [standing.appointmentId] : [])
    if (!doubtful) expect(own.map(({ slotId }) => slotId)).toEqual(standing ? [standing.slotId] : [])
  }
}

/** Two clinics want one practitioner at overlapping times: the day has room for one, and the sessions say the same. */
async function claimRace(clinic: Clinic, date: string, roll: () => number): Promise<void> {
  const wish = (siteId: string, departmentId: string, by: Caller) => {
    const start = 540 + Math.floor(roll() * 8) * 15
    const body = plan({
      date,
      departmentId,
      practitionerId: 'prac-003',
      room: '5 诊室',
      time: { start, end: start + 90 },
      quotas: { public: 3, clinic: 1, referral: 1 },
      release,
    })
    const key = crypto.randomUUID()
    return insistently(() => by.post(`${api}/sites/${siteId}/sessions`, body, key))
  }
  const answers = await Promise.all([
    wish(wangjing, 'dep-050', clinic.staff),
    wish(donghu, 'dep-051', clinic.otherStaff),
    wish(wangjing, 'dep-050', clinic.staff),
  ])
  const { commitments } = await clinic.platform.claims.readDay('prac-003', date)
  for (const [index, one] of commitments.entries())
    for (const other of commitments.slice(index + 1)) expect(overlaps(one.time, other.time)).toBe(false)
  const told = answers.filter(({ status }) => status === 201).map(({ body }) => body.sessionId)
  const kept = commitments.map(({ claimId }) => claimId)
  if (answers.every(({ status }) => status < 500)) expect(kept.sort()).toEqual(told.sort())
  const repository = schedulingRepository(clinic.platform)
  for (const sessionId of kept) {
    const key = parseSessionId(sessionId)
    expect(key && (await repository.findSession(key))).toBeDefined()
  }
}

async function run(seed: number): Promise<ReadonlyMap<FaultKind, number>> {
  const engine = await openEngine()
  const calm = await freshTable(engine)
  const weather: Weather = { share: 0, roll: dice(seed), seen: new Map() }
  const clinic = await openClinic({ table: sameTable(engine, calm, { fault: faultBy(weather) }), patients })
  const judgeClinic = { ...clinic, platform: await testPlatform({ table: calm }) }
  const callers = await Promise.all(patients.map((patientId) => clinic.as(patientId)))
  for (let history = 0; history < historiesOfOne; history++) {
    const date = addDays(today, history + 1)
    const roll = dice(seed * 1000 + history)
    const few = { date, release, quotas: { public: 3, clinic: 0, referral: 0 } }
    const [one, two] = [
      await published(clinic.staff, few),
      await published(clinic.staff, { ...few, practitionerId: 'prac-002', room: '1 诊室' }),
    ]
    const slotIds = [...one.cells, ...two.cells].map(({ slotId }) => slotId)
    const told = patients.map((patientId): Told => ({ patientId, standing: undefined, doubtful: false }))
    weather.share = 0.3
    await Promise.all([
      ...told.map((mine, index) => act(callers[index] ?? clinic.patient, slotIds, mine, roll)),
      claimRace(judgeClinic, date, roll),
    ])
    weather.share = 0
    await judge(judgeClinic, date, told)
  }
  const booked = (await entriesOf(calm)).filter(({ act: one }) => one === 'appointment-booked')
  expect(new Set(booked.map(({ aggregateId }) => aggregateId)).size).toBe(booked.length)
  return weather.seen
}

describe('under lost, doubled, conflicting and slow calls', () => {
  it.concurrent.each(seeds)(
    'no number and no practitioner is given twice, and no confirmation is lost (seed %i, 80 histories)',
    async (seed) => {
      const seen = await run(seed)
      expect([...seen.keys()].sort()).toEqual([
        'conflict',
        'delay',
        'lost-after',
        'lost-before',
        'throttle',
        'twice',
      ])
    },
    900_000,
  )
})
