import { beforeEach, describe, expect, it } from 'vitest'
import { type Clinic, donghu, ok, openClinic } from './support.ts'
import { answer, api, ask, offers } from './visits-support.ts'

const [monday, wednesday, thursday] = ['2026-09-21', '2026-09-23', '2026-09-24']

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
  for (const date of [monday, wednesday, thursday])
    await offers(clinic.otherDoctor, 'prac-002', { on: { type: 'date', date }, mode: 'ask', visitsAWeek: 1 })
})

const asks = async (date: string, by = clinic.staff, siteId?: string) =>
  ok(await ask(by, { practitionerId: 'prac-002', date }, siteId))
const dayOf = async (visitId: string) => ok(await clinic.otherDoctor.get(`${api}/visits/${visitId}`)).day

describe("a week's limit, when the psychiatrist answers themselves", () => {
  it('is said before and with an acceptance beyond it, and not with one within it', async () => {
    const [first, second] = [await asks(monday), await asks(wednesday, clinic.otherStaff, donghu)]
    expect(await dayOf(second.visitId)).not.toHaveProperty('overWeekLimit')
    expect(ok(await answer(clinic.otherDoctor, first, { as: 'accept' }))).not.toHaveProperty('overWeekLimit')
    expect(await dayOf(second.visitId)).toMatchObject({ overWeekLimit: true })
    expect(ok(await answer(clinic.otherDoctor, second, { as: 'accept' }))).toMatchObject({
      state: 'accepted',
      overWeekLimit: true,
    })
  })

  it('is said with another day that they propose and the clinic agrees to', async () => {
    const [first, second] = [await asks(monday), await asks('2026-09-24', clinic.otherStaff, donghu)]
    ok(await answer(clinic.otherDoctor, first, { as: 'accept' }))
    const counter = { as: 'counter', date: wednesday, time: { start: 810, end: 990 } }
    const { visitId, version } = ok(await answer(clinic.otherDoctor, second, counter))
    const agreed = await clinic.otherStaff.post(`${api}/visits/${visitId}/proposal-answer`, {
      version,
      agree: true,
    })
    expect(ok(agreed)).toMatchObject({ state: 'accepted', overWeekLimit: true })
  })

  it('is none where they offer nothing', async () => {
    const [first, second] = [await asks(monday), await asks(thursday, clinic.otherStaff, donghu)]
    ok(await answer(clinic.otherDoctor, first, { as: 'accept' }))
    const counter = { as: 'counter', date: '2026-09-25', time: { start: 810, end: 990 } }
    const countered = ok(await answer(clinic.otherDoctor, second, counter))
    expect(await dayOf(countered.visitId)).not.toHaveProperty('overWeekLimit')
  })
})
