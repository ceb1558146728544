import { beforeAll, describe, expect, it } from 'vitest'
import type { Table } from '#functions/platform/table.ts'
import { freshTable, openEngine, sameTable } from '#test/support/engine.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Clinic,
  donghu,
  freeIn,
  move,
  ok,
  openClinic,
  plan,
  published,
  readSession,
  tellPatient,
  wangjing,
} from './support.ts'

const api = '/api/scheduling'
const statuses = (answers: readonly { status: number }[]): Record<number, number> => {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

describe('two at the same moment', () => {
  it('500 patients for one number: one has it, 499 are told that it is taken, none tries the write more than once and a bit', async () => {
    const engine = await openEngine()
    const plain = await freshTable(engine)
    let writes = 0
    const table: Table = sameTable(engine, plain, {
      onConsumed: (command) => {
        if (command === 'TransactWriteItemsCommand') writes += 1
      },
    })
    const rush = await openClinic({ table, patients: [] })
    const patients = Array.from({ length: 500 }, (_, index) => `r-${index}`)
    for (let at = 0; at < 500; at += 50)
      await Promise.all(
        patients.slice(at, at + 50).map((patientId) => tellPatient(rush.hear, rush.platform, patientId)),
      )
    const callers = await Promise.all(patients.map((patientId) => rush.as(patientId)))
    const [slotId] = freeIn(await published(rush.staff))
    writes = 0
    const answers = await Promise.all(callers.map((by, index) => book(by, slotId, patients[index])))
    expect(statuses(answers)).toEqual({ 201: 1, 409: 499 })
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.type))).toEqual(
      new Set(['urn:problem:scheduling:slot-taken']),
    )
    expect(writes).toBeLessThanOrEqual(1 + 499 * 1.1)
    const booked = (await entriesOf(table)).filter(({ act }) => act === 'appointment-booked')
    expect(booked).toHaveLength(1)
  }, 60_000)

  it('one patient, ten numbers of a half-day in two rooms: one appointment', async () => {
    const [one, two] = [
      await published(clinic.staff),
      await published(clinic.staff, { practitionerId: 'prac-002', room: '1 诊室' }),
    ]
    const wanted = [...freeIn(one).slice(0, 5), ...freeIn(two).slice(0, 5)]
    const answers = await Promise.all(wanted.map((slotId) => book(clinic.patient, slotId)))
    expect(statuses(answers)).toEqual({ 201: 1, 409: 9 })
    const slots = [
      ...(await readSession(clinic.staff, one.sessionId)).slots,
      ...(await readSession(clinic.staff, two.sessionId)).slots,
    ]
    expect(slots.filter(({ held }) => held?.patientId === 'p-1')).toHaveLength(1)
  })

  it('two clinics, one practitioner, one time: one has the practitioner', async () => {
    const time = { date: '2026-09-22' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0
          ? clinic.staff.post(`${api}/sites/${wangjing}/sessions`, plan({ ...time, room: `${index} 诊室` }))
          : clinic.otherStaff.post(
              `${api}/sites/${donghu}/sessions`,
              plan({ ...time, room: `${index} 诊室`, departmentId: 'dep-051' }),
            ),
      ),
    )
    expect(statuses(answers)).toEqual({ 201: 1, 409: 9 })
    expect(await clinic.platform.claims.readDay('prac-001', '2026-09-22')).toMatchObject({
      version: 1,
      commitments: { length: 1 },
    })
  })

  it('two practitioners, one room: one has the room', async () => {
    const answers = await Promise.all(
      ['prac-001', 'prac-002', 'prac-003'].map((practitionerId) =>
        clinic.staff.post(`${api}/sites/${wangjing}/sessions`, plan({ date: '2026-09-23', practitionerId })),
      ),
    )
    expect(statuses(answers)).toEqual({ 201: 1, 409: 2 })
  })

  it('one request sent ten times at once under one key: one appointment and ten equal answers', async () => {
    const [slotId] = freeIn(await published(clinic.staff, { date: '2026-09-24' }))
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => book(clinic.otherPatient, slotId, 'p-2', 'one-key-for-ten')),
    )
    expect(statuses(answers)).toEqual({ 201: 10 })
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it('a stop and twelve bookings: whoever was booked is on the stopped list, and nobody after', async () => {
    const patients = Array.from({ length: 12 }, (_, index) => `s-${index}`)
    for (const patientId of patients) await tellPatient(clinic.hear, clinic.platform, patientId)
    const session = await published(clinic.staff, { date: '2026-09-28' })
    const bookings = session.cells.map(({ slotId }, index) => book(clinic.staff, slotId, patients[index]))
    const [stop, ...answers] = await Promise.all([
      clinic.staff.post(`${api}/sessions/${session.sessionId}/stop`, { version: 2, reason: 'emergency' }),
      ...bookings,
    ])
    const { affected } = ok(stop)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(affected)
    const { slots } = await readSession(clinic.staff, session.sessionId)
    expect(slots.every(({ state }) => state === 'stopped')).toBe(true)
    expect(slots.filter(({ held }) => held)).toHaveLength(affected)
  })

  it('two moves to one number: one arrives, the other stays where it was', async () => {
    const session = await published(clinic.staff, { date: '2026-09-29' })
    const [one, two, wanted] = freeIn(session)
    const first = ok(await book(clinic.staff, one, 'p-1'))
    const second = ok(await book(clinic.staff, two, 'p-2'))
    const answers = await Promise.all([move(clinic.staff, first, wanted), move(clinic.staff, second, wanted)])
    expect(statuses(answers)).toEqual({ 200: 1, 409: 1 })
    const held = (await readSession(clinic.staff, session.sessionId)).slots.flatMap(
      (slot) => slot.held?.patientId ?? [],
    )
    expect(held.sort()).toEqual(['p-1', 'p-2'])
  })
})
