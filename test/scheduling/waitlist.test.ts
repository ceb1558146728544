import { beforeEach, describe, expect, it } from 'vitest'
import { metered } from '#functions/platform/table.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Caller,
  type Clinic,
  cancel,
  freeIn,
  minutes,
  move,
  ok,
  openClinic,
  published,
  readSession,
} from './support.ts'
import { acceptOf, declineOf, doDue, join, leave, settling, waitsOf, wish } from './waiting-support.ts'

const patients = ['p-1', 'p-2', 'p-3', 'p-4']
const afternoon = { start: 840, end: 1020 }
const small = { quotas: { public: 2, clinic: 0, referral: 0 } }

let clinic: Clinic
let settle: () => Promise<void>
let third: Caller
let fourth: Caller
beforeEach(async () => {
  clinic = await openClinic({ patients })
  settle = settling(clinic)
  third = await clinic.as('p-3')
  fourth = await clinic.as('p-4')
})

/** A session of two public numbers, the first of p-1 and the second of p-2. */
async function fullSession() {
  const session = await published(clinic.staff, small)
  const [one, two] = freeIn(session)
  const first = ok(await book(clinic.patient, one, 'p-1'))
  ok(await book(clinic.otherPatient, two, 'p-2'))
  await settle()
  return { session, first, slotId: first.slotId as string }
}
const offered = async (by: Caller, patientId: string) => (await waitsOf(by, patientId))[0]
const notices = async () =>
  (await entriesOf(clinic.platform.table)).flatMap(({ data }) =>
    data ? (JSON.parse(data).notices ?? []) : [],
  )

describe('a freed number', () => {
  it('goes to the most urgent, then to who waits longest; declined and unanswered it passes on by itself', async () => {
    const { first, slotId } = await fullSession()
    ok(await join(third, 'p-3'))
    clinic.clock.now += minutes
    ok(await join(clinic.staff, 'p-4', { need: { level: 'soon', reason: 'overdue-visit' } }))
    ok(await cancel(clinic.patient, first))
    await settle()
    const urgent = await offered(fourth, 'p-4')
    expect(urgent).toMatchObject({
      state: 'offered',
      offer: { slotId, until: clinic.clock.now + 120 * minutes },
    })
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'waiting', place: 2 })
    expect(await notices()).toContainEqual(
      expect.objectContaining({ template: 'waitlist-offer', patientId: 'p-4', about: urgent?.waitId }),
    )
    if (!urgent) throw new Error('nobody was offered the number')
    ok(await declineOf(fourth, urgent))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'offered', offer: { slotId } })
    expect(await offered(fourth, 'p-4')).toMatchObject({ state: 'waiting', passed: [slotId] })
    clinic.clock.now += 121 * minutes
    expect(await doDue(clinic)).toMatchObject({ failed: 0 })
    await settle()
    const lapsed = await offered(third, 'p-3')
    expect(lapsed).toMatchObject({ state: 'waiting', lapses: 1 })
    expect(lapsed?.steps.map(({ step }) => step)).toEqual(['joined', 'offered', 'lapsed'])
    expect(ok(await book(clinic.patient, slotId, 'p-1')).state).toBe('booked')
  })

  it('that was free all along goes to who moves the appointment that stood in its way', async () => {
    const { first } = await fullSession()
    const beside = await published(clinic.staff, { ...small, practitionerId: 'prac-002', room: '3 诊室' })
    const later = await published(clinic.staff, { ...small, date: '2026-09-18' })
    const wanted = wish({ practitionerId: 'prac-002' })
    ok(await join(clinic.patient, 'p-1', { wanted }))
    await settle()
    expect(await offered(clinic.patient, 'p-1')).toMatchObject({ state: 'waiting' })
    ok(await move(clinic.patient, first, freeIn(later)[0]))
    await settle()
    const slotId = freeIn(beside)[0]
    expect(await offered(clinic.patient, 'p-1')).toMatchObject({ state: 'offered', offer: { slotId } })
  })

  it('is kept for whom it is offered to: everybody else is told until when', async () => {
    const { first, slotId } = await fullSession()
    ok(await join(third, 'p-3'))
    ok(await cancel(clinic.patient, first))
    await settle()
    const wait = await offered(third, 'p-3')
    expect(await book(fourth, slotId, 'p-4')).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:scheduling:slot-held', until: wait?.offer?.until },
    })
  })

  it('is booked by accepting, with the place in the list, in one write; repeated it answers the same', async () => {
    const { first, slotId } = await fullSession()
    ok(await join(third, 'p-3'))
    ok(await cancel(clinic.patient, first))
    await settle()
    const wait = await offered(third, 'p-3')
    if (!wait) throw new Error('no offer')
    const { result, consumed } = await metered(() => acceptOf(third, wait, 'accepting-once'))
    const appointment = ok(result)
    expect(appointment).toMatchObject({ slotId, patientId: 'p-3', state: 'booked' })
    expect(consumed.writeUnits).toBeLessThanOrEqual(13)
    expect(ok(await acceptOf(third, wait, 'accepting-once'))).toEqual(appointment)
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'booked' })
    clinic.clock.now += 121 * minutes
    await doDue(clinic)
    expect((await readSession(clinic.staff, appointment.sessionId)).slots[0]).toMatchObject({
      state: 'booked',
    })
  })

  it('is not taken after its time, whether it was passed on by then or not', async () => {
    const { first } = await fullSession()
    ok(await join(third, 'p-3'))
    ok(await cancel(clinic.patient, first))
    await settle()
    const wait = await offered(third, 'p-3')
    if (!wait) throw new Error('no offer')
    clinic.clock.now = wait.offer?.until ?? 0
    expect(await acceptOf(third, wait)).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:scheduling:offer-over' },
    })
  })

  it('is offered to nobody who has that half-day already, nor in a channel that is not theirs', async () => {
    const { first, slotId } = await fullSession()
    const other = await published(clinic.staff, {
      practitionerId: 'prac-002',
      room: '1 诊室',
      quotas: { public: 0, clinic: 2, referral: 0 },
    })
    ok(await join(third, 'p-3'))
    ok(await book(clinic.staff, freeIn(other, 'clinic')[0], 'p-3'))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'booked' })
    clinic.clock.now += minutes
    ok(await join(third, 'p-3', { wanted: wish({ practitionerId: 'prac-001' }) }))
    ok(await join(fourth, 'p-4', { wanted: wish({ practitionerId: 'prac-002' }) }))
    await settle()
    ok(await cancel(clinic.patient, first))
    await settle()
    const [three] = await waitsOf(third, 'p-3')
    expect(three).toMatchObject({ state: 'waiting' })
    expect(await offered(fourth, 'p-4')).toMatchObject({ state: 'waiting' })
    expect((await readSession(clinic.staff, first.sessionId)).slots[0]).toMatchObject({
      slotId,
      state: 'free',
    })
    ok(await join(clinic.staff, 'p-4', { wanted: wish({ kind: 'general' }) }))
    await settle()
    expect((await waitsOf(fourth, 'p-4')).filter(({ state }) => state === 'offered')).toHaveLength(1)
  })

  it('heard of ten times at once is offered once', async () => {
    const { first, slotId } = await fullSession()
    for (const [by, patientId] of [
      [third, 'p-3'],
      [fourth, 'p-4'],
    ] as const)
      ok(await join(by, patientId))
    ok(await cancel(clinic.patient, first))
    const cancelled = (await entriesOf(clinic.platform.table)).find(
      ({ act }) => act === 'appointment-cancelled',
    )
    const told = () => clinic.hear('scheduling/appointment-cancelled', JSON.parse(cancelled?.data ?? '{}'))
    await Promise.all(Array.from({ length: 10 }, told))
    const made = (await entriesOf(clinic.platform.table)).filter(({ act }) => act === 'number-offered')
    expect(made.map(({ data }) => JSON.parse(data ?? '').slotId)).toEqual([slotId])
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'accepted five times and lapsing in the same moment has one end (%i)',
    async () => {
      const { first, slotId } = await fullSession()
      ok(await join(third, 'p-3'))
      ok(await cancel(clinic.patient, first))
      await settle()
      const wait = await offered(third, 'p-3')
      if (!wait?.offer) throw new Error('no offer')
      const { until } = wait.offer
      clinic.clock.now = until - 1
      const lapsing = doDue({ ...clinic, clock: { now: until } })
      const answers = await Promise.all(Array.from({ length: 5 }, () => acceptOf(third, wait)))
      await lapsing
      const after = await offered(third, 'p-3')
      const { slots } = await readSession(clinic.staff, first.sessionId)
      const slot = slots.find((one) => one.slotId === slotId)
      const accepted = answers.filter(({ status }) => status === 201).length
      expect(accepted).toBeLessThanOrEqual(1)
      expect([after?.state, slot?.state]).toEqual(accepted === 1 ? ['booked', 'booked'] : ['waiting', 'free'])
      expect(slot?.hold).toBeUndefined()
    },
  )

  it('is offered in the night until two hours after the morning, and not when it is too late to come', async () => {
    const { first } = await fullSession()
    ok(await join(third, 'p-3'))
    ok(await join(fourth, 'p-4', { wanted: wish({ from: '2026-09-17' }) }))
    clinic.clock.now = instantOf('2026-09-15', 22 * 60)
    ok(await cancel(clinic.staff, first))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'waiting' })
    const later = await published(clinic.staff, { ...small, date: '2026-09-18' })
    await settle()
    const wait = await offered(fourth, 'p-4')
    expect(wait?.offer).toMatchObject({ date: '2026-09-18', until: instantOf('2026-09-16', 600) })
    expect(wait?.offer?.slotId.startsWith(later.sessionId)).toBe(true)
  })
})

describe('a place in the list', () => {
  it('ends with a booking of what was waited for, and what was offered meanwhile goes on', async () => {
    const { first, slotId } = await fullSession()
    const next = await published(clinic.staff, { ...small, date: '2026-09-17' })
    ok(await join(third, 'p-3', { wanted: wish({ to: '2026-09-16' }) }))
    clinic.clock.now += minutes
    ok(await join(fourth, 'p-4', { wanted: wish({ to: '2026-09-16' }) }))
    ok(await cancel(clinic.patient, first))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'offered' })
    ok(await book(third, freeIn(next)[0], 'p-3'))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'offered' })
    const [toFourth, same] = freeIn(
      await published(clinic.staff, {
        ...small,
        practitionerId: 'prac-002',
        room: '1 诊室',
        time: afternoon,
      }),
    )
    await settle()
    ok(await book(third, same, 'p-3'))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'booked' })
    expect(await offered(fourth, 'p-4')).toMatchObject({ state: 'offered', offer: { slotId: toFourth } })
    const [given] = (await readSession(clinic.staff, first.sessionId)).slots
    expect(given).toMatchObject({ slotId, state: 'free' })
    expect(given).not.toHaveProperty('hold')
  })

  it('is not for a half-day in which the patient has an appointment, and outlives what was booked before', async () => {
    const { first } = await fullSession()
    const day = { from: first.date, to: first.date, halves: ['morning'] }
    expect(await join(clinic.patient, 'p-1', { wanted: wish(day) })).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:scheduling:half-day-taken', date: first.date, halfDay: 'morning' },
    })
    clinic.clock.now += minutes
    ok(await join(clinic.patient, 'p-1'))
    const booked = (await entriesOf(clinic.platform.table)).find(({ act }) => act === 'appointment-booked')
    const told = { patientIds: ['p-1'], at: booked?.at ?? 0 }
    await clinic.hear('scheduling/appointment-booked', JSON.parse(booked?.data ?? '{}'), told)
    expect(await offered(clinic.patient, 'p-1')).toMatchObject({ state: 'waiting' })
  })

  it('is for the patient, the guardian and the own desk, and unknown to everybody else', async () => {
    const refused = await Promise.all([
      join(clinic.otherPatient, 'p-3'),
      join(clinic.otherStaff, 'p-3'),
      join(clinic.doctor, 'p-3'),
      join(clinic.office, 'p-3'),
      join(clinic.nobody, 'p-3'),
    ])
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 403, 403, 401])
    ok(await join(third, 'p-3'))
    const wait = await offered(third, 'p-3')
    if (!wait) throw new Error('not joined')
    expect((await leave(clinic.otherPatient, wait)).status).toBe(404)
    expect((await leave(clinic.otherStaff, wait)).status).toBe(404)
    expect((await clinic.otherStaff.get('/api/scheduling/sites/site-050/waits')).status).toBe(404)
    expect(ok(await clinic.staff.get('/api/scheduling/sites/site-050/waits')).waits).toHaveLength(1)
    expect(await join(third, 'p-3')).toMatchObject({ status: 409, body: { waitId: wait.waitId } })
    ok(await leave(clinic.staff, wait))
    expect(ok(await clinic.staff.get('/api/scheduling/sites/site-050/waits')).waits).toEqual([])
    expect(
      ok(await clinic.staff.get('/api/scheduling/sites/site-050/waits?ended=2026-09')).waits,
    ).toMatchObject([{ state: 'left', card: { name: '王桂兰' } }])
  })

  it('says how urgent it is only by the clinic, and that changes the order', async () => {
    ok(await join(third, 'p-3', { need: { level: 'urgent', reason: 'discharged' } }))
    ok(await join(fourth, 'p-4'))
    const wait = await offered(fourth, 'p-4')
    expect((await offered(third, 'p-3'))?.need).toEqual({ level: 'routine' })
    const path = `/api/scheduling/patients/p-4/waits/${wait?.waitId}/need`
    const body = { version: 1, need: { level: 'urgent', reason: 'medication-ending' } }
    expect((await fourth.put(path, body)).status).toBe(403)
    expect(ok(await clinic.staff.put(path, body)).need.level).toBe('urgent')
    expect((await clinic.staff.put(path, body)).status).toBe(412)
    expect(await offered(fourth, 'p-4')).toMatchObject({ place: 1 })
    expect(await offered(third, 'p-3')).toMatchObject({ place: 2 })
  })

  it('ends by itself when its days are over, and after three offers without an answer', async () => {
    ok(await join(third, 'p-3', { wanted: wish({ to: '2026-09-16' }) }))
    clinic.clock.now = instantOf('2026-09-17', 1)
    await doDue(clinic)
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'ended' })
    ok(await join(fourth, 'p-4', { wanted: wish({ from: '2026-09-17' }) }))
    for (const date of ['2026-09-21', '2026-09-22', '2026-09-23']) {
      await published(clinic.staff, { ...small, date, quotas: { public: 1, clinic: 0, referral: 0 } })
      await settle()
      clinic.clock.now += 24 * 60 * minutes
      await doDue(clinic)
    }
    const wait = await offered(fourth, 'p-4')
    expect(wait).toMatchObject({ state: 'ended', lapses: 3 })
    expect(wait?.steps.at(-1)).toMatchObject({ step: 'no-answer', by: 'system' })
  })

  it('stays where it was when the session of its offer is stopped', async () => {
    const { first, session } = await fullSession()
    ok(await join(third, 'p-3'))
    ok(await cancel(clinic.patient, first))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'offered' })
    const stop = { version: 2, reason: 'practitioner-ill' }
    ok(await clinic.staff.post(`/api/scheduling/sessions/${session.sessionId}/stop`, stop))
    await settle()
    expect(await offered(third, 'p-3')).toMatchObject({ state: 'waiting', passed: [] })
  })
})
