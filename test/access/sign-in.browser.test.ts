import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, phone, screenshot } from '#test/support/browser.ts'
import { openAccess, type Running } from './support.ts'

let system: Running
let browser: Browser
beforeAll(async () => {
  system = await openAccess()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await system.close()
})

const widths = { phone, desktop } as const

describe("the demo's sign-in page", () => {
  it.each([
    ['phone', 'light', 'zh-CN'],
    ['phone', 'dark', 'en'],
    ['desktop', 'light', 'zh-CN'],
    ['desktop', 'dark', 'en'],
  ] as const)('has no barrier and no complaint on a %s, %s, in %s', async (width, colorScheme, locale) => {
    const { page, complaints, close } = await openPage(browser, { ...widths[width], colorScheme, locale })
    await page.goto(`${system.origin}/auth/sign-in`)
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await screenshot(page, `sign-in-${width}-${colorScheme}`, { whole: true })
    expect(complaints.filter((line) => !line.includes('favicon'))).toEqual([])
    await close()
  })

  it('fits 320 pixels', async () => {
    const { page, close } = await openPage(browser, { ...phone, viewport: { width: 320, height: 640 } })
    await page.goto(`${system.origin}/auth/sign-in`)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    await close()
  })

  it('signs in by keyboard alone, and out again', async () => {
    const { page, close } = await openPage(browser, desktop)
    await page.goto(`${system.origin}/auth/sign-in?return=/api/access/session`)
    await page.getByRole('button', { name: '李敏' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/api/access/session')
    expect(await page.evaluate('document.body.textContent')).toContain('demo-li-min')
    expect(await page.evaluate('document.cookie')).not.toContain('xl-session')
    await page.evaluate(`fetch('/auth/sign-out', { method: 'POST', headers: { accept: 'application/json' } })
      .then((answer) => answer.json()).then(({ location }) => { window.location.href = location })`)
    await page.waitForURL(`${system.origin}/`)
    await page.goto(`${system.origin}/api/access/session`)
    expect(await page.evaluate('document.body.textContent')).toBe('{}')
    await close()
  })

  it('speaks the other language at a touch', async () => {
    const { page, close } = await openPage(browser, phone)
    await page.goto(`${system.origin}/auth/sign-in`)
    await page.getByRole('link', { name: 'English' }).click()
    expect(await page.getByRole('heading', { name: 'Alliance office' }).count()).toBe(1)
    await close()
  })

  it('tells who has no role whom to ask, without a barrier, and lets another person sign in instead', async () => {
    const { page, close } = await openPage(browser, phone)
    await page.goto(`${system.origin}/auth/sign-in`)
    await page.getByRole('button', { name: '张生' }).click()
    await page.getByRole('heading', { name: '还没有开通权限' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await screenshot(page, 'no-role-phone')
    await page.getByRole('link', { name: '重新登录' }).click()
    await page.getByRole('button', { name: '李敏' }).click()
    await page.waitForURL(`${system.origin}/`)
    await page.goto(`${system.origin}/api/access/session`)
    expect(await page.evaluate('document.body.textContent')).toContain('demo-li-min')
    await close()
  })
})
