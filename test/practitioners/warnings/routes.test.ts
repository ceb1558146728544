import { expect, it } from 'vitest'
import { runDue } from '#functions/platform/jobs.ts'
import { openLog } from '#functions/platform/log.ts'
import { practitionersJobs } from '#functions/practitioners/jobs.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { asking } from '#test/support/platform.ts'
import { chen, openRegister, term, today } from '../support.ts'

const api = '/api/practitioners'

/** Chen, whose practice ends in 70 days and whose insurance ends in 61; and the clock's jobs. */
async function opened() {
  const register = await openRegister()
  const insurance = { insurer: '华安', policyNumber: '1', from: '2026-01-01', to: addDays(today, 61) }
  const { body } = await register.office.post(`${api}/practitioners`, { ...chen, insurance })
  const path = `${api}/practitioners/${body.practitionerId}/practices`
  await register.office.post(path, { ...term, to: addDays(today, 70), version: 1 })
  const { repository, platform, now } = register
  const log = openLog('silent', 'practitioners')
  const jobs = practitionersJobs(repository)
  const work = () => runDue({ table: platform.table, due: repository.due, jobs, log, now: () => now.at })
  const on = async (days: number) => {
    now.at = instantOf(addDays(today, days), 9 * 60)
    return work()
  }
  const list = async (ask = register.office) => (await ask.get(`${api}/warnings`)).body
  return { ...register, practitionerId: body.practitionerId as string, on, work, list }
}

it('warns of what ends within sixty days, the nearest first, whoever has run or not', async () => {
  const { list, now } = await opened()
  expect((await list()).warnings).toEqual([])
  now.at = instantOf(addDays(today, 20))
  expect((await list()).warnings).toMatchObject([
    { what: 'insurance', days: 41, level: 60, sites: [{ siteName: '望京社区卫生服务中心' }] },
    { what: 'filing', days: 50, level: 60 },
  ])
  now.at = instantOf(addDays(today, 55))
  expect((await list()).warnings).toMatchObject([
    { what: 'insurance', days: 6, level: 7 },
    { what: 'filing', days: 15, level: 30 },
  ])
})

it('tells each end once at 60, 30 and 7 days', async () => {
  const { on, work, list } = await opened()
  const told: number[] = []
  for (const days of [0, 1, 9, 10, 31, 40, 54, 61, 63]) {
    await on(days)
    await work()
    told.push((await list()).unseen)
  }
  // Insurance on day 1, 31, 54; the filing on day 10, 40, 63. What is over on day 62 is no warning any more.
  expect(told).toEqual([0, 1, 1, 2, 2, 2, 2, 2, 1])
})

it('counts for each person what they have not seen, until they have, and anew at the next level', async () => {
  const { on, list, office, app, roles, practitionerId } = await opened()
  await on(10)
  const { warnings, unseen } = await list()
  expect(unseen).toBe(2)
  const warningIds = warnings.map(({ warningId }: { warningId: string }) => warningId)
  expect((await office.post(`${api}/warnings/seen`, { warningIds })).body).toEqual({ unseen: 0 })
  const doctor = asking(app, await roles.practitioner(practitionerId))
  expect((await list(doctor)).unseen).toBe(2)
  await on(31)
  expect((await list()).unseen).toBe(1)
})

it("shows a psychiatrist their own ends and no colleague's", async () => {
  const { on, list, app, roles } = await opened()
  await on(10)
  const other = asking(app, await roles.practitioner('somebody-else'))
  expect((await list(other)).warnings).toEqual([])
  const staff = asking(app, await roles.clinicStaff('site-050'))
  expect((await staff.get(`${api}/warnings`)).status).toBe(403)
})

it('tells nothing twice where a job is repeated or two run at once', async () => {
  const { on, work, repository, practitionerId } = await opened()
  await on(10)
  await Promise.all([work(), work()])
  const { told } = await repository.findNotices(practitionerId)
  expect(told.map(({ warningId, level }) => `${warningId} ${level}`)).toEqual([
    ...new Set(told.map(({ warningId, level }) => `${warningId} ${level}`)),
  ])
  expect(told.length).toBe(2)
})
