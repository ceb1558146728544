import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt, weekdayOf } from '#shared/kernel/calendar.ts'
import { type Cascade, phaseOf, type SessionWithCells, type Wait } from '#shared/scheduling/index.ts'
import { type Apps, openApps } from '#test/support/apps.ts'
import { allianceDemo } from '../../infra/local/demo-alliance.ts'
import { demoPatientIds } from '../../infra/local/demo-ids.ts'
import { patientsDemo } from '../../infra/local/demo-patients.ts'
import { demoPeople } from '../../infra/local/demo-people.ts'
import { rostersDemo } from '../../infra/local/demo-rosters.ts'
import { schedulingDemo } from '../../infra/local/demo-scheduling.ts'
import { stopDemo } from '../../infra/local/demo-stop.ts'
import { timesToday } from '../../infra/local/demo-today.ts'
import { visitsDemo } from '../../infra/local/demo-visits.ts'
import { waitingDemo } from '../../infra/local/demo-waiting.ts'

let apps: Apps
const options = { size: 'small', onProgress: () => {} } as const
const later = [rostersDemo, visitsDemo, waitingDemo, stopDemo]
const today = dateAt(Date.now())
const week = async (siteId: string): Promise<SessionWithCells[]> =>
  (await apps.call('loader', 'GET', `/api/scheduling/sites/${siteId}/sessions?from=${today}&days=29`))
    .sessions

type WaitWithCard = Wait & { readonly card: { readonly name: string } }
const waiting = async (siteId: string): Promise<WaitWithCard[]> =>
  (await apps.call('loader', 'GET', `/api/scheduling/sites/${siteId}/waits`)).waits
const cascades = async (): Promise<Cascade[]> =>
  (await apps.call('li-min', 'GET', `/api/scheduling/sites/site-050/cascades?from=${today}&days=28`)).cascades

beforeAll(async () => {
  apps = await openApps()
  const { seedPeople } = await import('#functions/access/seeding.ts')
  await seedPeople(apps.platform.table, demoPeople)
  for (const step of [allianceDemo, patientsDemo, schedulingDemo, ...later]) {
    await step(apps.call, options)
    await apps.settled()
  }
}, 240_000)
afterAll(() => apps.close())

describe('the demo of the clinics', () => {
  it('fills four weeks at Wangjing with sessions in every phase of their life', async () => {
    const sessions = await week('site-050')
    const states = new Set(sessions.map((session) => phaseOf(session, session.cells, Date.now())))
    expect([...states]).toEqual(expect.arrayContaining(['draft', 'not-released', 'open', 'stopped']))
    expect(sessions.filter(({ date }) => date === today).length).toBeGreaterThanOrEqual(2)
    expect(sessions.some(({ date }) => date > addDays(today, 20))).toBe(true)
  })

  it('changes nothing when it is written again', async () => {
    const read = async () => [await week('site-050'), await waiting('site-050'), await cascades()]
    const before = await read()
    for (const step of [schedulingDemo, ...later]) await step(apps.call, options)
    await apps.settled()
    expect(await read()).toEqual(before)
  }, 120_000)

  it('keeps numbers for the unstable and for the chair, and says when they go on', async () => {
    const sessions = await week('site-050')
    const pools = sessions
      .filter(({ overflow }) => overflow?.protected)
      .map(({ cells }) => new Set(cells.map(({ pool }) => pool)))
    expect(pools.length).toBeGreaterThan(2)
    for (const one of pools) expect([...one]).toEqual(expect.arrayContaining(['protected', 'follow-up']))
  })

  it('has people who wait at several sites, of every need, and one for whom a number is kept', async () => {
    const here = await waiting('site-050')
    expect(new Set(here.map(({ need }) => need.level))).toEqual(new Set(['urgent', 'soon', 'routine']))
    expect(here.filter(({ state }) => state === 'offered')).toMatchObject([{ card: { name: '李建军' } }])
    for (const siteId of ['site-051', 'site-001', 'site-038'])
      expect((await waiting(siteId)).map(({ kind }) => kind)).toContain('child')
  })

  it('has a stopped session whose patients are half looked after', async () => {
    const [one] = await cascades()
    expect(one).toMatchObject({ state: 'running', counts: { moved: 2, offered: 1, reached: 1 } })
    const { lines } = await apps.call('li-min', 'GET', `/api/scheduling/sessions/${one?.sessionId}/cascade`)
    expect(lines.filter(({ unanswered }: { unanswered: number }) => unanswered > 0)).toMatchObject([
      { card: { name: '王国良' } },
    ])
  })

  it('lets 王桂兰 come every other week, and wait for the days that are not there yet', async () => {
    const patient = `/api/scheduling/patients/${demoPatientIds['wang-guilan']}`
    const { appointments } = await apps.call('wang-guilan', 'GET', `${patient}/appointments`)
    const booked = appointments.filter(
      ({ date, practitionerName }: { date: string; practitionerName: string }) =>
        date > addDays(today, 2) && practitionerName === '陈思远',
    )
    expect(booked.length).toBeGreaterThan(0)
  })

  it('has an appeal of each who has missed a number today', async () => {
    const { appeals } = await apps.call('li-min', 'GET', '/api/scheduling/sites/site-050/appeals')
    const { sessions } = await apps.call(
      'li-min',
      'GET',
      `/api/scheduling/sites/site-050/sessions?from=${today}&days=1`,
    )
    const missed = sessions.flatMap(({ cells }: SessionWithCells) =>
      cells.filter(({ state }) => state === 'missed'),
    )
    expect(appeals.map(({ state }: { state: string }) => state)).toEqual(missed.map(() => 'asked'))
  })

  it('leaves 大屯 without a day: for Thursday one is on duty, one can be asked, one can be booked', async () => {
    expect(await week('site-038')).toEqual([])
    const first = addDays(today, 3)
    const thursday = addDays(first, (4 - weekdayOf(first) + 7) % 7)
    const path = `/api/scheduling/sites/site-038/who-can-come?date=${thursday}&half=afternoon&kind=child`
    const { candidates } = await apps.call('ma-lijuan', 'GET', path)
    const can = Object.fromEntries(
      candidates.map(({ name, can: how, reason }: { name: string; can: string; reason?: string }) => [
        name,
        reason ?? how,
      ]),
    )
    expect(can).toMatchObject({ 韩知行: 'book', 唐砚秋: 'ask', 周明哲: 'on-duty', 林若溪: 'not-filed' })
  })

  it('lets Wangjing ask for a child psychiatrist on a Thursday afternoon: some can come, one is on duty', async () => {
    const first = addDays(today, 1)
    const thursday = addDays(first, (4 - weekdayOf(first) + 7) % 7)
    const query = `date=${thursday}&half=afternoon&kind=child`
    const path = `/api/scheduling/sites/site-050/who-can-come?${query}`
    const { candidates } = await apps.call('li-min', 'GET', path)
    const of = (name: string) => candidates.find((one: { name: string }) => one.name === name)
    expect(of('林若溪')).toMatchObject({ organisationName: expect.stringContaining('医院') })
    expect(of('周明哲')).toMatchObject({ can: 'no', reason: 'on-duty' })
    expect(
      candidates.filter(({ can }: { can: string }) => can === 'book' || can === 'ask').length,
    ).toBeGreaterThan(1)
  })

  it('has requests that wait for an answer, and coverage proposals for the office', async () => {
    const visits = await apps.call(
      'li-min',
      'GET',
      `/api/scheduling/sites/site-050/visits?from=${today}&days=60`,
    )
    expect(visits.pending).toBeGreaterThanOrEqual(1)
    const { gaps } = await apps.call('fang-minzhi', 'GET', `/api/scheduling/coverage/gaps?from=${today}`)
    expect(gaps.length).toBeGreaterThan(20)
    const { lines } = await apps.call(
      'fang-minzhi',
      'GET',
      `/api/scheduling/coverage/proposals?from=${today}`,
    )
    const proposals = lines.flatMap((line: { proposals: object[] }) => line.proposals)
    expect(proposals.length).toBeGreaterThan(0)
    const [{ proposalId, kind }] = proposals
    const adopted = await apps.call(
      'fang-minzhi',
      'POST',
      `/api/scheduling/coverage/proposals/${proposalId}/acceptance`,
      { kind },
      'adopt-one-of-them',
    )
    expect(['accepted', 'asked']).toContain(adopted.state)
  })

  it("puts today's sessions around the present minute of a working day", () => {
    expect(timesToday(612)).toEqual({ first: { start: 510, end: 690 }, second: { start: 810, end: 990 } })
    for (let minute = 0; minute < 1440; minute += 7) {
      const { first, second } = timesToday(minute)
      expect(first.start).toBeGreaterThanOrEqual(480)
      expect(second.end).toBeLessThanOrEqual(1260)
    }
  })
})
