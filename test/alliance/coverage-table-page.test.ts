import { beforeAll, describe, expect, it, vi } from 'vitest'
import { scheduling } from '#frontends/alliance/coverage/scheduling-api.ts'
import CoveragePage from '#frontends/alliance/pages/CoveragePage.vue'
import { refused } from '#test/scheduling/pages.ts'
import { answers, changying, could, loadCoverage, press, sunhe, wholeVisit } from './coverage.ts'
import { holdPages } from './pages.ts'

const { open, asked, texts } = holdPages()
beforeAll(loadCoverage)

const rows = () =>
  [...document.querySelectorAll('tbody tr')].map((one) => one.textContent?.replaceAll(/\s+/g, ' '))
const box = (site: string): HTMLInputElement | null | undefined =>
  [...document.querySelectorAll('tbody tr')]
    .find((one) => one.textContent?.includes(site))
    ?.querySelector<HTMLInputElement>('input[type="checkbox"]')

describe('the coverage as a table', () => {
  it('is the same as a table, one key away', async () => {
    const { press, router } = await open(CoveragePage, '/coverage', answers)
    await press('v')
    expect(router.currentRoute.value.query['view']).toBe('table')
    const rows = [...document.querySelectorAll('tbody tr')].map((one) =>
      one.textContent?.replaceAll(/\s+/g, ' '),
    )
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(/东坝.*14/)
    expect(rows[1]).toMatch(/孙河.*无无无无.*自查中/)
    expect(texts()).toContain('9/21 那周有中秋节')
  })

  it('says how many proposals there are for a site, and leads to them', async () => {
    const { settle, router } = await open(CoveragePage, '/coverage?view=table', answers)
    expect(rows()[0]).toContain('看 1 个建议')
    press('看 1 个建议')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ area: '110105002' })
    expect(document.querySelector('.a-gap-chosen')?.textContent).toContain('何清越')
  })

  it('shows those where many wait', async () => {
    await open(CoveragePage, '/coverage?view=table&show=waiting', answers)
    expect(rows()).toHaveLength(1)
    expect(texts()).toMatch(/候补 5 人以上 ?1/)
  })
})

describe('one expert for several sites', () => {
  const alsoSunhe = {
    ...could,
    proposalId: 's3.20260921.540-720.p1',
    siteId: 's3',
    day: { date: '2026-09-21', kind: 'workday' },
    time: { start: 540, end: 720 },
  }
  const other = { ...could, proposalId: 's2.20260922.540-720.p2', practitionerId: 'p2', name: '沈一诺' }
  const lines = [
    { gap: changying, proposals: [other, could], hindered: [] },
    { gap: { ...sunhe, accepted: true }, proposals: [alsoSunhe], hindered: [] },
  ]
  const proposals = { 'GET /api/scheduling/coverage/proposals': () => ({ lines }) }

  async function chosen(more: object = {}) {
    const opened = await open(CoveragePage, '/coverage?view=table', { ...answers, ...proposals, ...more })
    box('东坝')?.click()
    box('孙河')?.click()
    await opened.settle()
    return opened
  }

  it('is sought for all that are chosen: whoever can come to most of them first', async () => {
    const { settle } = await chosen()
    expect(texts()).toMatch(/选了 2 处 ?共 14 人在候补/)
    press('一起找医生')
    await settle()
    const experts = [...document.querySelectorAll('.a-expert')].map((one) =>
      one.textContent?.replaceAll(/\s+/g, ' '),
    )
    expect(experts[0]).toMatch(/何清越.*东坝.*9月18日.*孙河.*9月21日.*请何清越去这 2 处/)
    expect(experts[1]).toMatch(/沈一诺.*请沈一诺去这 1 处/)
  })

  it('is asked for each of them, and one refusal leaves the others standing', async () => {
    const visit = () => ({ ...wholeVisit, practitionerName: '何清越', state: 'accepted' })
    const { settle } = await chosen({
      'POST /api/scheduling/coverage/proposals/s2[^/]+/acceptance': visit,
      'POST /api/scheduling/coverage/proposals/s3[^/]+/acceptance': () =>
        refused('scheduling', 'time-claimed', 409),
    })
    press('一起找医生')
    await settle()
    press('请何清越去这 2 处')
    await settle()
    expect(asked().filter(({ method }) => method === 'POST')).toHaveLength(2)
    const said = document.querySelector('.k-panel .k-notice')?.textContent?.replaceAll(/\s+/g, ' ')
    expect(said).toMatch(/何清越答应了：9月18日.*去东坝.*孙河 9月21日.*没有约成：医生那个时间已经有别的安排/)
  })

  it('is asked alone: nobody else until the answers are there', async () => {
    const visit = { ...wholeVisit, practitionerName: '何清越', state: 'accepted' }
    const { promise, resolve } = Promise.withResolvers<typeof visit>()
    const { settle } = await chosen({ 'POST /api/scheduling/coverage/proposals': () => promise })
    press('一起找医生')
    await settle()
    press('请何清越去这 2 处')
    await settle()
    press('请何清越去这 2 处')
    press('请沈一诺去这 1 处')
    await settle()
    expect(asked().filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(texts()).toContain('正在请另一位')
    resolve(visit)
    await settle()
    await settle()
    expect(asked().filter(({ method }) => method === 'POST')).toHaveLength(2)
    expect(texts()).not.toContain('正在请另一位')
  })

  it('says so where it could not be asked at all, and can be asked again', async () => {
    const { settle } = await chosen()
    press('一起找医生')
    await settle()
    const lost = vi.spyOn(scheduling, 'acceptProposal').mockImplementationOnce(() => {
      throw new TypeError('part not loaded')
    })
    press('请何清越去这 2 处')
    await settle()
    expect(texts()).toContain('没有请成')
    expect(texts()).not.toContain('正在请另一位')
    press('请何清越去这 2 处')
    await settle()
    expect(asked().filter(({ method }) => method === 'POST')).toHaveLength(2)
    expect(texts()).not.toContain('没有请成')
    lost.mockRestore()
  })

  it('says of a site that nobody is found for why', async () => {
    const { settle } = await open(CoveragePage, '/coverage?view=table', answers)
    box('孙河')?.click()
    await settle()
    press('一起找医生')
    await settle()
    expect(document.querySelector('.a-unreached')?.textContent).toMatch(/孙河.*科室还没通过验收/)
    press('取消选择')
    await settle()
    expect(document.querySelector('.a-chosen')).toBeNull()
  })
})
