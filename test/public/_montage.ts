import { readFileSync } from 'node:fs'
import { openBrowser } from '#test/support/browser.ts'
const [out, ...files] = process.argv.slice(2)
const browser = await openBrowser()
const page = await browser.newPage({ viewport: { width: 380 * files.length, height: 812 } })
await page.setContent(files.map((f) => `<img style="width:370px;margin-right:8px" src="data:image/png;base64,${readFileSync(f).toString('base64')}">`).join(''))
await page.waitForTimeout(300)
await page.screenshot({ path: out as string, fullPage: true })
await browser.close()
