import { beforeAll, describe, expect, it } from 'vitest'
import CoveragePage from '#frontends/alliance/pages/CoveragePage.vue'
import { toasts } from '#frontends/kit/index.ts'
import { refused } from '#test/scheduling/pages.ts'
import { answers, area, loadCoverage } from './coverage.ts'
import { click, fill, holdPages } from './pages.ts'

const { open, asked, texts } = holdPages()
beforeAll(loadCoverage)

const figure = (residents: number, version: number) => ({
  residents,
  year: 2020,
  source: '人口普查公报',
  certainty: 'verified',
  version,
})
const dongba = (population?: object) => ({
  ...area('110105002', '东坝', 6, 4),
  ...(population ? { population } : {}),
})
const district = (...known: readonly object[]) => ({
  ...answers,
  'GET /api/alliance/subdistricts': () => ({ subdistricts: known }),
})
const at = '/coverage?area=110105002'
const path = 'PUT /api/alliance/subdistricts/110105002/population'
const sent = () => asked().find(({ method }) => method === 'PUT')?.body

describe('who lives in a sub-district', () => {
  it('is said with its source where the sub-district is chosen', async () => {
    await open(CoveragePage, at, district(dongba(figure(84_000, 2))))
    expect(texts()).toMatch(/东坝街道 ?常住 84,000 人 ?2020 年 · 人口普查公报 · 已核实/)
  })

  it('is entered by the office, with a source', async () => {
    const { settle } = await open(CoveragePage, at, {
      ...district(dongba()),
      [path]: () => dongba(figure(91_000, 1)),
    })
    expect(texts()).toContain('还没有登记人口')
    await click(/^登记人口/)
    await fill('常住人口', '91000')
    await click(/^保存$/)
    expect(sent()).toBeUndefined()
    expect(document.body.textContent).toContain('写上出处')
    await fill('出处', '人口普查公报')
    await click(/^保存$/)
    await settle()
    expect(sent()).toMatchObject({ version: 0, residents: 91_000, source: '人口普查公报' })
    expect(toasts.at(-1)?.text).toBe('东坝街道的人口已登记')
  })

  it('is shown both ways where somebody else was faster', async () => {
    let faster = false
    const { settle } = await open(CoveragePage, at, {
      ...district(),
      'GET /api/alliance/subdistricts': () => ({
        subdistricts: [dongba(faster ? figure(99_000, 3) : figure(84_000, 2))],
      }),
      [path]: () => {
        faster = true
        return refused('alliance', 'stale-version', 409)
      },
    })
    await click(/^改人口/)
    await fill('常住人口', '91000')
    await click(/^保存$/)
    await settle()
    const said = document.querySelector('[role="dialog"]')?.textContent
    expect(said).toMatch(/没有保存：这个数刚被别人改过/)
    expect(said).toContain('91,000')
    expect(said).toContain('99,000')
  })
})
