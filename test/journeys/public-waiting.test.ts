import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, dateAt, instantOf } from '#shared/kernel/calendar.ts'
import type { Appointment, PublicMonth, PublicSession, Wait } from '#shared/scheduling/index.ts'
import { axeFindings, openBrowser, openPage, phone, screenshot } from '#test/support/browser.ts'
import { type RunningSystem, startSystem } from '#test/support/system.ts'
import { findDemoPerson } from '../../infra/local/demo-people.ts'

let system: RunningSystem
let browser: Browser
beforeAll(async () => {
  system = await startSystem({ demo: 'small', readyWithinMs: 240_000 })
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await system?.remove()
})

const wangjing = 'site-050'
const place = '/d/110105026/'

/** What Wangjing has published of this month and the next. */
async function published(): Promise<PublicSession[]> {
  const today = dateAt(Date.now())
  const months = [...new Set([today, addDays(today, 14)].map((date) => date.slice(0, 7)))]
  const files = await Promise.all(
    months.map(async (month): Promise<PublicMonth | undefined> => {
      const answer = await fetch(`${system.origin}/public-data/clinic-days-${month}.json`)
      return answer.ok ? answer.json() : undefined
    }),
  )
  return files.flatMap((file) => file?.sessions ?? []).filter(({ siteId }) => siteId === wangjing)
}

const isFull = ({ cells, state, releaseAt, date, time }: PublicSession): boolean =>
  state === 'published' &&
  releaseAt < Date.now() &&
  instantOf(date, time.start) > Date.now() + 26 * 3_600_000 &&
  cells.length > 0 &&
  cells.every(([, , free]) => free === 0)

const recordOf = async (person: string): Promise<string> =>
  (await system.call(person, 'GET', '/api/patients/mine')).records[0].patientId
const waitsOf = async (person: string, patientId: string): Promise<Wait[]> =>
  (await system.call(person, 'GET', `/api/scheduling/patients/${patientId}/waits`)).waits
const appointmentsOf = async (person: string, patientId: string): Promise<Appointment[]> =>
  (await system.call(person, 'GET', `/api/scheduling/patients/${patientId}/appointments`)).appointments

it('a patient waits for a full clinic, is offered the number that another gives back, and takes it', async () => {
  const full = (await published()).find(isFull)
  expect(full).toBeDefined()
  const [holder, waiter] = await Promise.all([recordOf('liu-yang'), recordOf('yang-fan')])
  const own = (list: readonly Appointment[]) =>
    list.find(({ sessionId, state }) => sessionId === full?.sessionId && state === 'booked')
  const freed = own(await appointmentsOf('liu-yang', holder))
  expect(freed?.pool).toBe('public')

  // The demo has put people on this list, the waiter perhaps among them: whoever it calls urgent would be asked before.
  const { waits } = (await system.call('li-min', 'GET', `/api/scheduling/sites/${wangjing}/waits`)) as {
    waits: Wait[]
  }
  for (const { patientId, waitId, need } of waits)
    if (patientId === waiter || need.level === 'urgent')
      await system.call('li-min', 'POST', `/api/scheduling/patients/${patientId}/waits/${waitId}/leaving`, {})

  const { page, complaints, close } = await openPage(browser, phone)
  await page.goto(`${system.origin}${place}?date=${full?.date}&wait=${full?.sessionId}`)
  await page.getByRole('link', { name: '登录后加入候补' }).click()
  await page.locator(`button[name="person"][value="${findDemoPerson('yang-fan')?.personId}"]`).click()
  await page.getByRole('button', { name: '加入候补' }).click()
  await page.getByRole('dialog', { name: '已加入候补' }).waitFor()
  expect(await axeFindings(page)).toEqual([])

  // Whoever has an appointment in that half-day is offered nothing then.
  const before = own(await appointmentsOf('yang-fan', waiter))
  if (before)
    await system.call('yang-fan', 'POST', `/api/scheduling/slots/${before.slotId}/cancellation`, {
      appointmentId: before.appointmentId,
      reason: 'patient-wish',
    })
  const wait = (await waitsOf('yang-fan', waiter)).find(
    ({ state }) => state === 'waiting' || state === 'offered',
  )
  await system.call('li-min', 'PUT', `/api/scheduling/patients/${waiter}/waits/${wait?.waitId}/need`, {
    version: wait?.version,
    need: { level: 'urgent', reason: 'medication-ending' },
  })
  await system.call('liu-yang', 'POST', `/api/scheduling/slots/${freed?.slotId}/cancellation`, {
    appointmentId: freed?.appointmentId,
    reason: 'patient-wish',
  })
  await expect
    .poll(async () => (await waitsOf('yang-fan', waiter)).some(({ state }) => state === 'offered'), {
      timeout: 30_000,
    })
    .toBe(true)

  await page.getByRole('link', { name: '看我的预约' }).click()
  await page.getByRole('heading', { name: '有号了，给您留着' }).waitFor()
  await screenshot(page, 'journey-public-offer')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '要这个号' }).click()
  await page.getByRole('heading', { name: '预约好了' }).waitFor()
  const code = (await page.locator('.p-code').textContent())?.replace(/\s/g, '')
  expect(own(await appointmentsOf('yang-fan', waiter))?.code).toBe(code)
  expect((await waitsOf('yang-fan', waiter)).find(({ waitId }) => waitId === wait?.waitId)?.state).toBe(
    'booked',
  )
  expect(complaints.filter((line) => !line.includes('401'))).toEqual([])
  await close()
})
