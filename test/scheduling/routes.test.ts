import { beforeAll, describe, expect, it } from 'vitest'
import { book, cancel, type Clinic, draft, freeIn, move, ok, openClinic, plan, published, step, wangjing } from './support.ts'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

describe('the way of an appointment', () => {
  it('goes from a plan to a patient seen', async () => {
    const { staff, patient, doctor } = clinic
    const session = await published(staff, { date: '2026-09-15', time: { start: 540, end: 720 } })
    expect(session.cells).toHaveLength(12)
    const booked = ok(await book(patient, freeIn(session)[0]))
    expect(booked).toMatchObject({ patientId: 'p-1', state: 'booked', siteName: '望京社区卫生服务中心' })
    const moved = ok(await move(staff, booked, freeIn(session)[1]))
    expect(moved).toMatchObject({ appointmentId: booked.appointmentId, code: booked.code, slotId: freeIn(session)[1] })
    ok(await step(staff, moved, 'check-in'))
    ok(await step(doctor, moved, 'call'))
    expect(ok(await step(doctor, moved, 'finish'))).toMatchObject({ state: 'seen', held: { card: { name: '王桂兰' } } })
    const mine = ok(await patient.get('/api/scheduling/patients/p-1/appointments'))
    expect(mine.appointments).toMatchObject([{ appointmentId: booked.appointmentId, state: 'seen' }])
  })
})
