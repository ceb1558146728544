import { beforeEach, describe, expect, it } from 'vitest'
import { type Consumed, metered } from '#functions/platform/table.ts'
import { projectionWriter } from '#functions/scheduling/projection-repository.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { addDays, daysFrom } from '#shared/kernel/calendar.ts'
import type { Commitment, PractitionerDay, RosterRequest } from '#shared/scheduling/index.ts'
import { asking, people } from '#test/support/platform.ts'
import { openRelaying } from './cascade-support.ts'
import {
  book,
  type Clinic,
  cancel,
  donghu,
  draft,
  farAway,
  freeIn,
  minutes,
  morning,
  ok,
  openClinic,
  plan,
  practitionerEvent,
  published,
  siteEvent,
  step,
} from './support.ts'

const api = '/api/scheduling'
const hospital = 'site-056'
const monday = '2026-09-21'
const licence = '110110105000001'
const patients = Array.from({ length: 6 }, (_, index) => `p-${index + 1}`)

let clinic: Clinic
let relay: () => Promise<void>
beforeEach(async () => {
  clinic = await openClinic({ patients })
  relay = openRelaying(clinic)
  await clinic.hear(
    'alliance/site-added',
    siteEvent(hospital, { name: '北京安定医院', shortName: '安定', lon: 116.38, lat: 39.95 }),
  )
  await clinic.hear(
    'practitioners/practitioner-changed',
    practitionerEvent('prac-001', { licenceNumber: licence, mainOrganisationId: hospital, version: 2 }),
  )
})

const weekOf = async (from = monday, by = clinic.doctor, practitionerId = 'prac-001') => {
  const path = `${api}/practitioners/${practitionerId}/week?from=${from}&days=7`
  const { result, consumed } = await metered(() => by.get(path))
  const { days }: { days: PractitionerDay[] } = ok(result)
  return { days, consumed }
}
const commitmentsOn = async (date: string, by = clinic.doctor, practitionerId = 'prac-001') =>
  (await weekOf(date, by, practitionerId)).days[0]?.commitments ?? []
const shown = ({ placeName, session, travel }: Commitment) => ({
  placeName,
  state: session?.state,
  counts: session?.counts,
  travel,
})

/** Hospital duty by the hospital's own file. */
async function duties(rows: readonly (readonly [date: string, start: string, end: string])[]): Promise<void> {
  const desk = asking(clinic.app, await people(clinic.platform).referralDesk(hospital))
  const lines = rows.map(([date, start, end]) => `${licence},,${date},${start},${end},门诊,`)
  const file = Buffer.from(`执业证号,姓名,日期,开始,结束,类别,地点\n${lines.join('\n')}`).toString('base64')
  const owner = { kind: 'organisation', id: hospital } as const
  const body: RosterRequest = { owner, source: '门诊排班', format: 'csv', file }
  expect(ok(await desk.post(`${api}/roster-imports`, body))).toMatchObject({
    added: rows.length,
    clashing: 0,
  })
}

const afternoon = { time: { start: 840, end: 1020 } }
const at = {
  wangjing: (more: object) => published(clinic.staff, { ...afternoon, ...more }),
  donghu: (more: object) =>
    published(clinic.otherStaff, { ...afternoon, departmentId: 'dep-051', ...more }, donghu),
  farAway: (more: object) =>
    published(clinic.farStaff, { ...afternoon, departmentId: 'dep-031', ...more }, farAway),
}

/** What the route reads beside the grants of who asks. */
const withoutGrants = ({ readUnits, calls }: Consumed) => ({ readUnits: readUnits - 1, calls: calls - 1 })

describe("a practitioner's week", () => {
  it('over three sites, five clinics and a duty every day, is at most 2 RCU in three calls', async () => {
    const week = daysFrom(monday, 7)
    await duties(week.map((date) => [date, '8:00', '11:30']))
    for (const [index, place] of (
      ['wangjing', 'donghu', 'farAway', 'wangjing', 'donghu'] as const
    ).entries()) {
      await at[place]({ date: addDays(monday, index) })
    }
    await relay()
    const { days, consumed } = await weekOf()
    expect(withoutGrants(consumed)).toMatchObject({ calls: 3 })
    expect(withoutGrants(consumed).readUnits).toBeLessThanOrEqual(2)
    expect(days.map(({ commitments }) => commitments.length)).toEqual([2, 2, 2, 2, 2, 1, 1])
    const [first] = days
    expect(first?.commitments.map(({ placeName }) => placeName)).toEqual([
      '北京安定医院',
      '望京社区卫生服务中心',
    ])
    expect(days.every(({ commitments }) => commitments.every(({ placeName }) => placeName))).toBe(true)
    for (const { commitments } of days.slice(0, 5)) {
      expect(commitments[1]?.session).toMatchObject({ state: 'published', counts: { numbers: 12 } })
      expect(commitments[1]?.travel?.minutes).toBeGreaterThan(0)
    }
  })

  it('goes by the roads as they are measured, whichever end knows them', async () => {
    await duties([[monday, '8:00', '11:30']])
    await at.farAway({ date: monday })
    await relay()
    const estimated = (await commitmentsOn(monday))[1]?.travel?.minutes
    ok(await clinic.office.put(`${api}/sites/${farAway}/travel/${hospital}`, { minutes: 88 }))
    expect((await commitmentsOn(monday))[1]?.travel).toEqual({ minutes: 88, margin: 840 - 690 - 88 })
    ok(await clinic.office.put(`${api}/sites/${hospital}/travel/${farAway}`, { minutes: 77 }))
    expect((await commitmentsOn(monday))[1]?.travel?.minutes).toBe(77)
    expect(estimated).not.toBe(88)
  })

  it('counts what is booked, seen and missed, a moment behind', async () => {
    const session = await published(clinic.staff)
    const held = []
    for (const [index, patientId] of patients.slice(0, 4).entries())
      held.push(ok(await book(clinic.staff, freeIn(session)[index], patientId)))
    await relay()
    const counts = async () => (await commitmentsOn(session.date))[0]?.session?.counts
    expect(await counts()).toEqual({ numbers: 12, taken: 4, seen: 0, missed: 0 })
    ok(await cancel(clinic.staff, held[3]))
    clinic.clock.now = morning + 25 * 60 * minutes
    for (const command of ['check-in', 'call', 'finish']) ok(await step(clinic.staff, held[0], command))
    clinic.clock.now += 3 * 60 * minutes
    ok(await step(clinic.staff, held[1], 'miss'))
    await relay()
    expect(await counts()).toEqual({ numbers: 12, taken: 3, seen: 1, missed: 1 })
    ok(await step(clinic.staff, held[1], 'undo'))
    await relay()
    expect(await counts()).toEqual({ numbers: 12, taken: 3, seen: 1, missed: 0 })
  })

  it('keeps the later count where an earlier one is told again, and writes nothing where nothing changed', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.staff, freeIn(session)[0]))
    await relay()
    const repository = schedulingRepository(clinic.platform)
    const kept = async () => (await repository.findWorks([session])).get(session.sessionId)
    const before = await kept()
    const slotId = freeIn(session)[0]
    const again = await metered(() => clinic.hear('scheduling/appointment-booked', { slotId }))
    expect(again.consumed.writeUnits).toBe(0)
    ok(await book(clinic.staff, freeIn(session)[1], 'p-2'))
    await relay()
    const { counts, counted } = before ?? {}
    if (!counts || counted === undefined) throw new Error('Nothing was counted')
    await projectionWriter(clinic.platform.table).keepCounts(session, { counts, counted })
    expect((await kept())?.counts).toMatchObject({ taken: 2 })
    await clinic.hear('scheduling/session-published', { ...session, version: 1, state: 'draft' })
    expect(await kept()).toMatchObject({ counts: { taken: 2 }, work: { state: 'published' } })
  })
})

describe('the weeks of two, when a session changes hands or days', () => {
  const two = async (date: string) => ({
    first: (await commitmentsOn(date)).map(shown),
    second: (await commitmentsOn(date, clinic.otherDoctor, 'prac-002')).map(shown),
  })
  const standing = { placeName: '望京社区卫生服务中心', state: 'published', travel: undefined }
  const counts = { numbers: 12, taken: 1, seen: 0, missed: 0 }
  const counted = async (practitionerId: string, date: string) =>
    (await schedulingRepository(clinic.platform).readWeekOf(practitionerId, date)).visits.map(
      ({ sessionId }) => sessionId,
    )

  it('a substitute has it with its counts, and the first one when it comes back', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.staff, freeIn(session)[0]))
    const substitute = (version: number, practitionerId: string) =>
      clinic.staff.post(`${api}/sessions/${session.sessionId}/substitution`, { version, practitionerId })
    ok(await substitute(session.version, 'prac-002'))
    await relay()
    expect(await two(session.date)).toEqual({ first: [], second: [{ ...standing, counts }] })
    ok(await substitute(session.version + 1, 'prac-001'))
    await relay()
    expect(await two(session.date)).toEqual({ first: [{ ...standing, counts }], second: [] })
  })

  it('a swap gives each the other with its counts', async () => {
    const one = await published(clinic.staff)
    const other = await published(clinic.staff, { practitionerId: 'prac-002', room: '3 诊室' })
    ok(await book(clinic.staff, freeIn(one)[0]))
    const body = { version: one.version, withSessionId: other.sessionId, withVersion: other.version }
    ok(await clinic.staff.post(`${api}/sessions/${one.sessionId}/swap`, body))
    await relay()
    const none = { ...counts, taken: 0 }
    expect(await two(one.date)).toEqual({
      first: [{ ...standing, counts: none }],
      second: [{ ...standing, counts }],
    })
  })

  it('a draft in other hands leaves the first list', async () => {
    const session = await draft(clinic.staff)
    await relay()
    const changed = { version: session.version, plan: plan({ practitionerId: 'prac-002' }) }
    ok(await clinic.staff.put(`${api}/sessions/${session.sessionId}`, changed))
    await relay()
    const { listWork } = schedulingRepository(clinic.platform)
    const states = async (practitionerId: string) =>
      (await listWork(practitionerId, session.date, `${session.date}z`)).map(({ work }) => work.state)
    expect([await states('prac-001'), await states('prac-002')]).toEqual([['discarded'], ['draft']])
    expect([await counted('prac-001', session.date), await counted('prac-002', session.date)]).toEqual([
      [],
      [session.sessionId],
    ])
  })

  it('moved to another week it leaves the one and is counted in the other', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.staff, freeIn(session)[0]))
    const to = { date: '2026-09-23', time: { start: 540, end: 720 }, room: '2 诊室' }
    const path = `${api}/sessions/${session.sessionId}/move`
    const moved = ok(await clinic.staff.post(path, { version: session.version, ...to })).session
    await relay()
    expect(await commitmentsOn(session.date)).toEqual([])
    expect((await commitmentsOn(to.date)).map(shown)).toEqual([{ ...standing, counts }])
    expect(await counted('prac-001', session.date)).toEqual([])
    expect(await counted('prac-001', to.date)).toEqual([moved.sessionId])
  })

  it('stopped and taken back it stands as before', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.staff, freeIn(session)[0]))
    const body = { version: session.version, reason: 'practitioner-ill' }
    const { session: stopped } = ok(
      await clinic.staff.post(`${api}/sessions/${session.sessionId}/stop`, body),
    )
    await relay()
    expect(await commitmentsOn(session.date)).toEqual([])
    expect(await counted('prac-001', session.date)).toEqual([])
    const path = `${api}/sessions/${session.sessionId}/resumption`
    ok(await clinic.staff.post(path, { version: stopped.version }))
    await relay()
    expect((await commitmentsOn(session.date)).map(shown)).toEqual([{ ...standing, counts }])
    expect(await counted('prac-001', session.date)).toEqual([session.sessionId])
  })
})
