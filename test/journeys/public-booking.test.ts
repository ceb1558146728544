import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
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

const wangjing = '/d/110105026/'
/** From the day after tomorrow on, an appointment can be cancelled by oneself at any hour. */
const soonest = (): string => addDays(dateAt(Date.now()), 2)

/** The days that have something to book, in order. */
const daysWithPlaces = (page: Page): Promise<string[]> =>
  page.locator('.p-day:has(.p-offer-act)').evaluateAll((days) => days.map((day) => day.id.slice('d-'.length)))

async function choose(page: Page, date: string): Promise<void> {
  await page.locator(`.p-strip a[href*="date=${date}"]`).click()
  await page.locator(`#d-${date} .p-offer-act`).first().click()
  await page.getByRole('dialog').waitFor()
}

const said = (date: string): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

interface Booked {
  readonly date: string
  readonly code: string
  readonly state: string
}

async function ownAppointments(): Promise<Booked[]> {
  const [{ patientId }] = (await system.call('liu-yang', 'GET', '/api/patients/mine')).records
  const path = `/api/scheduling/patients/${patientId}/appointments`
  return (await system.call('liu-yang', 'GET', path)).appointments
}

it('a patient finds a day on a phone, books, gets a code, moves and cancels', async () => {
  const { page, complaints, close } = await openPage(browser, phone)

  await page.goto(system.origin)
  await page
    .locator('#places')
    .getByRole('link', { name: /^望京街道/ })
    .click()
  await page.waitForURL(`**${wangjing}`)
  await page.waitForSelector('html[data-ready]')
  // The demo has given this patient numbers of some days: a half-day holds one.
  const held = new Set((await ownAppointments()).map(({ date }) => date))
  const [first, second] = (await daysWithPlaces(page)).filter((date) => date >= soonest() && !held.has(date))
  expect(second).toBeDefined()
  await screenshot(page, 'journey-public-days')

  await choose(page, first ?? '')
  await page.getByRole('link', { name: /^登录后确认 / }).click()
  const patient = findDemoPerson('liu-yang')
  await page.locator(`button[name="person"][value="${patient?.personId}"]`).click()

  const confirm = page.getByRole('button', { name: /^确认预约 / })
  await confirm.waitFor()
  expect(page.url()).toContain('session=')
  await screenshot(page, 'journey-public-times')
  await confirm.click()
  await page.getByRole('heading', { name: '预约好了' }).waitFor()
  const code = (await page.locator('.p-code').textContent())?.trim()
  expect(code).toMatch(/^\d{3} \d{3}$/)
  expect(await axeFindings(page)).toEqual([])
  await screenshot(page, 'journey-public-code')

  const calendar = await page.request.get(
    system.origin + ((await page.getByRole('link', { name: '日历' }).getAttribute('href')) ?? ''),
  )
  expect(calendar.headers()['content-type']).toContain('text/calendar')
  expect(await calendar.text()).toContain('SUMMARY:门诊预约')

  await page.getByRole('link', { name: '改期' }).click()
  await page.getByText(/^正在改期：/).waitFor()
  await choose(page, second ?? '')
  await page.getByRole('button', { name: /^改到 / }).click()
  await page.getByRole('heading', { name: '改好了' }).waitFor()
  expect((await page.locator('.p-code').textContent())?.trim()).toBe(code)
  expect(await page.locator('.p-ticket-when h2').textContent()).toContain(said(second ?? ''))

  await page.getByRole('button', { name: '回到我的预约' }).click()
  await page.goto(`${system.origin}/mine/`)
  await page.getByRole('button', { name: '取消' }).first().waitFor()
  await screenshot(page, 'journey-public-mine')
  const before = await page.locator('.p-mine').count()
  const card = page.locator('.p-mine', {
    has: page.locator('.p-mine-date strong', { hasText: new RegExp(`^${Number((second ?? '').slice(8))}$`) }),
  })
  await card.getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '取消这次预约' }).click()
  await expect.poll(() => page.locator('.p-mine').count()).toBe(before - 1)

  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL((url) => url.origin === system.origin && !url.pathname.startsWith('/auth'))
  await page.goto(`${system.origin}/mine/`)
  await page.getByRole('heading', { name: '登录后看我的预约' }).waitFor()

  const appointments = await ownAppointments()
  expect(appointments.filter((one) => one.code === code?.replace(' ', ''))).toMatchObject([
    { date: second, state: 'cancelled' },
  ])
  expect(complaints.filter((line) => !line.includes('401'))).toEqual([])
  await close()
})
