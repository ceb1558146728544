import { beforeAll, describe, expect, it } from 'vitest'
import { metered } from '#functions/platform/table.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import type { Answer } from '#test/support/platform.ts'
import {
  book,
  type Caller,
  type Clinic,
  freeIn,
  minutes,
  ok,
  openClinic,
  published,
  readSession,
  tellPatient,
} from './support.ts'
import { acceptOf, doDue, join, settling, waitsOf, wish } from './waiting-support.ts'

const hold = (by: Caller, slotId: string | undefined, patientId = 'p-1') =>
  by.post(`/api/scheduling/slots/${slotId}/hold`, { patientId })
const release = (by: Caller, slotId: string | undefined) => by.delete(`/api/scheduling/slots/${slotId}/hold`)

let clinic: Clinic
let day = 16
const nextDay = () => `2026-09-${++day}`
beforeAll(async () => {
  clinic = await openClinic()
})

describe('a kept number', () => {
  it('is booked by who keeps it, and refused to everybody else until then', async () => {
    const [slotId] = freeIn(await published(clinic.staff, { date: nextDay() }))
    expect(ok(await hold(clinic.patient, slotId))).toEqual({ slotId, until: clinic.clock.now + 5 * minutes })
    expect(ok(await hold(clinic.patient, slotId)).until).toBe(clinic.clock.now + 5 * minutes)
    const refused = await book(clinic.otherPatient, slotId, 'p-2')
    expect(refused).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:scheduling:slot-held', until: clinic.clock.now + 5 * minutes },
    })
    expect((await book(clinic.staff, slotId, 'p-2')).status).toBe(409)
    expect(ok(await book(clinic.patient, slotId)).slotId).toBe(slotId)
  })

  it('frees itself the moment its time is up, with nobody sweeping', async () => {
    const [slotId] = freeIn(await published(clinic.staff, { date: nextDay() }))
    const { until } = ok(await hold(clinic.patient, slotId))
    clinic.clock.now = until - 1
    expect((await book(clinic.otherPatient, slotId, 'p-2')).status).toBe(409)
    clinic.clock.now = until
    expect((await book(clinic.otherPatient, slotId, 'p-2')).status).toBe(201)
  })

  it('is one for each person: another lets the first go, and so does giving it back', async () => {
    const [one, two] = freeIn(await published(clinic.staff, { date: nextDay() }))
    ok(await hold(clinic.patient, one))
    ok(await hold(clinic.patient, two))
    expect((await hold(clinic.otherPatient, one, 'p-2')).status).toBe(200)
    expect((await hold(clinic.otherPatient, two, 'p-2')).status).toBe(409)
    ok(await release(clinic.otherPatient, two))
    expect((await hold(clinic.otherPatient, two, 'p-2')).status).toBe(409)
    ok(await release(clinic.patient, two))
    ok(await release(clinic.patient, two))
    expect((await hold(clinic.otherPatient, two, 'p-2')).status).toBe(200)
  })

  it('is kept on the conditions of a booking alone', async () => {
    const session = await published(clinic.staff, { date: nextDay() })
    const [slotId] = freeIn(session)
    const [desk] = freeIn(session, 'clinic')
    const answers = await Promise.all([
      hold(clinic.patient, slotId, 'p-2'),
      hold(clinic.otherStaff, slotId),
      hold(clinic.patient, desk),
      hold(clinic.office, slotId),
      hold(clinic.nobody, slotId),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 403, 403, 401])
  })

  it('of a hundred who want to keep it is kept for one; a hundred others then cannot book it', async () => {
    const patients = Array.from({ length: 100 }, (_, index) => `h-${index}`)
    for (const patientId of patients) await tellPatient(clinic.hear, clinic.platform, patientId)
    const callers = await Promise.all(patients.map((patientId) => clinic.as(patientId)))
    const session = await published(clinic.staff, { date: nextDay() })
    const [slotId] = freeIn(session)
    const kept = await Promise.all(callers.map((by, index) => hold(by, slotId, patients[index])))
    const winner = kept.findIndex(({ status }) => status === 200)
    expect(kept.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(kept.filter(({ status }) => status === 409)).toHaveLength(99)
    const booked = await Promise.all(callers.map((by, index) => book(by, slotId, patients[index])))
    expect(booked.map(({ status }, index) => [index, status]).filter(([, status]) => status === 201)).toEqual(
      [[winner, 201]],
    )
  }, 60_000)
})

/** As the cloud's table is: without the index that the relay of one machine reads. */
describe('what it costs', () => {
  it('to keep a number is 6 write units, to book it 6, for two in a row 12, to join a list 7, to be offered a number 9, to accept 12', async () => {
    const costs = await openClinic({ table: await freshTable(await openEngine(), { tail: false }) })
    const units = async (act: () => Promise<Answer>) => {
      const { result, consumed } = await metered(act)
      ok(result)
      return consumed.writeUnits
    }
    const session = await published(costs.staff, {
      date: '2026-09-17',
      quotas: { public: 4, clinic: 0, referral: 0 },
    })
    const [one, two] = freeIn(session)
    const spent: Record<string, number> = {}
    expect(await units(() => hold(costs.patient, one))).toBe(6)
    expect(await units(() => book(costs.patient, one))).toBe(6)
    const other = await published(costs.staff, { date: '2026-09-18' })
    const [first] = freeIn(other)
    const both = { patients: ['p-1', 'p-2'].map((patientId) => ({ patientId, visit: 'return' })) }
    const path = `/api/scheduling/slots/${first}/together`
    spent['two in a row'] = await units(() => costs.staff.post(path, both))
    ok(await book(costs.staff, two, 'p-2'))
    const wanted = wish({ from: '2026-09-21', to: '2026-09-21' })
    spent['join'] = await units(() => join(costs.patient, 'p-1', { wanted }))
    const later = await published(costs.staff, {
      date: '2026-09-21',
      quotas: { public: 1, clinic: 0, referral: 0 },
    })
    const { consumed } = await metered(() =>
      costs.hear('scheduling/numbers-let-go', { sessionId: later.sessionId }),
    )
    spent['offer'] = consumed.writeUnits
    const [wait] = await waitsOf(costs.patient, 'p-1')
    if (!wait) throw new Error('not joined')
    spent['accept'] = await units(() => acceptOf(costs.patient, wait))
    expect(spent).toEqual({ 'two in a row': 12, join: 7, offer: 9, accept: 12 })
  })
})

describe('channels', () => {
  const quotas = { public: 1, clinic: 1, referral: 1, protected: 1, followUp: 1 }

  it("that are protected are the desk's and the psychiatrist's to give, before any release, and unknown to the public", async () => {
    const session = await published(clinic.staff, { date: '2026-10-12', quotas })
    expect(session.cells.map(({ pool }) => pool).sort()).toEqual([
      'clinic',
      'follow-up',
      'protected',
      'public',
      'referral',
    ])
    const [kept] = freeIn(session, 'protected')
    const [later] = freeIn(session, 'follow-up')
    expect(await book(clinic.patient, kept)).toMatchObject({
      status: 404,
      body: { type: 'urn:problem:scheduling:slot-unknown' },
    })
    expect((await book(clinic.desk, kept)).status).toBe(403)
    expect((await book(clinic.staff, kept, 'p-1')).status).toBe(201)
    expect((await book(clinic.doctor, later, 'p-2')).status).toBe(201)
    expect((await book(clinic.staff, freeIn(session)[0], 'p-3')).status).toBe(404)
  })

  it('let unused numbers go on at their time, judged by the clock, and the due thing tells listeners', async () => {
    const overflow = { clinic: { daysAhead: 1, at: 720 }, referral: { daysAhead: 2, at: 720 } }
    const date = nextDay()
    const settle = settling(clinic)
    const session = await published(clinic.staff, {
      date,
      quotas: { public: 0, clinic: 1, referral: 1 },
      overflow,
    })
    await settle()
    const [desk] = freeIn(session, 'clinic')
    const [referral] = freeIn(session, 'referral')
    expect((await book(clinic.patient, desk)).status).toBe(403)
    const before = clinic.clock.now
    clinic.clock.now = Date.parse(`${date}T04:00:00Z`) - 24 * 60 * minutes
    expect((await book(clinic.patient, desk)).status).toBe(201)
    expect((await book(clinic.otherPatient, referral, 'p-2')).status).toBe(201)
    expect((await doDue(clinic)).failed).toBe(0)
    clinic.clock.now = before
  })
})

describe('a number beyond the plain booking', () => {
  it('for a follow-up is the nearest of the same psychiatrist in so many weeks', async () => {
    const fresh = await openClinic()
    const now = await published(fresh.staff, { date: '2026-09-15' })
    const { appointmentId, slotId } = ok(await book(fresh.staff, freeIn(now, 'clinic')[0], 'p-1'))
    const quotas = { public: 2, clinic: 1, referral: 0, followUp: 1 }
    await published(fresh.staff, { date: '2026-10-12', quotas })
    const near = await published(fresh.staff, { date: '2026-10-14', quotas })
    await published(fresh.staff, { date: '2026-10-13', quotas, practitionerId: 'prac-002', room: '1 诊室' })
    const path = `/api/scheduling/slots/${slotId}`
    const { wanted, choices } = ok(await fresh.staff.get(`${path}/follow-ups?weeks=4`))
    expect(wanted).toBe('2026-10-13')
    expect(
      choices.map(({ date, cell }: { date: string; cell: { pool: string } }) => [date, cell.pool]),
    ).toEqual([
      ['2026-10-14', 'follow-up'],
      ['2026-10-12', 'follow-up'],
    ])
    const body = { appointmentId, weeks: 4 }
    expect((await fresh.otherDoctor.post(`${path}/follow-up`, body)).status).toBe(404)
    expect((await fresh.patient.post(`${path}/follow-up`, body)).status).toBe(403)
    const key = 'follow-up-once'
    const booked = ok(await fresh.doctor.post(`${path}/follow-up`, body, key))
    expect(booked).toMatchObject({ sessionId: near.sessionId, pool: 'follow-up', patientId: 'p-1' })
    expect(ok(await fresh.doctor.post(`${path}/follow-up`, body, key))).toEqual(booked)
    const none = await fresh.doctor.post(`${path}/follow-up`, { appointmentId, weeks: 20 })
    expect(none).toMatchObject({ status: 409, body: { type: 'urn:problem:scheduling:no-follow-up' } })
  })

  it('for two in a row is the number and the next one, both or none', async () => {
    const fresh = await openClinic()
    const session = await published(fresh.staff, {
      date: '2026-09-17',
      quotas: { public: 3, clinic: 0, referral: 0 },
    })
    const [one, two, three] = freeIn(session)
    const both = { patients: ['p-1', 'p-2'].map((patientId) => ({ patientId, visit: 'return' })) }
    const together = (slotId: string | undefined, key?: string) =>
      fresh.staff.post(`/api/scheduling/slots/${slotId}/together`, both, key)
    ok(await book(fresh.staff, two, 'p-1'))
    expect(await together(one)).toMatchObject({ status: 409 })
    expect((await readSession(fresh.staff, session.sessionId)).slots[0]).toMatchObject({ state: 'free' })
    const { slots } = await readSession(fresh.staff, session.sessionId)
    const appointmentId = slots[1]?.held?.appointmentId
    ok(
      await fresh.staff.post(`/api/scheduling/slots/${two}/cancellation`, {
        appointmentId,
        reason: 'clinic',
      }),
    )
    const { appointments } = ok(await together(two, 'two-in-a-row'))
    expect(appointments.map(({ slotId }: { slotId: string }) => slotId)).toEqual([two, three])
    expect(ok(await together(two, 'two-in-a-row')).appointments).toEqual(appointments)
    const [, second] = appointments
    const leaving = { appointmentId: second.appointmentId, reason: 'clinic' }
    const path = `/api/scheduling/slots/${three}/cancellation`
    expect(ok(await fresh.staff.post(path, leaving)).state).toBe('cancelled')
    expect(ok(await fresh.staff.post(path, leaving)).state).toBe('cancelled')
  })

  it('of a series is as many as there are; for the rest one waits', async () => {
    const fresh = await openClinic()
    const quotas = { public: 2, clinic: 2, referral: 0, followUp: 1 }
    const first = await published(fresh.staff, { date: '2026-09-16', quotas })
    await published(fresh.staff, { date: '2026-10-01', quotas })
    const [slotId] = freeIn(first, 'clinic')
    const body = { patientId: 'p-1', visit: 'return', everyWeeks: 2, times: 3, waitlist: true }
    const series = () => fresh.staff.post(`/api/scheduling/slots/${slotId}/series`, body, 'series-once')
    const { lines } = ok(await series())
    expect(lines).toMatchObject([
      { wanted: '2026-09-16', appointment: { slotId } },
      { wanted: '2026-09-30', appointment: { date: '2026-10-01', pool: 'follow-up' } },
      { wanted: '2026-10-14', waitId: expect.any(String) },
    ])
    expect(ok(await series()).lines).toEqual(lines)
    const { appointments } = ok(await fresh.patient.get('/api/scheduling/patients/p-1/appointments'))
    expect(appointments).toHaveLength(2)
  })

  it('booked for somebody by somebody keeps who asked and how the patient agreed', async () => {
    const session = await published(clinic.staff, { date: nextDay() })
    const onBehalf = { relation: 'child', consent: 'spoken' }
    const body = { patientId: 'p-1', visit: 'return', onBehalf }
    const { slotId } = ok(
      await clinic.staff.post(`/api/scheduling/slots/${freeIn(session)[0]}/appointment`, body),
    )
    const { slots } = await readSession(clinic.staff, session.sessionId)
    expect(slots.find((slot) => slot.slotId === slotId)?.held?.onBehalf).toEqual(onBehalf)
  })
})
