import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, screenshot } from '#test/support/browser.ts'
import { type RunningSystem, signIn, startSystem } from '#test/support/system.ts'

/** One sub-district and one site: the one that a demo nurse works at. */
const subdistricts = `short_name,official_name,gb_code,tile_column,tile_row,lon,lat,note
望京,望京街道,110105026,4,3,116.47,39.995,
`
const sites = `site_no,name_zh,type,tier,subdistrict_or_district,gb_code,address
50,望京社区卫生服务中心,社区卫生服务中心,primary,望京街道,110105026,朝阳区望京南湖南路10号
`
const wrongSites = sites.replace('110105026,朝阳', '110105999,朝阳')

let system: RunningSystem
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  system = await startSystem()
  browser = await openBrowser()
  await system.call(
    'fang-minzhi',
    'POST',
    '/api/alliance/subdistrict-imports',
    { csv: subdistricts },
    'journey-subdistricts',
  )
})
afterAll(async () => {
  await browser?.close()
  await system?.remove()
})

async function signedIn(person: string, path: string) {
  const opened = await openPage(browser, desktop)
  await signIn(opened.page, system, person, path)
  return opened
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
/** A step is confirmed in a dialog that names it. */
async function confirm(page: Page, name: string): Promise<void> {
  await press(page, name)
  await page.getByRole('dialog').getByRole('button', { name }).click()
}
/** Answers every item of the standard as met. */
async function answerAll(page: Page): Promise<void> {
  const groups = page.locator('.a-answer')
  await groups.first().waitFor()
  const count = await groups.count()
  for (let index = 0; index < count; index += 1)
    await groups.nth(index).getByText('达到', { exact: true }).click()
  await press(page, new RegExp(`^保存 ${count} 项`))
  await page.getByRole('button', { name: '都保存了' }).waitFor()
}

describe('a community site on its way to its first session', () => {
  it('is imported by the office: a file with a wrong row changes nothing, the right one is taken', async () => {
    const { page, complaints, close } = await signedIn('fang-minzhi', '/app/alliance/directory/import')
    const file = (csv: string) => ({ name: 'sites.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    const input = page.getByLabel('机构名单（CSV）')
    await input.setInputFiles(file(wrongSites))
    await page.getByText('1 处要改').waitFor()
    expect(await page.getByRole('row', { name: /gb_code/ }).textContent()).toContain('2')
    await input.setInputFiles(file(sites))
    await press(page, '导入 1 个')
    await page.getByText('导入好了').waitFor()
    await page.goto(`${system.origin}/app/alliance/directory?q=wj`)
    await page.getByRole('link', { name: '望京社区卫生服务中心' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('checks itself and hands the self-check to the office', async () => {
    const { page, complaints, close } = await signedIn('li-min', '/app/alliance/my-department')
    await page.getByLabel('科室负责人').fill('李敏')
    await press(page, '开始自查')
    await answerAll(page)
    await confirm(page, '交给办公室')
    await page.getByText('自查已交，等现场验收。').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('is inspected and passes, and not before every item is answered', async () => {
    const { page, complaints, close } = await signedIn('fang-minzhi', '/app/alliance/acceptance')
    await press(page, /^安排现场验收/)
    const dialog = page.getByRole('dialog')
    await dialog
      .getByLabel('日期')
      .fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(5, 10).replace('-', '/'))
    await dialog.getByLabel('日期').press('Tab')
    await dialog.getByLabel('验收人员').fill('方敏之、贺文谦')
    await dialog.getByRole('button', { name: '安排', exact: true }).click()
    await page.getByRole('link', { name: /望京社区卫生服务中心.*2 人/ }).click()
    await confirm(page, '开始现场验收')
    const pass = page.getByRole('button', { name: /^通过验收/ })
    await pass.waitFor()
    expect(await pass.getAttribute('aria-disabled')).toBe('true')
    await answerAll(page)
    await confirm(page, '通过验收')
    await page.getByText('已通过验收，可以放号。').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await screenshot(page, 'office-accepted')
    expect(complaints).toEqual([])
    await close()

    const department = await system.call(
      'fang-minzhi',
      'GET',
      '/api/alliance/departments/site-050.psychiatry',
    )
    expect(department).toMatchObject({ state: 'passed', inspection: { inspectors: ['方敏之', '贺文谦'] } })
  })

  it('leaves a whole journal that the auditor can verify', async () => {
    const { page, complaints, close } = await signedIn('song-heng', '/app/access/journal')
    await page
      .getByRole('cell', { name: '通过验收' })
      .or(page.getByRole('rowheader', { name: '通过验收' }))
      .waitFor()
    await press(page, '验证整条链')
    await page.getByText('完整，没有被改过').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })
})
