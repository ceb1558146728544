import { beforeAll, describe, expect, it } from 'vitest'
import { writeTogether } from '#functions/platform/table.ts'
import type { Claim } from '#shared/kernel/claim.ts'
import type { Candidate, Visit } from '#shared/scheduling/index.ts'
import {
  book,
  type Clinic,
  donghu,
  freeIn,
  minutes,
  morning,
  ok,
  openClinic,
  readSession,
  siteEvent,
  wangjing,
} from './support.ts'
import { afternoon, answer, api, ask, offerPlan, offers, thursday, whoCanCome } from './visits-support.ts'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

/** A commitment of the register's kind: hospital duty, leave. */
async function commit(practitionerId: string, date: string, changed: Partial<Claim>): Promise<void> {
  const { claims, table } = clinic.platform
  const claim: Claim = { claimId: crypto.randomUUID(), kind: 'hospital-duty', time: afternoon, ...changed }
  const added = claims.add(await claims.readDay(practitionerId, date), claim, () => 0)
  if (!added.ok) throw new Error(added.reason)
  await writeTogether(table, [added.value])
}

const candidate = (body: { candidates: Candidate[] }, practitionerId: string): Candidate | undefined =>
  body.candidates.find((one) => one.practitionerId === practitionerId)

describe('offers', () => {
  it("are the psychiatrist's own: made, listed by day, changed and ended", async () => {
    const path = `${api}/practitioners/prac-001/offers`
    const made = await offers(clinic.doctor, 'prac-001', {
      on: { type: 'date', date: '2026-10-06' },
      sitesAWeek: 2,
    })
    expect(ok(await clinic.doctor.get(path)).offers).toEqual([made])
    const { on: _, half: __, ...terms } = offerPlan({ mode: 'ask', words: '只看儿童' })
    const change = { version: made.version, terms }
    const changed = ok(await clinic.doctor.put(`${path}/${made.offerId}`, change))
    expect(changed).toMatchObject({ mode: 'ask', words: '只看儿童', version: 2, on: made.on })
    expect(changed).not.toHaveProperty('sitesAWeek')
    expect(await clinic.doctor.put(`${path}/${made.offerId}`, change)).toMatchObject({ status: 412 })
    ok(await clinic.doctor.post(`${path}/${made.offerId}/end`, { version: 2, lastDay: '2026-10-06' }))
    expect(ok(await clinic.doctor.get(path)).offers).toEqual([])
  })

  it('are kept by their hospital too, and by nobody else', async () => {
    const path = `${api}/practitioners/prac-001/offers`
    for (const by of [clinic.otherDoctor, clinic.staff, clinic.desk, clinic.patient])
      expect([403, 404]).toContain((await by.post(path, offerPlan())).status)
    const { platform } = clinic
    const { as, asking } = await import('#test/support/platform.ts')
    const grant = { role: 'referral-desk', organisationId: 'site-056' } as const
    const hospital = asking(clinic.app, await as(platform, 'hospital-desk', grant))
    const made = ok(await hospital.post(path, offerPlan({ on: { type: 'date', date: '2026-10-07' } })))
    ok(await hospital.post(`${path}/${made.offerId}/end`, { version: 1, lastDay: '2026-09-15' }))
  })

  it('that contradict themselves are refused by name', async () => {
    const path = `${api}/practitioners/prac-001/offers`
    const wrong = [
      [{ half: 'morning' as const }, 'half-mismatch'],
      [{ validTo: '2026-08-01' }, 'ends-before-it-begins'],
      [{ time: { start: 780, end: 1400 } }, 'outside-day'],
    ] as const
    for (const [changed, fault] of wrong)
      expect((await clinic.doctor.post(path, offerPlan(changed))).body).toMatchObject({
        type: 'urn:problem:scheduling:plan-invalid',
        fault,
      })
  })
})

describe('a clinic without a day asks for a child psychiatrist on Thursday afternoon', () => {
  it('is shown who can come, who must be asked, and why others cannot, without place or people', async () => {
    await offers(clinic.doctor, 'prac-001', { mode: 'book' })
    await offers(clinic.otherDoctor, 'prac-002', { mode: 'ask' })
    await commit('prac-001', thursday, { placeId: 'site-056', time: { start: 480, end: 1020 } })
    const body = ok(await whoCanCome(clinic.staff))
    expect(body).toMatchObject({ time: afternoon, day: { date: thursday, kind: 'workday' } })
    expect(candidate(body, 'prac-001')).toMatchObject({
      can: 'no',
      reason: 'on-duty',
      blocking: { kind: 'hospital-duty', time: { start: 480, end: 1020 } },
      spans: [{ kind: 'hospital-duty', time: { start: 480, end: 1020 } }],
    })
    expect(candidate(body, 'prac-002')).toMatchObject({ can: 'ask', spans: [], filedUntil: '2027-12-31' })
    expect(candidate(body, 'prac-003')).toMatchObject({ can: 'no', reason: 'not-offered-here' })
    expect(JSON.stringify(body)).not.toMatch(/site-056|placeId|about/)
  })

  it('is refused the one on hospital duty with the reason, kind and time', async () => {
    const { status, body } = await ask(clinic.staff)
    expect(status).toBe(409)
    expect(body).toMatchObject({
      type: 'urn:problem:scheduling:time-claimed',
      blocking: { kind: 'hospital-duty', time: { start: 480, end: 1020 } },
    })
  })

  let visit: Visit
  it('asks another, who is shown their day and accepts; the slots are open and a patient books', async () => {
    visit = ok(await ask(clinic.staff, { practitionerId: 'prac-002' }))
    expect(visit).toMatchObject({ state: 'asked', mode: 'ask', siteId: wangjing, version: 1 })
    expect(visit.answerBy).toBe(Date.parse('2026-09-16T12:00:00+08:00'))
    const listed = ok(await clinic.otherDoctor.get(`${api}/practitioners/prac-002/visits?from=2026-09-15`))
    expect(listed).toMatchObject({ pending: 1, visits: [{ visitId: visit.visitId }] })
    await clinic.hear('alliance/site-added', siteEvent('site-056', { name: '北京安定医院', lon: 116.38 }))
    const read = ok(await clinic.otherDoctor.get(`${api}/visits/${visit.visitId}`))
    expect(read.commands).toEqual(['accept', 'counter', 'decline'])
    expect(read.day).toMatchObject({ stops: [{ added: true, time: afternoon }], filedUntil: '2027-12-31' })
    expect(read.day.wayBack).toEqual({ placeName: '北京安定医院', minutes: expect.any(Number) })
    const accepted = ok(await answer(clinic.otherDoctor, visit, { as: 'accept' }))
    expect(accepted).toMatchObject({ state: 'accepted', sessionId: visit.visitId, version: 2 })
    const session = await readSession(clinic.staff, accepted.sessionId)
    expect(session).toMatchObject({ state: 'published', slots: { length: 12 } })
    const week = ok(await clinic.staff.get(`${api}/sites/${wangjing}/sessions?from=${thursday}&days=1`))
    const [slotId] = freeIn(week.sessions[0])
    expect((await book(clinic.patient, slotId)).status).toBe(201)
    const day = await clinic.platform.claims.readDay('prac-002', thursday)
    expect(day.commitments).toMatchObject([
      { claimId: accepted.sessionId, kind: 'clinic-visit', placeId: wangjing },
    ])
  })

  it('cannot drop the visit while a patient is booked', async () => {
    const drop = { version: 2 }
    expect(await clinic.staff.post(`${api}/visits/${visit.visitId}/drop`, drop)).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:scheduling:session-has-patients' },
    })
  })

  it('is told that the visit is over when it is answered again, and by the version when it is stale', async () => {
    const now = { ...visit, version: 2 }
    expect((await answer(clinic.otherDoctor, now, { as: 'accept' })).body.type).toMatch(/visit-over$/)
    expect((await answer(clinic.otherDoctor, visit, { as: 'accept' })).status).toBe(412)
  })
})

describe('an offer that can be taken at once', () => {
  it('becomes a published session in the same request, and a replay answers the same', async () => {
    const friday = '2026-09-25'
    await offers(clinic.doctor, 'prac-001', { on: { type: 'weekly', weekday: 5, everyWeeks: 1 } })
    const key = 'one-visit-for-a-key'
    const first = await ask(clinic.staff, { date: friday }, wangjing, key)
    expect(first).toMatchObject({ status: 201, body: { state: 'accepted', mode: 'book' } })
    expect((await ask(clinic.staff, { date: friday }, wangjing, key)).body).toEqual(first.body)
    const other = await ask(clinic.staff, { date: friday, kind: 'general' }, wangjing, key)
    expect(other.body.type).toBe('urn:problem:http:idempotency-key-reused')
    const dropped = ok(await clinic.staff.post(`${api}/visits/${first.body.visitId}/drop`, { version: 1 }))
    expect(dropped.state).toBe('withdrawn')
    expect((await clinic.platform.claims.readDay('prac-001', friday)).commitments).toEqual([])
    expect((await clinic.staff.get(`${api}/sessions/${first.body.sessionId}`)).status).toBe(404)
    expect((await ask(clinic.staff, { date: friday, room: '7' })).status).toBe(201)
  })

  it('asks first where the notice is too short or the patients are others', async () => {
    await offers(clinic.doctor, 'prac-001', {
      on: { type: 'date', date: '2026-09-18' },
      noticeDays: 5,
      kinds: ['general'],
    })
    const body = ok(await whoCanCome(clinic.staff, { date: '2026-09-18', kind: 'general' }))
    expect(candidate(body, 'prac-001')).toMatchObject({ can: 'book' })
    await offers(clinic.otherDoctor, 'prac-002', {
      on: { type: 'date', date: '2026-09-18' },
      noticeDays: 5,
      kinds: ['general'],
    })
    const late = ok(await whoCanCome(clinic.staff, { date: '2026-09-18', kind: 'general' }))
    expect(candidate(late, 'prac-002')).toMatchObject({
      can: 'ask',
      reason: 'notice-too-short',
      noticeDays: 5,
    })
    const child = ok(await whoCanCome(clinic.staff, { date: '2026-09-18' }))
    expect(candidate(child, 'prac-002')).toMatchObject({ can: 'ask', reason: 'kind-not-offered' })
    const asked = ok(
      await ask(clinic.staff, { practitionerId: 'prac-002', date: '2026-09-18', kind: 'general' }),
    )
    expect(asked.state).toBe('asked')
  })

  it('is not there where nothing is offered', async () => {
    const { status, body } = await ask(clinic.staff, { practitionerId: 'prac-003' })
    expect({ status, type: body.type }).toEqual({ status: 409, type: 'urn:problem:scheduling:not-offered' })
  })

  it('keeps to so many sites and visits a week, over all sites', async () => {
    const on = (date: string) => ({
      on: { type: 'date' as const, date },
      visitsAWeek: 1,
      half: 'afternoon' as const,
    })
    await offers(clinic.otherDoctor, 'prac-002', on('2026-10-13'))
    await offers(clinic.otherDoctor, 'prac-002', on('2026-10-14'))
    ok(await ask(clinic.staff, { practitionerId: 'prac-002', date: '2026-10-13' }))
    const full = ok(await whoCanCome(clinic.otherStaff, { date: '2026-10-14' }, donghu))
    expect(candidate(full, 'prac-002')).toMatchObject({ reason: 'week-full', can: 'no', leftThisWeek: 0 })
    const second = await ask(clinic.otherStaff, { practitionerId: 'prac-002', date: '2026-10-14' }, donghu)
    expect(second.body.type).toBe('urn:problem:scheduling:week-full')
  })
})

describe('another day', () => {
  it('is proposed by the psychiatrist and agreed by the clinic; the session is on that day', async () => {
    await offers(clinic.otherDoctor, 'prac-002', { on: { type: 'date', date: '2026-10-20' }, mode: 'ask' })
    const visit = ok(await ask(clinic.staff, { practitionerId: 'prac-002', date: '2026-10-20' }))
    const said = { as: 'counter', date: '2026-10-21', time: { start: 840, end: 960 }, words: '周三下午可以' }
    const countered = ok(await answer(clinic.otherDoctor, visit, said))
    expect(countered).toMatchObject({ state: 'countered', counter: { date: '2026-10-21' } })
    const read = ok(await clinic.staff.get(`${api}/visits/${visit.visitId}`))
    expect(read.commands).toEqual(['agree', 'withdraw'])
    expect(read).not.toHaveProperty('day')
    const agree = { version: countered.version, agree: true }
    const agreed = ok(await clinic.staff.post(`${api}/visits/${visit.visitId}/proposal-answer`, agree))
    expect(agreed).toMatchObject({ state: 'accepted', plan: { date: '2026-10-21', time: said.time } })
    expect(agreed.sessionId).toContain('.20261021.')
    const session = await readSession(clinic.staff, agreed.sessionId)
    expect(session.slots).toHaveLength(8)
    const listed = ok(await clinic.staff.get(`${api}/sites/${wangjing}/visits?from=2026-10-21&days=1`))
    expect(listed.visits.map(({ visitId }: Visit) => visitId)).toEqual([visit.visitId])
  })

  it('is refused when it is too far off', async () => {
    await offers(clinic.otherDoctor, 'prac-002', { on: { type: 'date', date: '2026-10-22' }, mode: 'ask' })
    const visit = ok(await ask(clinic.staff, { practitionerId: 'prac-002', date: '2026-10-22' }))
    const far = await answer(clinic.otherDoctor, visit, {
      as: 'counter',
      date: '2026-12-22',
      time: afternoon,
    })
    expect(far.body).toMatchObject({ type: 'urn:problem:scheduling:plan-invalid', fault: 'too-far-off' })
    const said = { as: 'decline', reason: 'other', words: '那天要开会' }
    const declined = ok(await answer(clinic.otherDoctor, visit, said))
    expect(declined).toMatchObject({ state: 'declined', declineReason: 'other', declineWords: '那天要开会' })
  })
})

describe('an ask that nobody answers', () => {
  it('has lapsed at its deadline by the clock alone, before any job has run', async () => {
    const fresh = await openClinic()
    await offers(fresh.doctor, 'prac-001', { mode: 'ask' })
    const visit = ok(await ask(fresh.staff, {}))
    fresh.clock.now = visit.answerBy - 1
    const read = async () => ok(await fresh.staff.get(`${api}/visits/${visit.visitId}`))
    expect((await read()).visit.state).toBe('asked')
    fresh.clock.now = visit.answerBy
    expect(await read()).toMatchObject({ visit: { state: 'lapsed' }, commands: [] })
    expect((await answer(fresh.doctor, visit, { as: 'accept' })).body).toMatchObject({
      type: 'urn:problem:scheduling:visit-over',
      state: 'lapsed',
    })
    expect((await fresh.staff.post(`${api}/visits/${visit.visitId}/withdrawal`, { version: 1 })).status).toBe(
      409,
    )
  })

  it('is told to the clinic by a job, once', async () => {
    const fresh = await openClinic()
    const { schedulingJobs } = await import('#functions/scheduling/jobs.ts')
    const { openDue } = await import('#functions/platform/due.ts')
    const { entriesOf } = await import('./journal-of.ts')
    await offers(fresh.doctor, 'prac-001', { mode: 'ask' })
    const visit = ok(await ask(fresh.staff, {}))
    const due = openDue(fresh.platform.table, 'scheduling')
    const lapses = async (now: number) => (await due.list(now)).filter(({ kind }) => kind === 'visit-lapse')
    expect(await lapses(visit.answerBy - 1)).toEqual([])
    const [thing] = await lapses(visit.answerBy)
    if (!thing) throw new Error('nothing is due')
    const jobs = schedulingJobs(fresh.platform)
    await Promise.all([jobs[thing.kind]?.(thing, visit.answerBy), jobs[thing.kind]?.(thing, visit.answerBy)])
    await jobs[thing.kind]?.(thing, visit.answerBy + minutes)
    expect(await lapses(visit.answerBy + 1)).toEqual([])
    const lapsed = (await entriesOf(fresh.platform.table)).filter(({ act }) => act === 'visit-lapsed')
    expect(lapsed).toMatchObject([{ personId: 'system', basis: 'system', bodyId: wangjing }])
    fresh.clock.now = morning
  })
})

describe('a series', () => {
  it('is a visit for each day, with a line for what was left out, clashed or is a holiday', async () => {
    await offers(clinic.otherDoctor, 'prac-002', { on: { type: 'weekly', weekday: 1, everyWeeks: 1 } })
    await commit('prac-002', '2026-11-09', { kind: 'leave' })
    const body = {
      ...{ practitionerId: 'prac-002', everyWeeks: 1, until: '2026-11-30', except: ['2026-11-16'] },
      plan: { date: '2026-11-02', time: afternoon, kind: 'child', room: '9' },
    }
    const path = `${api}/sites/${wangjing}/visit-series`
    const key = 'a-series-of-five'
    const { lines, seriesId } = ok(await clinic.staff.post(path, body, key))
    expect(lines.map(({ date, outcome }: { date: string; outcome: string }) => [date, outcome])).toEqual([
      ['2026-11-02', 'accepted'],
      ['2026-11-09', 'refused'],
      ['2026-11-16', 'excepted'],
      ['2026-11-23', 'accepted'],
      ['2026-11-30', 'accepted'],
    ])
    expect(lines[1]).toMatchObject({ problem: 'time-claimed', facts: { blocking: { kind: 'leave' } } })
    const again = ok(await clinic.staff.post(path, body, key))
    expect(again.seriesId).toBe(seriesId)
    expect(again.lines.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'exists',
      'refused',
      'excepted',
      'exists',
      'exists',
    ])
    ok(await clinic.staff.post(`${api}/visits/${lines[3].visitId}/drop`, { version: 1 }))
    const listed = ok(await clinic.staff.get(`${api}/sites/${wangjing}/visits?from=2026-11-01&days=60`))
    expect(listed.visits.map(({ state }: Visit) => state)).toEqual(['accepted', 'withdrawn', 'accepted'])
  })
})
