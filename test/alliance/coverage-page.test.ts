import { beforeAll, describe, expect, it } from 'vitest'
import CoveragePage from '#frontends/alliance/pages/CoveragePage.vue'
import { answers, area, loadCoverage } from './coverage.ts'
import { holdPages, nurse } from './pages.ts'

const { open, asked, texts } = holdPages()
beforeAll(loadCoverage)

const tiles = () =>
  [...document.querySelectorAll('.a-tile')].map((one) => ({
    name: one.querySelector('strong')?.textContent,
    steady: one.classList.contains('a-tile-steady'),
    none: one.classList.contains('a-tile-none'),
    bars: one.querySelector('.a-bars')?.getAttribute('aria-label'),
  }))

describe('the coverage of the district', () => {
  it('draws each sub-district with its four weeks; stopped sessions do not count', async () => {
    await open(CoveragePage, '/coverage', answers)
    expect(tiles()).toEqual([
      { name: '望京', steady: true, none: false, bars: '四周的半天数：2, 1, 1, 1' },
      { name: '东坝', steady: false, none: false, bars: '四周的半天数：1, 0, 1, 0' },
      { name: '孙河', steady: false, none: true, bars: undefined },
    ])
    expect(texts()).toMatch(/每周都有或只缺一周 1 ?断断续续 1 ?四周都没有 1/)
  })

  it('counts one kind of clinic alone where asked', async () => {
    await open(CoveragePage, '/coverage?kind=child', answers)
    expect(texts()).toMatch(/每周都有或只缺一周 0 ?断断续续 1 ?四周都没有 2/)
  })

  it('moves by weeks with the arrows and keeps the week in the address', async () => {
    const { press, router } = await open(CoveragePage, '/coverage', answers)
    await press('ArrowRight')
    expect(router.currentRoute.value.query['from']).toBe('2026-09-21')
    await press('ArrowLeft')
    expect(router.currentRoute.value.query['from']).toBeUndefined()
  })

  it('takes a month without a file for one without sessions, and no answer for no answer', async () => {
    await open(CoveragePage, '/coverage', {
      ...answers,
      'GET /public-data/': () => new Response(null, { status: 404 }),
      'GET /public-data/clinic-days-2026-09.json': () => new Response(null, { status: 404 }),
      'GET /public-data/clinic-days-2026-10.json': () => new Response(null, { status: 404 }),
    })
    expect(texts()).toMatch(/四周都没有 3/)
    await open(CoveragePage, '/coverage', { 'GET /api/alliance': answers['GET /api/alliance/sites'] })
    expect(texts()).toContain('再试一次')
    expect(asked().length).toBeGreaterThan(3)
  })

  it('is not for a clinic', async () => {
    await open(CoveragePage, '/coverage', answers, { person: nurse })
    expect(texts()).toContain('这份记录您现在看不到')
  })

  it('names who lives in each sub-district where that is asked for', async () => {
    const population = { residents: 84_000, year: 2020, source: '演示', certainty: 'estimate', version: 1 }
    const counted = [{ ...area('110105001', '望京', 4, 3), population }, area('110105002', '东坝', 6, 4)]
    const { router } = await open(CoveragePage, '/coverage', {
      ...answers,
      'GET /api/alliance/subdistricts': () => ({ subdistricts: counted }),
    })
    expect(document.querySelector('.a-tile')?.textContent).not.toContain('万')
    document.querySelector<HTMLInputElement>('input[value="residents"]')?.click()
    await router.isReady()
    await router.push({ query: { figure: 'residents' } })
    expect(document.querySelector('.a-tile')?.textContent).toContain('8.4万')
  })
})
