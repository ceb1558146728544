import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFindings, openBrowser, openPage, phone, screenshot } from '#test/support/browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const page = (body: string) =>
  `<!doctype html><html lang="zh-CN"><title>心联</title><style>body{font:24px sans-serif}</style><main><h1>心联</h1>${body}</main></html>`

it('draws Chinese, uncommon characters and marks included', async () => {
  const { page: open, close } = await openPage(browser, phone)
  await open.setContent(
    page(
      '<span id="a">望</span><span id="b">京</span><span id="c">骉</span><span id="d">①</span><span id="none">\u{10FFFD}</span>',
    ),
  )
  const shapes = await Promise.all(
    ['a', 'b', 'c', 'd', 'none'].map(async (id) =>
      (await open.locator(`#${id}`).screenshot()).toString('base64'),
    ),
  )
  expect(new Set(shapes).size).toBe(5)
  await screenshot(open, 'chinese')
  await close()
})

it('finds what a page lacks by WCAG 2.2 AA', async () => {
  const { page: open, close } = await openPage(browser)
  await open.setContent(page('<img src="data:,">'))
  expect(await axeFindings(open)).toEqual(['image-alt: img'])
  await open.setContent(page('<p>有号</p>'))
  expect(await axeFindings(open)).toEqual([])
  await close()
})
