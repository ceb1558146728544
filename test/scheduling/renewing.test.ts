import { beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import { renewedNumber } from '#shared/scheduling/index.ts'
import { lineIn, openRelaying, stopAndBegin } from './cascade-support.ts'
import { entriesOf } from './journal-of.ts'
import { book, type Clinic, cancel, freeIn, ok, openClinic, published, today } from './support.ts'
import { acceptOf, join, settling, waitsOf, wish } from './waiting-support.ts'

const api = '/api/scheduling'
const patients = ['p-1', 'p-2', 'p-3', 'p-4']
const small = { quotas: { public: 2, clinic: 0, referral: 0 } }

describe('an offer that is out', () => {
  const time = { start: 540, end: 555 }
  const until = instantOf(today, 420)
  const offer = { time, room: '1', practitionerName: '李敏', until }
  const session = { date: today, room: '1', practitionerName: '李敏' }

  it('stands where nothing of what it says has changed', () => {
    expect(renewedNumber(offer, session, { time })).toBeUndefined()
  })

  it('says the new time, room and name', () => {
    const later = { start: 570, end: 585 }
    const told = { time: later, room: '2', practitionerName: '周宁' }
    expect(renewedNumber(offer, { ...session, ...told }, { time: later })).toEqual(told)
  })

  it('is over where its deadline leaves no time to come', () => {
    const near = { start: 470, end: 485 }
    expect(renewedNumber(offer, session, { time: near })).toBe('over')
    expect(renewedNumber(offer, session, { time: { start: 480, end: 495 } })).toMatchObject({ room: '1' })
  })
})

describe('a session that is moved in its half-day', () => {
  let clinic: Clinic
  beforeEach(async () => {
    clinic = await openClinic({ patients })
  })
  const moveTo = async (sessionId: string, start: number, room = '2 诊室') => {
    const { version, date, time } = ok(await clinic.staff.get(`${api}/sessions/${sessionId}`))
    const to = { date, time: { start, end: start + time.end - time.start }, room }
    return ok(await clinic.staff.post(`${api}/sessions/${sessionId}/move`, { version, ...to }))
  }
  const notices = async (template: string) =>
    (await entriesOf(clinic.platform.table))
      .flatMap(({ data }) => (data ? (JSON.parse(data).notices ?? []) : []))
      .filter((one) => one.template === template)

  /** p-3 is being offered the first of two numbers. */
  async function offered() {
    const settle = settling(clinic)
    const session = await published(clinic.staff, small)
    const [one, two] = freeIn(session)
    const first = ok(await book(clinic.patient, one, 'p-1'))
    ok(await book(clinic.otherPatient, two, 'p-2'))
    await settle()
    const third = await clinic.as('p-3')
    ok(await join(third, 'p-3', { wanted: wish({ to: '2026-09-16' }) }))
    ok(await cancel(clinic.staff, first))
    await settle()
    const wait = async () => (await waitsOf(third, 'p-3'))[0]
    return { session, settle, third, wait }
  }

  it('tells who waits the new time of what they are being offered; the deadline stays', async () => {
    const { session, settle, third, wait } = await offered()
    const before = (await wait())?.offer
    await moveTo(session.sessionId, 570, '4 诊室')
    await settle()
    const after = await wait()
    expect(after).toMatchObject({
      state: 'offered',
      offer: { time: { start: 570, end: 585 }, room: '4 诊室', until: before?.until },
    })
    expect(after?.steps.map(({ step }) => step)).toEqual(['joined', 'offered', 'offered'])
    const told = await notices('waitlist-offer')
    expect(told.map(({ facts }) => facts.start)).toEqual([540, 570])
    expect(new Set(told.map(({ noticeId }) => noticeId)).size).toBe(2)
    if (!after) throw new Error('no place in the list')
    expect(ok(await acceptOf(third, after))).toMatchObject({ time: { start: 570 }, room: '4 诊室' })
  })

  it('heard of twice is told once', async () => {
    const { session, settle, wait } = await offered()
    await moveTo(session.sessionId, 570)
    await settle()
    const { version } = (await wait()) ?? {}
    const moved = (await entriesOf(clinic.platform.table)).find(({ act }) => act === 'session-moved')
    await clinic.hear('scheduling/session-moved', JSON.parse(moved?.data ?? '{}'))
    expect((await wait())?.version).toBe(version)
  })

  it('takes an offer back that would leave no time to come, and makes it anew while there is time', async () => {
    clinic.clock.now = instantOf('2026-09-16', 480)
    const { session, settle, wait } = await offered()
    const before = await wait()
    expect(before?.offer).toBeUndefined()
    expect(session.time.start).toBe(540)
    await moveTo(session.sessionId, 660)
    await clinic.hear('scheduling/numbers-let-go', { sessionId: session.sessionId })
    await settle()
    expect((await wait())?.offer?.until).toBe(instantOf('2026-09-16', 600))
    await moveTo(session.sessionId, 600)
    await settle()
    const after = await wait()
    expect(after?.steps.map(({ step }) => step)).toEqual(['joined', 'offered', 'withdrawn', 'offered'])
    expect(after?.offer?.until).toBe(instantOf('2026-09-16', 540))
  })

  it('tells who lost another session the new time of the number that is kept for them', async () => {
    const relay = openRelaying(clinic)
    const lost = await published(clinic.staff, { ...small, date: '2026-09-17' })
    ok(await book(clinic.staff, freeIn(lost)[0], 'p-1'))
    const other = await published(clinic.staff, { ...small, date: '2026-09-18' })
    await relay()
    await stopAndBegin(clinic, lost.sessionId)
    await relay()
    const line = await lineIn(clinic.staff, lost.sessionId, 'p-1')
    expect(line).toMatchObject({ state: 'offered', offer: { sessionId: other.sessionId } })
    await moveTo(other.sessionId, 600, '3 诊室')
    await relay()
    const after = await lineIn(clinic.staff, lost.sessionId, 'p-1')
    expect(after.offer).toMatchObject({ time: { start: 600 }, room: '3 诊室', until: line.offer?.until })
    expect((await notices('reoffer')).map(({ facts }) => facts.start)).toEqual([540, 600])
  })

  it('that comes into other hands says so in its offers, and is taken back from who waits for another', async () => {
    const { session, settle, third, wait } = await offered()
    const substitute = async (practitionerId: string) => {
      const { version } = ok(await clinic.staff.get(`${api}/sessions/${session.sessionId}`))
      const path = `${api}/sessions/${session.sessionId}/substitution`
      ok(await clinic.staff.post(path, { version, practitionerId }))
      await settle()
    }
    await substitute('prac-002')
    expect(await wait()).toMatchObject({ state: 'offered', offer: { practitionerName: 'prac-002' } })
    const mine = await wait()
    if (!mine) throw new Error('no place in the list')
    ok(await third.post(`${api}/patients/p-3/waits/${mine.waitId}/leaving`, {}))
    const fourth = await clinic.as('p-4')
    ok(await join(fourth, 'p-4', { wanted: wish({ practitionerId: 'prac-002' }) }))
    await settle()
    expect((await waitsOf(fourth, 'p-4'))[0]).toMatchObject({ state: 'offered' })
    ok(await join(third, 'p-3', { wanted: wish({ to: '2026-09-16' }) }))
    await settle()
    await substitute('prac-003')
    expect((await waitsOf(fourth, 'p-4'))[0]).toMatchObject({ state: 'waiting', passed: [] })
    // The number is free, and somebody waits for anybody.
    const others = await waitsOf(third, 'p-3')
    expect(others.map(({ state }) => state)).toContain('offered')
  })
})
