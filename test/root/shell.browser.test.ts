import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, type OpenPage, openBrowser, openPage, phone } from '../support/browser.ts'
import { liMin, openShell, type Shell } from './support.ts'

let shell: Shell
let browser: Browser
let opened: OpenPage[] = []

beforeAll(async () => {
  shell = await openShell(0)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await shell.close()
})
afterEach(async () => {
  await Promise.all(opened.map(({ close }) => close()))
  opened = []
  shell.person = liMin
  shell.files.clear()
})

async function at(
  path: string,
  options: BrowserContextOptions = desktop,
): Promise<OpenPage & { page: Page }> {
  const one = await openPage(browser, options)
  opened.push(one)
  await one.page.goto(shell.origin + path)
  return one
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })

describe('the shell', () => {
  it('opens the first page of the rail, and nothing is refused by its policy', async () => {
    const { page, complaints } = await at('/app')
    await heading(page, 'one /app/one/today').waitFor()
    expect(new URL(page.url()).pathname).toBe('/app/one/today')
    await expect
      .poll(() => page.getByRole('link', { name: '今日' }).getAttribute('aria-current'))
      .toBe('page')
    expect(complaints).toEqual([])
    expect(await axeFindings(page)).toEqual([])
  })

  it('goes from app to app without loading anew, takes the old one down and comes back', async () => {
    const { page } = await at('/app/one/today')
    await page.evaluate(() => {
      document.body.dataset['kept'] = 'yes'
    })
    await page.getByRole('link', { name: 'to the other app' }).click()
    await heading(page, 'other /app/other/start').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    await page.goBack()
    await heading(page, 'one /app/one/today').waitFor()
    expect(await page.evaluate(() => document.body.dataset['kept'])).toBe('yes')
  })

  it('shows what failed and a reload for an app that cannot be loaded, and the others still open', async () => {
    const { page } = await at('/app/broken/x')
    await page.getByRole('button', { name: '刷新页面' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('link', { name: '今日' }).click()
    await heading(page, 'one /app/one/today').waitFor()
    expect(await page.getByRole('button', { name: '刷新页面' }).count()).toBe(0)
  })

  it('says so where there is no such page', async () => {
    const { page } = await at('/app/nowhere')
    await page.getByRole('heading', { name: '没有这一页' }).waitFor()
  })

  it('offers to sign in where nobody is, and comes back to the same page', async () => {
    shell.person = undefined
    const { page } = await at('/app/one/today?day=1', phone)
    const way = page.getByRole('link', { name: /我在医疗机构工作/ })
    await way.waitFor()
    expect(await way.getAttribute('href')).toBe(
      `/auth/sign-in?return=${encodeURIComponent('/app/one/today?day=1')}`,
    )
    expect(await axeFindings(page)).toEqual([])
  })

  it('says what is the matter where the server cannot be reached, and asks again', async () => {
    const one = await openPage(browser)
    opened.push(one)
    await one.page.route('**/api/access/session', (route) => route.abort())
    await one.page.goto(`${shell.origin}/app/one/today`)
    await one.page.getByText('没有连上').waitFor()
    await one.page.unroute('**/api/access/session')
    await one.page.getByRole('button', { name: '再试一次' }).click()
    await heading(one.page, 'one /app/one/today').waitFor()
  })
})

describe('a module with one flipped byte', () => {
  it('is refused, and plain text says that the page did not open', async () => {
    const { page } = await at('/app/one/today')
    const kit = await page.evaluate(() => {
      const map = document.querySelector('script[type=importmap]')?.textContent ?? '{}'
      return (JSON.parse(map) as { imports: Record<string, string> }).imports['xinlian-kit'] ?? ''
    })
    const original = await page.evaluate(async (address) => (await fetch(address)).text(), kit)
    shell.files.set(kit, original.replace('px', 'pX'))
    expect(shell.files.get(kit)).not.toBe(original)

    const second = await at('/app/one/today')
    await expect.poll(() => second.complaints.join(' ')).toMatch(/integrity/i)
    const words = second.page.getByText('页面没有打开')
    expect(await words.isVisible()).toBe(false)
    await expect.poll(() => words.isVisible(), { timeout: 12_000 }).toBe(true)
  })
})

describe('signing in again', () => {
  it('happens over the page, which keeps what was written and goes on with what it was doing', async () => {
    const { page } = await at('/app/one/today')
    await page.getByLabel('notes').fill('写到一半')
    shell.expired = true
    await page.getByRole('button', { name: 'save' }).click()
    const sheet = page.getByRole('dialog', { name: '离开太久，请再登录一次' })
    await sheet.waitFor()
    await page.keyboard.press('Escape')
    expect(await sheet.isVisible()).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    const popup = page.waitForEvent('popup')
    await sheet.getByRole('button', { name: '继续' }).click()
    await popup
    await sheet.waitFor({ state: 'detached' })
    expect(await page.getByLabel('notes').inputValue()).toBe('写到一半')
    await page.getByRole('status').filter({ hasText: 'saved' }).waitFor()
  })
})

describe('the person menu', () => {
  it('changes language, colours and role, and the choice outlives a reload', async () => {
    const { page } = await at('/app/one/today')
    await page.getByRole('button', { name: '李敏' }).click()
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('link', { name: '今日 (en)' }).waitFor()
    await page.getByText('Dark', { exact: true }).click()
    await page.reload()
    await page.getByRole('link', { name: '今日 (en)' }).waitFor()
    const root = page.locator('html')
    expect(await root.getAttribute('lang')).toBe('en')
    expect(await root.getAttribute('data-theme')).toBe('dark')
    expect((await page.context().cookies()).find(({ name }) => name === 'lang')?.value).toBe('en')
    expect(await axeFindings(page)).toEqual([])

    await page.getByRole('button', { name: '李敏' }).click()
    await page.getByLabel('Acting as').selectOption({ index: 1 })
    await page.getByRole('heading', { name: 'There is no work page for you here' }).waitFor()
  })
})

describe('keys', () => {
  it('open and close a dialog, give the focus back, undo a step and list themselves', async () => {
    const { page } = await at('/app/one/today')
    await heading(page, 'one /app/one/today').waitFor()
    const miss = page.getByRole('button', { name: 'miss' })
    await miss.focus()
    await page.keyboard.press('b')
    const dialog = page.getByRole('dialog', { name: '预约' })
    await dialog.waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('约好')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('miss')

    await page.keyboard.press('Enter')
    await page.getByText('03 号 记为爽约').waitFor()
    await page.keyboard.press('z')
    await expect.poll(() => page.evaluate(() => document.body.dataset['undone'])).toBe('yes')

    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '全部按键' }).getByText('book').waitFor()
  })
})

describe('a phone', () => {
  it('has five tabs at most, the rest behind 更多', async () => {
    const { page, complaints } = await at('/app/one/today', phone)
    await heading(page, 'one /app/one/today').waitFor()
    const bar = page.getByRole('navigation', { name: '主要页面' })
    expect(await bar.locator('.x-nav').count()).toBe(5)
    await bar.getByRole('button', { name: '更多' }).click()
    const sheet = page.getByRole('dialog', { name: '更多' })
    await sheet.getByRole('link', { name: '患者' }).click()
    await heading(page, 'other /app/other/users').waitFor()
    await sheet.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    expect(await axeFindings(page)).toEqual([])
  })

  it.each([320, 375])('never scrolls sideways at %i px', async (width) => {
    const { page } = await at('/app/language', { ...phone, viewport: { width, height: 700 } })
    await page.getByRole('heading', { name: '视觉语言' }).waitFor({ state: 'attached' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
})

describe('the network', () => {
  it('is said to be gone, with the age of what is shown', async () => {
    const { page } = await at('/app/one/today')
    await heading(page, 'one /app/one/today').waitFor()
    await page.context().setOffline(true)
    await page.getByText(/^看到的是 \d+:\d\d 的内容。$/).waitFor()
    await page.context().setOffline(false)
    await page.getByText('断网了').waitFor({ state: 'detached' })
  })
})

describe.each(['light', 'dark'] as const)('the visual language in %s', (colorScheme) => {
  it('has no finding of axe, contrast included', async () => {
    const { page, complaints } = await at('/app/language', { ...desktop, colorScheme })
    await page.getByRole('button', { name: '主要', exact: true }).waitFor()
    await page.getByRole('button', { name: '打开日历' }).click()
    await page.getByRole('table').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})

describe('the import map', () => {
  it('holds the hash of every script that is built', async () => {
    const { page } = await at('/app/one/today')
    const map = await page.evaluate(() => document.querySelector('script[type=importmap]')?.textContent ?? '')
    const { integrity } = JSON.parse(map) as { integrity: Record<string, string> }
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    )
    const scripts = asked.filter((path) => /^\/assets\/.*\.js$/.test(path))
    expect(scripts.length).toBeGreaterThan(8)
    expect(scripts.filter((path) => integrity[path] === undefined)).toEqual([])
    expect(await readFile(new URL('../../frontends/root/index.html', import.meta.url), 'utf8')).not.toMatch(
      / on\w+=|style=/,
    )
  })
})
