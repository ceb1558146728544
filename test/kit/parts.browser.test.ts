import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openShell, type Shell } from '../root/support.ts'
import {
  axeFindings,
  axeFindingsOfWhole,
  desktop,
  type OpenPage,
  openBrowser,
  openPage,
  phone,
  screenshot,
} from '../support/browser.ts'

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
  const complaints = opened.flatMap((one) => one.complaints)
  await Promise.all(opened.map(({ close }) => close()))
  opened = []
  expect(complaints).toEqual([])
})

async function at(path: string, name: string, options: BrowserContextOptions = desktop): Promise<Page> {
  const one = await openPage(browser, options)
  opened.push(one)
  await one.page.goto(`${shell.origin}/app/gallery${path}`)
  await one.page.getByRole('heading', { name, level: 1 }).waitFor()
  return one.page
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())

describe('a page of parts', () => {
  it.each([
    ['a desk', desktop],
    ['a desk in the dark', { ...desktop, colorScheme: 'dark' as const }],
    ['a phone', phone],
    ['a desk at 200 %', { ...desktop, viewport: { width: 683, height: 384 } }],
  ])('has no finding of axe on %s and never scrolls sideways', async (name, options) => {
    const page = await at('/parts', '零件', options)
    expect(await axeFindingsOfWhole(page)).toEqual([])
    const { scrolled, width } = await page.evaluate(() => ({
      scrolled: document.documentElement.scrollWidth,
      width: document.documentElement.clientWidth,
    }))
    expect(scrolled).toBeLessThanOrEqual(width)
    await screenshot(page, `kit-parts-${name.replaceAll(' ', '-')}`, { whole: true })
  })
})

describe('SidePanel', () => {
  it('leaves the page usable beside it, closes by Esc and gives the focus back', async () => {
    const page = await at('/parts', '零件')
    await page.getByRole('button', { name: '看一场' }).click()
    const panel = page.getByRole('dialog', { name: '林若溪' })
    await panel.waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByText('少于两周').click()
    expect(await panel.isVisible()).toBe(true)
    expect(await page.getByRole('radio', { name: /少于两周/ }).isChecked()).toBe(true)
    await panel.getByRole('button', { name: '关闭' }).focus()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('看一场')
  })

  it('is a sheet over the page on a phone', async () => {
    const page = await at('/parts', '零件', phone)
    await page.getByRole('button', { name: '看一场' }).click()
    const sheet = page.getByRole('dialog', { name: '林若溪' })
    await sheet.waitFor()
    await expect.poll(async () => (await sheet.boundingBox())?.width ?? 0).toBe(375)
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('DangerDialog', () => {
  it('has the focus on not doing it, and is not put aside by pressing beside it', async () => {
    const page = await at('/parts', '零件')
    await page.getByRole('button', { name: '停诊', exact: true }).click()
    const dialog = page.getByRole('alertdialog', { name: /停诊：陈思远/ })
    await dialog.waitFor()
    await expect.poll(() => focused(page)).toBe('先不停')
    expect(await axeFindings(page)).toEqual([])
    await page.mouse.click(5, 5)
    expect(await dialog.isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.locator('output').textContent()).toBe('')
    await page.getByRole('button', { name: '停诊', exact: true }).click()
    await dialog.getByRole('button', { name: '停诊并通知 9 人' }).click()
    await expect.poll(() => page.locator('output').textContent()).toBe('stopped')
  })
})

describe('DateField', () => {
  it('opens a calendar that names holidays, is moved by arrows and closes with the choice', async () => {
    const page = await at('/parts', '零件')
    await page.getByRole('button', { name: '打开日历' }).click()
    await page.getByRole('button', { name: '9月25日 周五 中秋节 休' }).waitFor()
    await page.getByRole('button', { name: '9月15日 周二' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('9月23日 周三')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByLabel('哪一天', { exact: true }).inputValue()).toBe('9月23日 周三')
    expect(await page.getByRole('button', { name: '9月25日 周五 中秋节 休' }).count()).toBe(0)
  })
})

describe('keys only', () => {
  it('choose a segment, a chip, a tab and a person', async () => {
    const page = await at('/parts', '零件')
    await page.getByRole('radio', { name: '复诊' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: '初诊' }).isChecked()).toBe(true)
    await page.getByRole('tab', { name: /上午/ }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('#of-tab').textContent()).toBe('noon')
    await page.getByRole('combobox', { name: '患者' }).focus()
    await page.keyboard.press('1')
    await expect.poll(() => page.locator('output').textContent()).toBe('王桂兰')
  })
})

describe.each([0, 1, 60])('a list of %i', (count) => {
  it.each([
    ['a desk', desktop],
    ['a phone', phone],
  ])('has no finding of axe on %s and stays within the screen', async (_, options) => {
    const page = await at(`/list/${count}`, '今天', options)
    expect(await axeFindings(page)).toEqual([])
    const rows = await page.locator('tbody tr, .k-cards > li').count()
    expect(rows).toBe(count)
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
  })
})

describe('ActionMenu', () => {
  it('opens at its row by keys and gives the focus back', async () => {
    const page = await at('/list/3', '今天')
    const more = page.getByRole('button', { name: '02 更多' })
    await more.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '打电话' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('output').textContent()).toMatch(/call|cancel/)
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('02 更多')
  })
})

describe('print', () => {
  it('is black on white, without the shell', async () => {
    const page = await at('/list/12', '今天', { ...desktop, colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    const paper = await page.evaluate(() => {
      const shown = (selector: string) => {
        const element = document.querySelector(selector)
        return element !== null && getComputedStyle(element).display !== 'none'
      }
      const { backgroundColor, color } = getComputedStyle(document.body)
      return {
        backgroundColor,
        color,
        rail: shown('.x-rail'),
        top: shown('.x-top'),
        table: shown('.k-table'),
      }
    })
    expect(paper).toEqual({
      backgroundColor: 'rgb(255, 255, 255)',
      color: 'rgb(0, 0, 0)',
      rail: false,
      top: false,
      table: true,
    })
  })
})

describe('a router of the app', () => {
  it('changes pages, and goes back after another app was open', async () => {
    const page = await at('/list/3', '今天')
    await page.getByRole('link', { name: 'parts' }).click()
    await page.getByRole('heading', { name: '零件' }).waitFor()
    await page.getByRole('link', { name: '今日' }).click()
    await page.getByRole('heading', { name: 'one /app/one/today' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: '零件' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: '今天' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/app/gallery/list/3')
  })
})
