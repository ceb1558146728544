import { beforeEach, describe, expect, it } from 'vitest'
import { metered } from '#functions/platform/table.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { book, type Clinic, freeIn, ok, openClinic, published, readSession, step, today } from './support.ts'

const patients = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6']
let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic({ patients })
})
const at = (minute: number) => {
  clinic.clock.now = instantOf(today, minute)
}
const quotas = { public: 3, clinic: 0, referral: 0 }
const walkIn = (sessionId: string, patientId: string, key?: string) =>
  clinic.staff.post(`/api/scheduling/sessions/${sessionId}/walk-ins`, { patientId, visit: 'first' }, key)

describe('who walks in', () => {
  it('gets the next free number at once, then numbers beyond the plan as far as the session allows', async () => {
    const session = await published(clinic.staff, { date: today, quotas, overbooking: 1 })
    at(550)
    for (const [index, patientId] of ['p-1', 'p-2', 'p-3'].entries())
      expect(ok(await walkIn(session.sessionId, patientId))).toMatchObject({ number: [1, 2, 3][index] })
    const { result, consumed } = await metered(() => walkIn(session.sessionId, 'p-4', 'walking-in'))
    const beyond = ok(result)
    expect(beyond).toMatchObject({ number: 4, pool: 'extra' })
    expect(consumed.writeUnits).toBeLessThanOrEqual(10)
    expect(ok(await walkIn(session.sessionId, 'p-4', 'walking-in'))).toEqual(beyond)
    const { slots } = await readSession(clinic.staff, session.sessionId)
    expect(slots[3]).toMatchObject({ state: 'arrived', capacityStamp: { planned: 3, beyond: 1 } })
    expect(slots.map(({ state }) => state)).toEqual(['arrived', 'arrived', 'arrived', 'arrived'])
    expect(await walkIn(session.sessionId, 'p-5')).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:scheduling:walk-in-full' },
    })
  })

  it('is for today, for patients of the site and for its own desk', async () => {
    const tomorrow = await published(clinic.staff)
    expect((await walkIn(tomorrow.sessionId, 'p-1')).status).toBe(409)
    const session = await published(clinic.staff, { date: today, quotas })
    expect((await walkIn(session.sessionId, 'p-99')).status).toBe(404)
    const path = `/api/scheduling/sessions/${session.sessionId}/walk-ins`
    const body = { patientId: 'p-1', visit: 'first' }
    const answers = await Promise.all(
      [clinic.otherStaff, clinic.patient, clinic.doctor].map((by) => by.post(path, body)),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 403])
  })

  it('many at once for one number left: one has it', async () => {
    const session = await published(clinic.staff, { date: today, quotas: { ...quotas, public: 1 } })
    at(545)
    const answers = await Promise.all(patients.map((patientId) => walkIn(session.sessionId, patientId)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5)
  })
})

describe('the queue', () => {
  async function fourThere() {
    const session = await published(clinic.staff, { date: today, quotas: { ...quotas, public: 5 } })
    const held = []
    for (const [index, slotId] of freeIn(session).slice(0, 5).entries())
      held.push(ok(await book(clinic.staff, slotId, patients[index])))
    return { session, held }
  }
  const next = async () =>
    ok(await clinic.staff.get(`/api/scheduling/sites/site-050/days/${today}/queue`)).rooms[0]

  it('calls who comes late two numbers later, and who is skipped three numbers later', async () => {
    const { held } = await fourThere()
    at(545)
    for (const index of [1, 2, 3, 4]) ok(await step(clinic.staff, held[index], 'check-in'))
    at(555)
    ok(await step(clinic.staff, held[0], 'check-in'))
    expect((await next()).next).toEqual([2, 3, 1])
    ok(await step(clinic.staff, held[1], 'call'))
    ok(await step(clinic.staff, held[1], 'skip'))
    ok(await step(clinic.staff, held[1], 'skip'))
    expect((await next()).next).toEqual([3, 1, 4])
    ok(await step(clinic.staff, held[1], 'undo'))
    expect(await next()).toMatchObject({ calling: [2], next: [3, 1, 4] })
  })

  it('tells the patient how many are before them, by numbers, for 2.5 read units at most', async () => {
    const { held } = await fourThere()
    at(540)
    for (const one of held.slice(0, 4)) ok(await step(clinic.staff, one, 'check-in'))
    ok(await step(clinic.staff, held[0], 'call'))
    const fourth = await clinic.as('p-4')
    const path = `/api/scheduling/slots/${held[3].slotId}/place?appointmentId=${held[3].appointmentId}`
    const { result, consumed } = await metered(() => fourth.get(path))
    expect(ok(result)).toEqual({
      ...{ number: 4, state: 'arrived', ahead: 3, calling: [1], before: [2, 3], room: '2 诊室' },
      expectedAt: 585,
    })
    expect(consumed.readUnits).toBeLessThanOrEqual(2.5 + 1)
    expect(consumed.writeUnits).toBe(0)
    expect((await clinic.otherPatient.get(path)).status).toBe(404)
    expect((await clinic.otherStaff.get(path)).status).toBe(404)
    expect((await clinic.office.get(path)).status).toBe(403)
  })
})

describe('a missed appointment', () => {
  const path = (appointmentId: string) => `/api/scheduling/patients/p-1/misses/${appointmentId}/appeal`
  const missesOf = async () => ok(await clinic.patient.get('/api/scheduling/patients/p-1/misses'))

  async function missOne(date: string) {
    clinic.clock.now = instantOf(date, 480)
    const session = await published(clinic.staff, { date, quotas })
    const appointment = ok(await book(clinic.staff, freeIn(session)[0], 'p-1'))
    clinic.clock.now = instantOf(date, 600)
    ok(await step(clinic.staff, appointment, 'miss'))
    return appointment
  }

  it('that is appealed and excused counts no longer: booking is open again', async () => {
    const dates = ['2026-09-16', '2026-09-17', '2026-09-18']
    const missed = []
    for (const date of dates) missed.push(await missOne(date))
    const later = await published(clinic.staff, { date: '2026-09-24', quotas })
    const [slotId] = freeIn(later)
    expect((await book(clinic.patient, slotId, 'p-1')).body.type).toBe(
      'urn:problem:scheduling:booking-blocked',
    )
    expect(await missesOf()).toMatchObject({ misses: { length: 3 }, pausedUntil: '2026-12-18' })
    const { appointmentId } = missed[1]
    const words = '那天住院了'
    expect((await clinic.otherPatient.post(path(appointmentId), { reason: 'ill' })).status).toBe(404)
    expect((await clinic.staff.post(path(appointmentId), { reason: 'ill' })).status).toBe(403)
    expect(ok(await clinic.patient.post(path(appointmentId), { reason: 'ill', words }))).toMatchObject({
      counts: true,
      appeal: 'asked',
    })
    expect((await clinic.guardian.post(path(appointmentId), { reason: 'ill' })).status).toBe(409)
    expect((await book(clinic.patient, slotId, 'p-1')).status).toBe(409)
    const { appeals } = ok(await clinic.staff.get('/api/scheduling/sites/site-050/appeals'))
    expect(appeals).toMatchObject([{ appointmentId, words, state: 'asked', card: { name: '王桂兰' } }])
    const decision = `/api/scheduling/sites/site-050/appeals/${appointmentId}/decision`
    const body = { version: 1, accepted: true, answer: '核实过了' }
    expect((await clinic.otherStaff.post(decision, body)).status).toBe(404)
    expect((await clinic.patient.post(decision, body)).status).toBe(403)
    expect(ok(await clinic.staff.post(decision, body))).toMatchObject({ state: 'accepted' })
    expect((await clinic.staff.post(decision, body)).status).toBe(409)
    expect((await missesOf()).pausedUntil).toBeUndefined()
    expect((await book(clinic.patient, slotId, 'p-1')).status).toBe(201)
  })

  it('that is not excused goes on counting, and thirty days later it is too late to ask', async () => {
    const { appointmentId } = await missOne('2026-09-16')
    ok(await clinic.patient.post(path(appointmentId), { reason: 'traffic' }))
    const decision = `/api/scheduling/sites/site-050/appeals/${appointmentId}/decision`
    ok(await clinic.staff.post(decision, { version: 1, accepted: false }))
    expect((await missesOf()).misses).toMatchObject([{ counts: true, appeal: 'refused' }])
    const second = await missOne('2026-09-17')
    clinic.clock.now = instantOf('2026-10-18', 0)
    expect((await clinic.patient.post(path(second.appointmentId), { reason: 'ill' })).body.type).toBe(
      'urn:problem:scheduling:appeal-too-late',
    )
  })
})
