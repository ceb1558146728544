import { it } from 'vitest'
import { desktop, openBrowser, openPage, phone, screenshot } from '#test/support/browser.ts'
import { monthOf, now } from './support.ts'
import { openSite } from './site.ts'

it('shots', async () => {
  const site = await openSite([monthOf()], now)
  const browser = await openBrowser()
  for (const [name, options] of [['375', phone], ['1366', desktop]] as const) {
    for (const [what, path] of [['district', '/'], ['place', '/d/110105026/'], ['help', '/help/'], ['mine', '/mine/'], ['place-en', '/en/d/110105026/']] as const) {
      const { page, complaints, close } = await openPage(browser, options)
      await page.clock.setFixedTime(now)
      await page.route('**/api/**', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify({ type: 'urn:problem:http:sign-in-required', status: 401, title: 'x' }) }))
      await page.goto(site.origin + path)
      await page.waitForTimeout(400)
      console.log(name, what, complaints, await page.evaluate('document.documentElement.hasAttribute("data-ready")'))
      await screenshot(page, `try-${what}-${name}`)
      await close()
    }
  }
  await browser.close()
  await site.close()
})
