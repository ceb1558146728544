import { beforeEach, describe, expect, it } from 'vitest'
import type { Visit } from '#shared/scheduling/index.ts'
import { type Caller, type Clinic, ok, openClinic, published, wangjing } from './support.ts'
import { afternoon, answer, api, ask, offers, thursday } from './visits-support.ts'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})

/** Another session in the clinic's room, agreed on after it was asked for. */
const takeRoom = (room: string) =>
  published(clinic.staff, { practitionerId: 'prac-003', date: thursday, time: afternoon, room })
const readVisit = async (by: Caller, { visitId }: Visit) => ok(await by.get(`${api}/visits/${visitId}`))

describe('the room of a visit that has been taken since', () => {
  const asked = async (room: string): Promise<Visit> => {
    await offers(clinic.otherDoctor, 'prac-002', { mode: 'ask' })
    return ok(await ask(clinic.staff, { practitionerId: 'prac-002', room }))
  }

  it('is told with the free ones before and when it is accepted; accepting takes one of them', async () => {
    const visit = await asked('1')
    await published(clinic.staff, { practitionerId: 'prac-001', date: '2026-09-18', room: '2' })
    await takeRoom('1')
    const { day } = await readVisit(clinic.otherDoctor, visit)
    expect(day).toMatchObject({ problem: 'room-taken', facts: { room: '1', freeRooms: ['2'] } })
    const refused = await answer(clinic.otherDoctor, visit, { as: 'accept' })
    expect(refused).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:scheduling:room-taken', room: '1', time: afternoon, freeRooms: ['2'] },
    })
    const accepted = ok(await answer(clinic.otherDoctor, visit, { as: 'accept', room: '2' }))
    expect(accepted).toMatchObject({ state: 'accepted', plan: { room: '2' } })
    const session = ok(await clinic.staff.get(`${api}/sessions/${accepted.sessionId}`))
    expect(session.room).toBe('2')
  })

  it('is not replaced by a room that the site does not have, nor by one that is taken too', async () => {
    const visit = await asked('1')
    await takeRoom('1')
    const strange = await answer(clinic.otherDoctor, visit, { as: 'accept', room: '99' })
    expect(strange.body).toMatchObject({
      type: 'urn:problem:scheduling:plan-invalid',
      fault: 'room-unknown',
    })
    const taken = await answer(clinic.otherDoctor, visit, { as: 'accept', room: '1' })
    expect(taken.body).toMatchObject({ type: 'urn:problem:scheduling:room-taken', freeRooms: [] })
  })

  it('is another by itself where the clinic has named none', async () => {
    await offers(clinic.otherDoctor, 'prac-002', { mode: 'ask' })
    const visit: Visit = ok(await ask(clinic.staff, { practitionerId: 'prac-002' }))
    expect(visit).toMatchObject({ anyRoom: true, plan: { room: '1' } })
    await published(clinic.staff, { practitionerId: 'prac-001', date: '2026-09-18', room: '2' })
    await takeRoom('1')
    expect((await readVisit(clinic.otherDoctor, visit)).day).not.toHaveProperty('problem')
    expect(ok(await answer(clinic.otherDoctor, visit, { as: 'accept' })).plan.room).toBe('2')
  })

  it("is the clinic's to choose where it takes a visit at once, or agrees to another day", async () => {
    await offers(clinic.otherDoctor, 'prac-002')
    await published(clinic.staff, { practitionerId: 'prac-001', date: '2026-09-18', room: '2' })
    await takeRoom('1')
    const refused = await ask(clinic.staff, { practitionerId: 'prac-002', room: '1' })
    expect(refused).toMatchObject({ status: 409, body: { room: '1', freeRooms: ['2'] } })
    expect(await ask(clinic.staff, { practitionerId: 'prac-002', room: '2' })).toMatchObject({ status: 201 })
  })
})

describe('an agreed visit', () => {
  const agreed = async (): Promise<Visit> => {
    await offers(clinic.doctor, 'prac-001')
    return ok(await ask(clinic.staff))
  }
  /** What became of it, as the clinic, the psychiatrist and their lists are told. */
  async function became(visit: Visit) {
    const [mine, theirs] = [
      `${api}/practitioners/prac-001/visits?from=${thursday}`,
      `${api}/sites/${wangjing}/visits?from=${thursday}`,
    ]
    const told = [
      (await readVisit(clinic.staff, visit)).visit.became,
      (await readVisit(clinic.doctor, visit)).visit.became,
      ok(await clinic.doctor.get(mine)).visits[0].became,
      ok(await clinic.staff.get(theirs)).visits[0].became,
    ]
    for (const one of told) expect(one).toEqual(told[0])
    return told[0]
  }

  it('says who holds it instead, and shows no day that is not theirs any more', async () => {
    const visit = await agreed()
    expect(await became(visit)).toBeUndefined()
    expect(await readVisit(clinic.doctor, visit)).toHaveProperty('day')
    const path = `${api}/sessions/${visit.sessionId}/substitution`
    ok(await clinic.staff.post(path, { version: 1, practitionerId: 'prac-002' }))
    expect(await became(visit)).toEqual({
      substitute: { practitionerId: 'prac-002', practitionerName: 'prac-002' },
    })
    expect(await readVisit(clinic.doctor, visit)).not.toHaveProperty('day')
    expect((await clinic.otherDoctor.get(`${api}/visits/${visit.visitId}`)).status).toBe(404)
  })

  it('says where it has been moved to, and that it is stopped there', async () => {
    const visit = await agreed()
    const to = { date: '2026-09-18', time: afternoon, room: '4' }
    const moved = ok(
      await clinic.staff.post(`${api}/sessions/${visit.sessionId}/move`, { version: 1, ...to }),
    )
    const { sessionId, version } = moved.session
    expect(sessionId).not.toBe(visit.sessionId)
    expect(await became(visit)).toEqual({ moved: { sessionId, ...to } })
    const stop = { version, reason: 'practitioner-ill' }
    ok(await clinic.staff.post(`${api}/sessions/${sessionId}/stop`, stop))
    expect(await became(visit)).toMatchObject({
      moved: { sessionId },
      stopped: { reason: 'practitioner-ill', at: clinic.clock.now },
    })
    expect((await readVisit(clinic.staff, visit)).commands).toEqual([])
  })

  it('says that it was given up for a day elsewhere', async () => {
    const visit = await agreed()
    const { proposalIdOf } = await import('#shared/scheduling/index.ts')
    const suffix = visit.visitId.split('.')[2] ?? ''
    const key = { siteId: 'site-051', date: thursday, time: afternoon, practitionerId: 'prac-001' }
    const proposalId = proposalIdOf({ ...key, from: { siteId: wangjing, suffix } })
    ok(await clinic.office.post(`${api}/coverage/proposals/${proposalId}/acceptance`, { kind: 'child' }))
    expect(await became(visit)).toEqual({ givenUp: true })
    expect((await readVisit(clinic.staff, visit)).commands).toEqual([])
  })
})
