import { beforeAll, describe, expect, it } from 'vitest'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import type { Visit } from '#shared/scheduling/index.ts'
import { entriesOf } from './journal-of.ts'
import { type Clinic, donghu, ok, openClinic, wangjing } from './support.ts'
import { answer, api, ask, offers, thursday } from './visits-support.ts'

const counted = (answers: readonly { status: number }[]): Record<number, number> => {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
const types = (answers: readonly { body: { type?: string } }[]): Set<string | undefined> =>
  new Set(answers.flatMap(({ body }) => (body.type ? [body.type.replace('urn:problem:', '')] : [])))

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

describe('two at the same moment', () => {
  it('fifty requests of two clinics for one half-day that can be taken at once: one has the psychiatrist', async () => {
    await offers(clinic.doctor, 'prac-001')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 2 === 0
          ? ask(clinic.staff, { room: `${index}` })
          : ask(clinic.otherStaff, { room: `${index}` }, donghu),
      ),
    )
    const { 201: won = 0, 503: busy = 0, ...lost } = counted(answers)
    expect(won).toBe(1)
    expect(Object.keys(lost)).toEqual(['409'])
    expect(busy).toBeLessThan(5)
    for (const type of types(answers))
      expect(type).toMatch(/time-claimed|visit-exists|travel-too-short|try-again/)
    const { commitments } = await clinic.platform.claims.readDay('prac-001', thursday)
    expect(commitments).toHaveLength(1)
    const week = await schedulingRepository(clinic.platform).readWeekOf('prac-001', thursday)
    expect(week.visits.map(({ sessionId }) => sessionId)).toEqual(commitments.map(({ claimId }) => claimId))
    const written = (await entriesOf(clinic.platform.table)).filter(({ act }) => act === 'session-published')
    expect(written).toHaveLength(1)
  }, 60_000)

  it('two asks that overlap, accepted at once: one is a visit, the other is refused with what blocks it', async () => {
    const date = '2026-09-24'
    await offers(clinic.otherDoctor, 'prac-002', { mode: 'ask' })
    const here: Visit = ok(await ask(clinic.staff, { practitionerId: 'prac-002', date }))
    const there: Visit = ok(await ask(clinic.otherStaff, { practitionerId: 'prac-002', date }, donghu))
    const answers = await Promise.all(
      [here, there].map((visit) => answer(clinic.otherDoctor, visit, { as: 'accept' })),
    )
    expect(counted(answers)).toEqual({ 200: 1, 409: 1 })
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body).toMatchObject({
      type: 'urn:problem:scheduling:time-claimed',
      blocking: { kind: 'clinic-visit', time: { start: 810, end: 990 } },
    })
    expect((await clinic.platform.claims.readDay('prac-002', date)).commitments).toHaveLength(1)
  })

  it('an acceptance and a withdrawal: one of them holds, and the visit is as it says', async () => {
    for (const date of ['2026-10-01', '2026-10-08', '2026-10-15', '2026-10-22']) {
      const visit: Visit = ok(await ask(clinic.staff, { practitionerId: 'prac-002', date }))
      const [accepted, withdrawn] = await Promise.all([
        answer(clinic.otherDoctor, visit, { as: 'accept' }),
        clinic.staff.post(`${api}/visits/${visit.visitId}/withdrawal`, { version: visit.version }),
      ])
      expect([accepted.status, withdrawn.status].filter((status) => status === 200)).toHaveLength(1)
      const { visit: stands } = ok(await clinic.staff.get(`${api}/visits/${visit.visitId}`))
      expect(stands.state).toBe(accepted.status === 200 ? 'accepted' : 'withdrawn')
      const { commitments } = await clinic.platform.claims.readDay('prac-002', date)
      expect(commitments).toHaveLength(accepted.status === 200 ? 1 : 0)
    }
  })

  it("a week's limit holds against ten clinics' days at once", async () => {
    const days = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13']
    for (const date of days)
      await offers(clinic.otherDoctor, 'prac-002', { on: { type: 'date', date }, visitsAWeek: 2 })
    const answers = await Promise.all(
      days.flatMap((date) => [
        ask(clinic.staff, { practitionerId: 'prac-002', date, room: '5' }),
        ask(clinic.otherStaff, { practitionerId: 'prac-002', date, room: '5' }, donghu),
      ]),
    )
    expect(answers.filter(({ status, body }) => status === 201 && body.state === 'accepted')).toHaveLength(2)
    const week = await schedulingRepository(clinic.platform).readWeekOf('prac-002', '2026-11-11')
    expect(week.visits).toHaveLength(2)
  }, 60_000)

  it('a drop and a booking: either the number is held and the visit stands, or both are gone', async () => {
    const date = '2026-10-29'
    const visit: Visit = ok(await ask(clinic.staff, { date, room: '6' }))
    const { sessions } = ok(await clinic.staff.get(`${api}/sites/${wangjing}/sessions?from=${date}&days=1`))
    const slotId = sessions[0].cells.find(({ pool }: { pool: string }) => pool === 'clinic').slotId
    const [dropped, booked] = await Promise.all([
      clinic.staff.post(`${api}/visits/${visit.visitId}/drop`, { version: 1 }),
      clinic.staff.post(`${api}/slots/${slotId}/appointment`, { patientId: 'p-1', visit: 'return' }),
    ])
    expect([dropped.status < 300, booked.status < 300].filter(Boolean)).toHaveLength(1)
    const read = await clinic.staff.get(`${api}/sessions/${visit.sessionId}`)
    expect(read.status).toBe(booked.status < 300 ? 200 : 404)
  })
})
