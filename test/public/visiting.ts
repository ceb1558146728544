import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type OpenPage, openBrowser, openPage, phone } from '#test/support/browser.ts'
import { type Answers, answered, self } from './answers.ts'
import { openSite, type Site } from './site.ts'
import { monthOf, now } from './support.ts'

export const place = '/d/110105026/'
export const wednesday = 'site-026.20260916.am3'
export const sheetOf = (session = wednesday): string => `${place}?date=2026-09-16&session=${session}`
export const narrow: BrowserContextOptions = { ...phone, viewport: { width: 320, height: 640 } }
export const onlySelf: Partial<Answers> = {
  listMine: (route) => route.fulfill({ json: { records: [self] } }),
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Presses Tab until the focus is on such an element. @throws Error where a hundred presses do not lead there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
  }
  throw new Error(`no Tab leads to ${selector}`)
}

/** Wider than the screen by so many pixels: 0 where nothing scrolls sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** The other pages are only read: nothing takes them over. */
const lives = (path: string): boolean => /\/(?:d|mine)\//.test(path)

export interface Visit extends OpenPage {
  readonly answers: Answers
}

/** The built pages and a browser, one each per test file; every visit has a profile of its own and the clock of the pictures. */
export function openVisits() {
  let browser: Browser
  let site: Site
  beforeAll(async () => {
    site = await openSite([monthOf()], now)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  return {
    site: (): Site => site,
    /** A page that is not opened anywhere yet. */
    open: (options: BrowserContextOptions = phone): Promise<OpenPage> => openPage(browser, options),
    /** Opens a path as who is signed in, unless the answers say otherwise, and waits until the page lives. */
    async visit(
      path: string,
      changes: Partial<Answers> = {},
      options: BrowserContextOptions = phone,
    ): Promise<Visit> {
      const opened = await openPage(browser, options)
      await opened.page.clock.setFixedTime(now)
      const answers = await answered(opened.page, changes)
      await opened.page.goto(site.origin + path)
      if (lives(path)) await opened.page.waitForSelector('html[data-ready]')
      return { ...opened, answers }
    },
  }
}
