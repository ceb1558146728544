import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { phaseOf, type SessionWithCells } from '#shared/scheduling/index.ts'
import { type Apps, openApps } from '#test/support/apps.ts'
import { allianceDemo } from '../../infra/local/demo-alliance.ts'
import { patientsDemo } from '../../infra/local/demo-patients.ts'
import { demoPeople } from '../../infra/local/demo-people.ts'
import { schedulingDemo } from '../../infra/local/demo-scheduling.ts'
import { timesToday } from '../../infra/local/demo-today.ts'

let apps: Apps
const options = { size: 'small', onProgress: () => {} } as const
const today = dateAt(Date.now())
const week = async (siteId: string): Promise<SessionWithCells[]> =>
  (await apps.call('loader', 'GET', `/api/scheduling/sites/${siteId}/sessions?from=${today}&days=29`))
    .sessions

beforeAll(async () => {
  apps = await openApps()
  const { seedPeople } = await import('#functions/access/seeding.ts')
  await seedPeople(apps.platform.table, demoPeople)
  for (const step of [allianceDemo, patientsDemo]) {
    await step(apps.call, options)
    await apps.settled()
  }
  await schedulingDemo(apps.call, options)
  await apps.settled()
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
    const before = await week('site-050')
    await schedulingDemo(apps.call, options)
    expect(await week('site-050')).toEqual(before)
  }, 120_000)

  it("puts today's sessions around the present minute of a working day", () => {
    expect(timesToday(612)).toEqual({ first: { start: 510, end: 690 }, second: { start: 810, end: 990 } })
    for (let minute = 0; minute < 1440; minute += 7) {
      const { first, second } = timesToday(minute)
      expect(first.start).toBeGreaterThanOrEqual(480)
      expect(second.end).toBeLessThanOrEqual(1260)
    }
  })
})
