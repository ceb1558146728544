import type { Page } from 'playwright-core'
import { axeFindingsOfWhole, screenshot } from './browser.ts'

/** What no page may show: a key of a locale instead of its words, or a value that is none. */
const raw = /(?<![\w./@-])[a-z][a-z-]+(?:\.[a-z][a-z-]+){1,4}(?![\w./@-])|undefined|NaN|\[object/g

/**
 * Looks at the page as it stands: keeps its picture as `<name>.png`, and says what is wrong with it: findings of axe,
 * scrolling sideways, keys of locales instead of words. Empty where all is well.
 */
export async function lookAt(page: Page, name: string, { whole = false } = {}): Promise<string[]> {
  await page.waitForLoadState('networkidle')
  await screenshot(page, name, { whole })
  const over = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
  const text = String(await page.evaluate('document.body.innerText'))
  return [
    ...(await axeFindingsOfWhole(page)),
    ...(over > 0 ? [`${over} px too wide`] : []),
    ...(text.match(raw) ?? []).map((key) => `shows ${key}`),
  ].map((finding) => `${name}: ${finding}`)
}
