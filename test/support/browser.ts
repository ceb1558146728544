import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { unpackedChromium } from './chromium.ts'

/**
 * Not the package's own list of flags: `--disable-web-security` would hide what the CSP and the same-origin rule
 * refuse, and `--single-process` dies with the first page.
 */
const flags = [
  '--no-sandbox',
  '--no-zygote',
  '--headless=shell',
  '--font-render-hinting=none',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
]

/** A headless Chromium that shows Chinese. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const { executable, fontConfiguration } = await unpackedChromium()
  const env = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return chromium.launch({
    executablePath: executable,
    args: flags,
    env: { ...env, FONTCONFIG_FILE: fontConfiguration },
  })
}

/** The widths at which every page is looked at: a phone, a clinic's desktop. */
export const phone: BrowserContextOptions = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
}
export const desktop: BrowserContextOptions = {
  viewport: { width: 1366, height: 768 },
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
}

export interface OpenPage {
  readonly page: Page
  /** What the page complained of: console errors, uncaught errors, refused and failed requests. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** A page in a profile of its own. `complaints` fills while it is used. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = desktop,
): Promise<OpenPage> {
  const profile = await browser.newContext(options)
  const page = await profile.newPage()
  const complaints: string[] = []
  page.on('console', (line) => void (line.type() === 'error' && complaints.push(line.text())))
  page.on('pageerror', (error) => void complaints.push(String(error)))
  return { page, complaints, close: () => profile.close() }
}

const screenshots = join(import.meta.dirname, '../../.build/screenshots')

/** Keeps a picture of the page in `.build/screenshots/<name>.png`, and says where. */
export async function screenshot(page: Page, name: string, { whole = false } = {}): Promise<string> {
  await mkdir(screenshots, { recursive: true })
  const path = join(screenshots, `${name}.png`)
  await page.screenshot({ path, fullPage: whole, animations: 'disabled' })
  return path
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What fades in has not its colours yet. Two seconds at most: what turns for ever is not waited for. */
const stillness = `Promise.race([
  Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  new Promise((resolve) => setTimeout(resolve, document.getAnimations().length > 0 ? 2000 : 0)),
]).then(() => {})`

/**
 * What axe finds against WCAG 2.2 AA, one line per rule and place; empty where it finds nothing. Runs by the debugger,
 * so that the page's CSP does not stand in its way.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(stillness)
  await page.evaluate(await readFile(axeFile, 'utf8'))
  const { violations } = (await page.evaluate(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(wcag22aa)} } })`,
  )) as AxeResults
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/**
 * The same, with a window as tall as the page: axe holds a target that lies half under the bar of a phone for one that is
 * too small, though a scroll brings it out. The window is left as it was.
 */
export async function axeFindingsOfWhole(page: Page): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 1366, height: 768 }
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height + 200) })
  const findings = await axeFindings(page)
  await page.setViewportSize(size)
  return findings
}
