import { beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import { as, asking } from '#test/support/platform.ts'
import {
  book,
  type Clinic,
  cancel,
  donghu,
  draft,
  farAway,
  freeIn,
  minutes,
  move,
  ok,
  openClinic,
  plan,
  practitionerEvent,
  published,
  readSession,
  siteEvent,
  step,
  tellPatient,
  today,
  wangjing,
} from './support.ts'

const api = '/api/scheduling'
const reasonOf = ({ body }: { body: { type: string } }): string =>
  body.type.replace('urn:problem:scheduling:', '')
const inAfternoon = { time: { start: 810, end: 990 } }

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})

type Booked = Parameters<typeof step>[1]

describe('the way of an appointment', () => {
  it('goes from a plan to a patient seen', async () => {
    const { staff, patient, doctor } = clinic
    const session = await published(staff, { date: today })
    expect(session.cells).toHaveLength(12)
    const booked = ok(await book(patient, freeIn(session)[0]))
    expect(booked).toMatchObject({ patientId: 'p-1', state: 'booked', siteName: '望京社区卫生服务中心' })
    const moved = ok(await move(staff, booked, freeIn(session)[1]))
    expect(moved).toMatchObject({
      appointmentId: booked.appointmentId,
      code: booked.code,
      slotId: freeIn(session)[1],
    })
    ok(await step(staff, moved, 'check-in'))
    ok(await step(doctor, moved, 'call'))
    expect(ok(await step(doctor, moved, 'finish'))).toMatchObject({
      state: 'seen',
      held: { card: { name: '王桂兰' } },
    })
    const mine = ok(await patient.get(`${api}/patients/p-1/appointments`))
    expect(mine.appointments).toMatchObject([{ appointmentId: booked.appointmentId, state: 'seen' }])
  })
})

describe('POST /sites/{siteId}/sessions', () => {
  const post = (changed = {}, siteId = wangjing, key?: string) =>
    clinic.staff.post(`${api}/sites/${siteId}/sessions`, plan(changed), key)

  it("takes the practitioner's time and the room", async () => {
    expect(ok(await post())).toMatchObject({
      state: 'draft',
      halfDay: 'morning',
      version: 1,
      practitionerName: 'prac-001',
    })
    expect(reasonOf(await post({ room: '1 诊室' }))).toBe('time-claimed')
    expect(reasonOf(await post({ practitionerId: 'prac-002' }))).toBe('room-taken')
    expect((await post({ practitionerId: 'prac-002', room: '1 诊室' })).status).toBe(201)
  })

  it('refuses a gap that is shorter than the road from the other end of the district', async () => {
    ok(await post())
    const far = await clinic.farStaff.post(
      `${api}/sites/${farAway}/sessions`,
      plan({
        departmentId: 'dep-031',
        time: { start: 750, end: 840 },
        quotas: { public: 4, clinic: 0, referral: 0 },
      }),
    )
    expect(reasonOf(far)).toBe('travel-too-short')
    expect(far.body.missingMinutes).toBeGreaterThan(0)
  })

  it.each([
    ['date-past', { date: '2026-09-14' }],
    ['practitioner-unknown', { practitionerId: 'prac-999' }],
    ['department-not-accepted', { departmentId: 'dep-999' }],
    ['practice-not-filed', { date: '2028-01-05' }],
    ['plan-invalid', { quotas: { public: 0, clinic: 0, referral: 0 } }],
  ])('refuses as %s', async (reason, changed) => {
    expect(reasonOf(await post(changed))).toBe(reason)
  })

  it('refuses once the department is suspended, for planning and for publishing', async () => {
    const session = await draft(clinic.staff)
    await clinic.hear('alliance/department-suspended', {
      departmentId: 'dep-050',
      siteId: wangjing,
      departmentVersion: 2,
    })
    expect(reasonOf(await post({ ...inAfternoon }))).toBe('department-not-accepted')
    expect(
      reasonOf(await clinic.staff.post(`${api}/sessions/${session.sessionId}/publication`, { version: 1 })),
    ).toBe('department-not-accepted')
  })

  it('answers a replay with the same session, whatever has become of it, and another body with 422', async () => {
    const first = await post({}, wangjing, 'key-of-a-session')
    ok(await clinic.staff.delete(`${api}/sessions/${first.body.sessionId}?version=1`))
    expect((await post({}, wangjing, 'key-of-a-session')).body).toEqual(first.body)
    expect((await post({ room: '7 诊室' }, wangjing, 'key-of-a-session')).body.type).toBe(
      'urn:problem:http:idempotency-key-reused',
    )
  })

  it('knows no other site', async () => {
    expect(reasonOf(await post({}, donghu))).toBe('site-unknown')
    expect(reasonOf(await post({}, 'site-999'))).toBe('site-unknown')
    for (const other of [clinic.doctor, clinic.patient, clinic.office])
      expect((await other.post(`${api}/sites/${wangjing}/sessions`, plan())).status).toBe(403)
    expect((await clinic.nobody.post(`${api}/sites/${wangjing}/sessions`, plan())).status).toBe(401)
  })
})

describe('a draft', () => {
  it('changes with its claim and its room, for the version that was read', async () => {
    const { sessionId } = await draft(clinic.staff)
    const change = (changed: object, version: number) =>
      clinic.staff.put(`${api}/sessions/${sessionId}`, { version, plan: plan(changed) })
    expect(ok(await change({ practitionerId: 'prac-002', room: '1 诊室' }, 1))).toMatchObject({
      version: 2,
      practitionerId: 'prac-002',
    })
    expect(reasonOf(await change({}, 1))).toBe('stale-version')
    expect(await change({ date: '2026-09-17' }, 2)).toMatchObject({
      status: 422,
      body: { fault: 'date-fixed' },
    })
    await draft(clinic.staff)
    expect(reasonOf(await change({ practitionerId: 'prac-002' }, 2))).toBe('room-taken')
  })

  it('gives time and room back when it is discarded', async () => {
    const { sessionId } = await draft(clinic.staff)
    expect(reasonOf(await clinic.otherStaff.delete(`${api}/sessions/${sessionId}?version=1`))).toBe(
      'session-unknown',
    )
    ok(await clinic.staff.delete(`${api}/sessions/${sessionId}?version=1`))
    expect((await clinic.staff.post(`${api}/sites/${wangjing}/sessions`, plan())).status).toBe(201)
    expect(reasonOf(await clinic.staff.get(`${api}/sessions/${sessionId}`))).toBe('session-unknown')
  })

  it('is neither changed nor published twice', async () => {
    const session = await published(clinic.staff)
    expect(
      reasonOf(await clinic.staff.post(`${api}/sessions/${session.sessionId}/publication`, { version: 2 })),
    ).toBe('session-not-draft')
    expect(
      reasonOf(await clinic.staff.put(`${api}/sessions/${session.sessionId}`, { version: 2, plan: plan() })),
    ).toBe('session-not-draft')
  })

  it('is published once, and answers again with the same where the first answer was lost', async () => {
    const { sessionId } = await draft(clinic.staff)
    const publish = () => clinic.staff.post(`${api}/sessions/${sessionId}/publication`, { version: 1 })
    const first = ok(await publish())
    expect(ok(await publish())).toEqual(first)
    expect(
      reasonOf(await clinic.otherStaff.post(`${api}/sessions/${sessionId}/publication`, { version: 1 })),
    ).toBe('session-unknown')
  })

  it('of a day that is over is not published', async () => {
    const { sessionId } = await draft(clinic.staff)
    clinic.clock.now = instantOf('2026-09-17', 480)
    expect(
      reasonOf(await clinic.staff.post(`${api}/sessions/${sessionId}/publication`, { version: 1 })),
    ).toBe('date-past')
  })
})

describe('POST /slots/{slotId}/appointment', () => {
  it('opens each channel to those for whom it is', async () => {
    const session = await published(clinic.staff)
    const free = (pool: string) => freeIn(session, pool)[0]
    expect(reasonOf(await book(clinic.patient, free('clinic')))).toBe('pool-not-allowed')
    expect(reasonOf(await book(clinic.patient, free('referral')))).toBe('pool-not-allowed')
    expect(reasonOf(await book(clinic.desk, free('public')))).toBe('pool-not-allowed')
    expect((await book(clinic.desk, free('referral'))).status).toBe(201)
    expect((await book(clinic.guardian, free('public'))).body.type).toContain('half-day-taken')
    expect((await book(clinic.staff, free('clinic'), 'p-2')).status).toBe(201)
  })

  it("knows nobody's patients but one's own, and no numbers of other sites", async () => {
    await tellPatient(clinic.hear, clinic.platform, 'p-far', [farAway])
    const [slotId] = freeIn(await published(clinic.staff))
    expect(reasonOf(await book(clinic.patient, slotId, 'p-2'))).toBe('patient-unknown')
    expect(reasonOf(await book(clinic.staff, slotId, 'p-far'))).toBe('patient-unknown')
    expect(reasonOf(await book(clinic.staff, slotId, 'p-none'))).toBe('patient-unknown')
    expect(reasonOf(await book(clinic.otherStaff, slotId))).toBe('slot-unknown')
    for (const wrong of ['nonsense', 'site-050.20260916.zzzzzz.01', 'site-050.20260931.zzzzzz.01'])
      expect(reasonOf(await book(clinic.staff, wrong))).toBe('slot-unknown')
  })

  it('refuses before the release and opens at its very instant', async () => {
    const [slotId] = freeIn(await published(clinic.staff, { date: '2026-09-30' }))
    expect(await book(clinic.patient, slotId)).toMatchObject({
      status: 409,
      body: { releaseAt: instantOf('2026-09-16', 480) },
    })
    clinic.clock.now = instantOf('2026-09-16', 480)
    expect((await book(clinic.patient, slotId)).status).toBe(201)
  })

  it('answers a replay with the same appointment, even after it was cancelled and the number taken by another', async () => {
    const [slotId] = freeIn(await published(clinic.staff))
    const first = ok(await book(clinic.patient, slotId, 'p-1', 'key-of-p-1'))
    expect(ok(await book(clinic.patient, slotId, 'p-1', 'key-of-p-1'))).toEqual(first)
    ok(await cancel(clinic.patient, first))
    expect(ok(await book(clinic.patient, slotId, 'p-1', 'key-of-p-1'))).toEqual(first)
    ok(await book(clinic.otherPatient, slotId, 'p-2'))
    expect(ok(await book(clinic.patient, slotId, 'p-1', 'key-of-p-1'))).toEqual(first)
    const mine = ok(await clinic.patient.get(`${api}/patients/p-1/appointments`))
    expect(mine.appointments).toMatchObject([{ state: 'cancelled' }])
  })

  it('refuses another body under the same key', async () => {
    const [one, two] = freeIn(await published(clinic.staff))
    ok(await book(clinic.patient, one, 'p-1', 'key-of-p-1'))
    expect(await book(clinic.patient, two, 'p-1', 'key-of-p-1')).toMatchObject({
      status: 422,
      body: { type: 'urn:problem:http:idempotency-key-reused' },
    })
  })

  it('pauses booking alone after the third no-show, not at the desk', async () => {
    for (const day of ['2026-09-15', '2026-09-16', '2026-09-17']) {
      clinic.clock.now = instantOf(day, 480)
      const session = await published(clinic.staff, { date: day })
      const appointment = ok(await book(clinic.staff, freeIn(session)[0]))
      clinic.clock.now = instantOf(day, 700)
      ok(await step(clinic.staff, appointment, 'miss'))
    }
    const [slotId] = freeIn(await published(clinic.staff, { date: '2026-09-18' }))
    expect(await book(clinic.patient, slotId)).toMatchObject({
      status: 409,
      body: { until: '2026-12-17', missed: 3 },
    })
    expect((await book(clinic.staff, slotId)).status).toBe(201)
  })
})

describe('a no-show', () => {
  /** Three days on which p-1 did not come; `after` says what happened at the desk then. */
  async function missThree(after: (appointment: Booked, count: number) => Promise<unknown>): Promise<void> {
    for (const [count, day] of ['2026-09-15', '2026-09-16', '2026-09-17'].entries()) {
      clinic.clock.now = instantOf(day, 480)
      const session = await published(clinic.staff, { date: day })
      const appointment = ok(await book(clinic.staff, freeIn(session)[0]))
      clinic.clock.now = instantOf(day, 700)
      ok(await step(clinic.staff, appointment, 'miss'))
      await after(appointment, count)
    }
  }
  const bookNext = async () =>
    (await book(clinic.patient, freeIn(await published(clinic.staff, { date: '2026-09-18' }))[0])).status

  it('that is taken back does not count', async () => {
    await missThree(async (appointment, count) => {
      if (count === 1) ok(await step(clinic.staff, appointment, 'undo'))
    })
    expect(await bookNext()).toBe(201)
  })

  it('of a person who comes after all does not count', async () => {
    await missThree(async (appointment, count) => {
      if (count === 2) ok(await step(clinic.staff, appointment, 'check-in'))
    })
    expect(await bookNext()).toBe(201)
  })

  it('counts again where the late arrival is taken back', async () => {
    await missThree(async (appointment, count) => {
      if (count < 2) return
      ok(await step(clinic.staff, appointment, 'check-in'))
      ok(await step(clinic.staff, appointment, 'undo'))
    })
    expect(await bookNext()).toBe(409)
  })

  it('is counted once, however often it is said', async () => {
    await missThree(async (appointment, count) => {
      if (count < 2) ok(await step(clinic.staff, appointment, 'miss'))
      else ok(await step(clinic.staff, appointment, 'undo'))
    })
    expect(await bookNext()).toBe(201)
  })
})

describe('cancelling and moving', () => {
  it('frees the number, once, and answers the second time as the first', async () => {
    const session = await published(clinic.staff)
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    const first = ok(await cancel(clinic.patient, appointment))
    expect(first.state).toBe('cancelled')
    expect(ok(await cancel(clinic.patient, appointment))).toEqual(first)
    const again = await readSession(clinic.staff, session.sessionId)
    expect(again.slots[0]).toMatchObject({ state: 'free' })
    expect(again.slots[0]?.held).toBeUndefined()
  })

  it('is too late for the patient after 15:00 of the day before, never for the desk', async () => {
    const session = await published(clinic.staff)
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    clinic.clock.now = instantOf(today, 900)
    expect(reasonOf(await cancel(clinic.patient, appointment))).toBe('cancel-too-late')
    expect(reasonOf(await move(clinic.patient, appointment, freeIn(session)[1]))).toBe('cancel-too-late')
    expect((await cancel(clinic.staff, appointment)).status).toBe(200)
  })

  it("keeps the appointment's id and code to another half-day, and frees what it leaves", async () => {
    const [one, two] = [
      await published(clinic.staff),
      await published(clinic.staff, { date: '2026-09-17', ...inAfternoon }),
    ]
    const appointment = ok(await book(clinic.patient, freeIn(one)[0]))
    const moved = ok(await move(clinic.patient, appointment, freeIn(two)[3]))
    expect(moved).toMatchObject({
      appointmentId: appointment.appointmentId,
      code: appointment.code,
      date: '2026-09-17',
    })
    expect(ok(await move(clinic.patient, appointment, freeIn(two)[3]))).toEqual(moved)
    expect(ok(await clinic.patient.get(`${api}/patients/p-1/appointments`)).appointments).toEqual([moved])
    expect((await book(clinic.otherPatient, appointment.slotId, 'p-2')).status).toBe(201)
    expect((await book(clinic.patient, freeIn(one)[1])).status).toBe(201)
  })

  it('is no easier for a patient who works elsewhere in the alliance', async () => {
    const grants = [
      { role: 'patient' as const, patientId: 'p-1' },
      { role: 'referral-desk' as const, organisationId: 'org-1' },
    ]
    const both = asking(clinic.app, await as(clinic.platform, 'both', ...grants))
    const appointment = ok(await book(both, freeIn(await published(clinic.staff))[0]))
    clinic.clock.now = instantOf(today, 900)
    expect(reasonOf(await cancel(both, appointment))).toBe('cancel-too-late')
  })

  it("is for one's own appointments and for their site's staff", async () => {
    const session = await published(clinic.staff)
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    for (const other of [clinic.otherPatient, clinic.otherStaff, clinic.farStaff]) {
      expect(reasonOf(await cancel(other, appointment))).toBe('appointment-unknown')
      expect(reasonOf(await move(other, appointment, freeIn(session)[1]))).toBe('appointment-unknown')
    }
    expect((await cancel(clinic.doctor, appointment)).status).toBe(403)
    expect((await cancel(clinic.guardian, appointment)).status).toBe(200)
  })

  it('does not move into a channel that is not theirs, nor to a number that is not there', async () => {
    const session = await published(clinic.staff)
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    expect(reasonOf(await move(clinic.patient, appointment, freeIn(session, 'clinic')[0]))).toBe(
      'pool-not-allowed',
    )
    expect(reasonOf(await move(clinic.patient, appointment, 'site-050.20260916.zzzzzz.01'))).toBe(
      'slot-unknown',
    )
    expect(ok(await move(clinic.patient, appointment, appointment.slotId))).toEqual(appointment)
  })
})

describe('the queue', () => {
  it('takes steps of those who run the day, and of nobody else', async () => {
    const session = await published(clinic.staff, { date: today })
    const appointment = ok(await book(clinic.staff, freeIn(session)[0]))
    expect(reasonOf(await step(clinic.otherStaff, appointment, 'check-in'))).toBe('appointment-unknown')
    expect(reasonOf(await step(clinic.otherDoctor, appointment, 'call'))).toBe('appointment-unknown')
    expect((await step(clinic.patient, appointment, 'check-in')).status).toBe(403)
    expect((await step(clinic.doctor, appointment, 'check-in')).status).toBe(403)
    expect(ok(await step(clinic.staff, appointment, 'check-in'))).toMatchObject({
      state: 'arrived',
      version: 3,
    })
    expect(ok(await step(clinic.staff, appointment, 'check-in'))).toMatchObject({
      state: 'arrived',
      version: 3,
    })
    expect(reasonOf(await step(clinic.doctor, appointment, 'finish'))).toBe('step-not-allowed')
    expect(ok(await step(clinic.staff, appointment, 'undo'))).toMatchObject({ state: 'booked' })
    expect(reasonOf(await step(clinic.doctor, appointment, 'undo'))).toBe('nothing-to-undo')
  })

  it('shows numbers and rooms on the screen, and no name anywhere', async () => {
    const session = await published(clinic.staff, { date: today })
    const others = freeIn(session)
    for (const [index, patientId] of ['p-1', 'p-2'].entries()) {
      const appointment = ok(await book(clinic.staff, others[index], patientId))
      ok(await step(clinic.staff, appointment, 'check-in'))
      if (index === 0) ok(await step(clinic.staff, appointment, 'call'))
    }
    const screen = ok(await clinic.staff.get(`${api}/sites/${wangjing}/days/${today}/queue`))
    const numbers = session.cells.filter(({ pool }) => pool === 'public').map(({ number }) => number)
    expect(screen.rooms).toEqual([
      {
        sessionId: session.sessionId,
        room: '2 诊室',
        halfDay: 'morning',
        calling: [numbers[0]],
        next: [numbers[1]],
        waiting: 1,
        passed: [],
        lastCall: { number: numbers[0], at: expect.any(Number) },
      },
    ])
    expect(JSON.stringify(screen)).not.toContain('王桂兰')
    expect(reasonOf(await clinic.otherStaff.get(`${api}/sites/${wangjing}/days/${today}/queue`))).toBe(
      'site-unknown',
    )
  })
})

describe('stopping a session', () => {
  const stop = (sessionId: string, version = 2, by = clinic.staff) =>
    by.post(`${api}/sessions/${sessionId}/stop`, { version, reason: 'practitioner-ill' })

  it('closes every number, keeps who held it, and tells their own list', async () => {
    const session = await published(clinic.staff)
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    const stopped = ok(await stop(session.sessionId))
    expect(stopped).toMatchObject({
      affected: 1,
      session: { state: 'stopped', version: 3, stopReason: 'practitioner-ill' },
    })
    expect(stopped.session.slots[0]).toMatchObject({
      state: 'stopped',
      stoppedFrom: 'booked',
      held: { patientId: 'p-1' },
    })
    expect(ok(await clinic.patient.get(`${api}/patients/p-1/appointments`)).appointments).toMatchObject([
      { state: 'booked', stopped: true },
    ])
    expect(reasonOf(await book(clinic.otherPatient, freeIn(session)[1], 'p-2'))).toBe('session-stopped')
    expect(reasonOf(await stop(session.sessionId, 3))).toBe('session-stopped')
    const other = await published(clinic.staff, { ...inAfternoon })
    expect(ok(await move(clinic.patient, appointment, freeIn(other)[0]))).not.toHaveProperty('stopped')
    expect((await readSession(clinic.staff, session.sessionId)).slots[0]).toMatchObject({
      state: 'stopped',
      stoppedFrom: 'free',
    })
  })

  it('gives back time and room, and takes them again when it is taken back in time', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.patient, freeIn(session)[0]))
    ok(await stop(session.sessionId))
    const substitute = await draft(clinic.staff, { practitionerId: 'prac-002' })
    const resume = () => clinic.staff.post(`${api}/sessions/${session.sessionId}/resumption`, { version: 3 })
    expect(reasonOf(await resume())).toBe('room-taken')
    ok(await clinic.staff.delete(`${api}/sessions/${substitute.sessionId}?version=1`))
    clinic.clock.now += 9 * minutes
    expect(ok(await resume())).toMatchObject({ state: 'published', version: 4 })
    expect((await readSession(clinic.staff, session.sessionId)).slots.map(({ state }) => state)).toEqual([
      'booked',
      ...Array(11).fill('free'),
    ])
    expect(
      ok(await clinic.patient.get(`${api}/patients/p-1/appointments`)).appointments[0],
    ).not.toHaveProperty('stopped')
  })

  it('answers again with the same where the first answer was lost', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.patient, freeIn(session)[0]))
    const first = ok(await stop(session.sessionId))
    expect(ok(await stop(session.sessionId))).toEqual(first)
    const resume = () => clinic.staff.post(`${api}/sessions/${session.sessionId}/resumption`, { version: 3 })
    expect(ok(await resume())).toEqual(ok(await resume()))
  })

  it('is final after ten minutes', async () => {
    const session = await published(clinic.staff)
    ok(await stop(session.sessionId))
    clinic.clock.now += 10 * minutes
    expect(
      reasonOf(await clinic.staff.post(`${api}/sessions/${session.sessionId}/resumption`, { version: 3 })),
    ).toBe('stop-final')
  })

  it("is for the site's staff and the version that they read", async () => {
    const session = await published(clinic.staff)
    expect(reasonOf(await stop(session.sessionId, 2, clinic.otherStaff))).toBe('session-unknown')
    expect(reasonOf(await stop(session.sessionId, 1))).toBe('stale-version')
    expect((await stop(session.sessionId, 2, clinic.doctor)).status).toBe(403)
    const extra = await clinic.staff.post(`${api}/sessions/${session.sessionId}/stop`, {
      version: 2,
      reason: 'just so',
    })
    expect(extra.status).toBe(422)
    const wordless = { version: 2, reason: 'other' }
    const unexplained = await clinic.staff.post(`${api}/sessions/${session.sessionId}/stop`, wordless)
    expect(unexplained.body.issues).toMatchObject([{ pointer: '/words', code: 'words-missing' }])
  })

  it('of forty numbers with all their patients is one write', async () => {
    const patients = Array.from({ length: 40 }, (_, index) => `q-${index}`)
    for (const patientId of patients) await tellPatient(clinic.hear, clinic.platform, patientId)
    const session = await published(clinic.staff, {
      slotMinutes: 5,
      time: { start: 480, end: 700 },
      quotas: { public: 30, clinic: 5, referral: 5 },
    })
    for (const [index, { slotId }] of session.cells.entries())
      ok(await book(clinic.staff, slotId, patients[index]))
    expect(ok(await stop(session.sessionId)).affected).toBe(40)
  })
})

describe('an extra number', () => {
  const add = (sessionId: string, by = clinic.doctor, key?: string) =>
    by.post(`${api}/sessions/${sessionId}/extra-slots`, {}, key)

  it("is the practitioner's to open and to give", async () => {
    const session = await published(clinic.staff)
    expect((await add(session.sessionId, clinic.staff)).status).toBe(403)
    expect(reasonOf(await add(session.sessionId, clinic.otherDoctor))).toBe('session-unknown')
    const slot = ok(await add(session.sessionId))
    expect(slot).toMatchObject({ number: 13, pool: 'extra', state: 'free' })
    expect(reasonOf(await book(clinic.patient, slot.slotId))).toBe('pool-not-allowed')
    expect(reasonOf(await book(clinic.staff, slot.slotId))).toBe('pool-not-allowed')
    expect((await book(clinic.doctor, slot.slotId)).status).toBe(201)
  })

  it('is one of five at most, and the same one when it is asked for again', async () => {
    const session = await published(clinic.staff)
    const first = ok(await add(session.sessionId, clinic.doctor, 'key-of-an-extra'))
    for (let more = 0; more < 4; more++) ok(await add(session.sessionId))
    expect(reasonOf(await add(session.sessionId))).toBe('extra-slot-limit')
    expect(ok(await add(session.sessionId, clinic.doctor, 'key-of-an-extra'))).toEqual(first)
  })
})

describe('templates', () => {
  const template = (changed = {}) => {
    const { date: _, ...rest } = plan()
    return { ...rest, weekday: 4, everyWeeks: 1, validFrom: '2026-09-14', ...changed }
  }
  const path = `${api}/sites/${wangjing}/templates`
  const run = (body: object, by = clinic.staff) =>
    by.post(`${api}/sites/${wangjing}/template-runs`, {
      from: today,
      days: 21,
      publish: true,
      decisions: [],
      ...body,
    })

  it('make sessions of the weeks to come, closed on holidays, and find them the second time', async () => {
    ok(await clinic.staff.post(path, template()))
    ok(await clinic.staff.post(path, template({ weekday: 5, room: '1 诊室' })))
    const preview = ok(await clinic.staff.get(`${api}/sites/${wangjing}/template-runs?from=${today}&days=21`))
    expect(
      preview.lines.map(({ date, outcome }: { date: string; outcome: string }) => [date, outcome]),
    ).toEqual([
      ['2026-09-17', 'planned'],
      ['2026-09-18', 'planned'],
      ['2026-09-24', 'planned'],
      ['2026-09-25', 'closed'],
      ['2026-10-01', 'closed'],
      ['2026-10-02', 'closed'],
    ])
    const { lines } = ok(await run({}))
    expect(lines.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'published',
      'published',
      'published',
      'closed',
      'closed',
      'closed',
    ])
    expect(ok(await run({})).lines.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'exists',
      'exists',
      'exists',
      'closed',
      'closed',
      'closed',
    ])
    expect((await book(clinic.patient, `${lines[0].sessionId}.01`)).status).toBe(201)
  })

  it('say of each day what stands in the way', async () => {
    ok(await clinic.staff.post(path, template({ weekday: 3 })))
    await draft(clinic.staff, { room: '1 诊室' })
    expect(ok(await run({ days: 9 })).lines).toMatchObject([
      { date: '2026-09-16', outcome: 'refused', problem: 'time-claimed' },
      { date: '2026-09-23', outcome: 'published' },
    ])
  })

  it("run another weekday's timetable on a make-up day where somebody decides so", async () => {
    ok(await clinic.staff.post(path, template()))
    const { lines } = ok(
      await run({ from: '2026-09-20', days: 1, publish: false, decisions: [{ date: '2026-09-20', as: 4 }] }),
    )
    expect(lines).toMatchObject([{ date: '2026-09-20', outcome: 'created', day: { kind: 'make-up' } }])
  })

  it('change for the version that was read, and belong to their site', async () => {
    const { templateId } = ok(await clinic.staff.post(path, template()))
    const change = (version: number, by = clinic.staff) =>
      by.put(`${path}/${templateId}`, { version, plan: template({ validTo: '2026-09-20' }) })
    expect(ok(await change(1))).toMatchObject({ version: 2, validTo: '2026-09-20' })
    expect(reasonOf(await change(1))).toBe('stale-version')
    expect(reasonOf(await change(2, clinic.otherStaff))).toBe('template-unknown')
    expect(ok(await clinic.otherStaff.get(path)).templates).toEqual([])
    expect(reasonOf(await run({}, clinic.otherStaff))).toBe('site-unknown')
    expect(reasonOf(await run({ from: '2026-09-14' }))).toBe('date-past')
  })
})

describe('lists', () => {
  it('show a week to those of the site, and to a practitioner their own sessions in it', async () => {
    await published(clinic.staff)
    await published(clinic.staff, { practitionerId: 'prac-002', room: '1 诊室' })
    const path = `${api}/sites/${wangjing}/sessions?from=2026-09-14`
    expect(ok(await clinic.staff.get(path))).toMatchObject({ days: { length: 7 }, sessions: { length: 2 } })
    expect(ok(await clinic.office.get(path)).sessions).toHaveLength(2)
    expect(ok(await clinic.doctor.get(path)).sessions).toMatchObject([{ practitionerId: 'prac-001' }])
    expect(JSON.stringify(ok(await clinic.staff.get(path)))).not.toContain('held')
    expect(reasonOf(await clinic.otherStaff.get(path))).toBe('site-unknown')
    expect(reasonOf(await clinic.office.get(`${api}/sites/site-999/sessions?from=2026-09-14`))).toBe(
      'site-unknown',
    )
    expect((await clinic.patient.get(path)).status).toBe(403)
  })

  it('show the day with names to who works there, and nobody else', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.patient, freeIn(session)[0]))
    const path = `${api}/sites/${wangjing}/days/2026-09-16`
    for (const by of [clinic.staff, clinic.doctor])
      expect(ok(await by.get(path)).sessions[0].slots[0].held.card).toEqual({
        name: '王桂兰',
        sex: '2',
        birthYear: 1959,
        phoneTail: '2210',
      })
    expect((await clinic.otherStaff.get(path)).status).toBe(404)
    expect((await clinic.office.get(path)).status).toBe(403)
    expect(reasonOf(await clinic.otherDoctor.get(`${api}/sessions/${session.sessionId}`))).toBe(
      'session-unknown',
    )
    expect(reasonOf(await clinic.otherStaff.get(`${api}/sessions/${session.sessionId}`))).toBe(
      'session-unknown',
    )
  })

  it('show a practitioner their week over all sites, with the road between', async () => {
    await published(clinic.staff)
    await published(clinic.otherStaff, { ...inAfternoon }, donghu)
    const { days } = ok(await clinic.doctor.get(`${api}/practitioners/prac-001/week?from=2026-09-14`))
    expect(days).toHaveLength(7)
    expect(days[2].commitments).toMatchObject([
      { placeName: '望京社区卫生服务中心' },
      {
        placeName: '东湖社区卫生服务中心',
        travel: { minutes: expect.any(Number), margin: expect.any(Number) },
      },
    ])
    const { minutes: road, margin } = days[2].commitments[1].travel
    expect(road + margin).toBe(90)
    expect((await clinic.otherDoctor.get(`${api}/practitioners/prac-001/week?from=2026-09-14`)).status).toBe(
      404,
    )
  })

  it("show a practitioner their day with names, and nobody else's", async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.patient, freeIn(session)[0]))
    const { sessions } = ok(await clinic.doctor.get(`${api}/practitioners/prac-001/days/2026-09-16`))
    expect(sessions).toMatchObject([{ slots: { length: 12 } }])
    expect((await clinic.otherDoctor.get(`${api}/practitioners/prac-001/days/2026-09-16`)).status).toBe(404)
  })

  it("show a patient's appointments to the patient, and to a desk those at its own site", async () => {
    const there = await published(clinic.otherStaff, { practitionerId: 'prac-002', ...inAfternoon }, donghu)
    ok(await book(clinic.patient, freeIn(there)[0]))
    ok(await book(clinic.patient, freeIn(await published(clinic.staff))[0]))
    const path = `${api}/patients/p-1/appointments`
    expect(ok(await clinic.patient.get(path)).appointments).toHaveLength(2)
    expect(ok(await clinic.staff.get(path)).appointments).toMatchObject([{ siteId: wangjing }])
    expect(ok(await clinic.farStaff.get(path)).appointments).toEqual([])
    expect((await clinic.otherPatient.get(path)).status).toBe(404)
    expect((await clinic.otherPatient.get(`${api}/patients/p-none/appointments`)).status).toBe(404)
  })

  it('turn the pages of a long list without leaving one out', async () => {
    for (let day = 16; day < 22; day++)
      for (const time of [
        { start: 540, end: 720 },
        { start: 810, end: 990 },
      ]) {
        const session = await published(clinic.staff, { date: `2026-09-${day}`, time })
        ok(await book(clinic.patient, freeIn(session)[0]))
      }
    const first = ok(await clinic.patient.get(`${api}/patients/p-1/appointments`))
    const second = ok(await clinic.patient.get(`${api}/patients/p-1/appointments?after=${first.next}`))
    const dates = [...first.appointments, ...second.appointments].map(
      ({ date, time }) => `${date} ${time.start}`,
    )
    expect(dates).toHaveLength(12)
    expect(dates).toEqual(dates.toSorted((a, b) => b.localeCompare(a)))
    expect((await clinic.patient.get(`${api}/patients/p-1/appointments?after=zzz`)).status).toBe(200)
  })

  it('show who may hold sessions here, filed and accepted', async () => {
    await clinic.hear(
      'practitioners/practitioner-registered',
      practitionerEvent('prac-009', { specialties: ['mood'], sites: [] }),
    )
    const choices = ok(await clinic.staff.get(`${api}/sites/${wangjing}/choices`))
    expect(choices).toMatchObject({
      siteName: '望京社区卫生服务中心',
      departments: [{ departmentId: 'dep-050', accepted: true }],
    })
    expect(choices.practitioners).toHaveLength(3)
    expect(choices.practitioners[0]).toMatchObject({
      kinds: ['general'],
      initials: 'csy',
      from: '2026-01-01',
      to: '2027-12-31',
    })
    expect(reasonOf(await clinic.otherStaff.get(`${api}/sites/${wangjing}/choices`))).toBe('site-unknown')
  })

  it('show what scheduling knows of a patient to the desks that know them', async () => {
    expect(ok(await clinic.staff.get(`${api}/patients/p-1/card`))).toMatchObject({
      card: { name: '王桂兰' },
      appointments: [],
    })
    for (const [by, patientId] of [
      [clinic.otherStaff, 'p-1'],
      [clinic.staff, 'p-none'],
    ] as const)
      expect(reasonOf(await by.get(`${api}/patients/${patientId}/card`))).toBe('patient-unknown')
  })

  it('tell the rules in force to everybody', async () => {
    const { settings } = ok(await clinic.nobody.get(`${api}/settings`))
    expect(settings.find(({ name }: { name: string }) => name === 'cancelMinute')).toMatchObject({
      value: 900,
      certainty: 'recalled',
    })
  })
})

describe('what a neighbour tells', () => {
  it('shows in new sessions: the name that the site has now', async () => {
    await clinic.hear('alliance/site-changed', siteEvent(wangjing, { name: '望京新中心', version: 2 }))
    expect(await draft(clinic.staff)).toMatchObject({ siteName: '望京新中心' })
  })
})
