import { beforeAll, describe, expect, it } from 'vitest'
import CoveragePage from '#frontends/alliance/pages/CoveragePage.vue'
import { toasts } from '#frontends/kit/index.ts'
import { refused } from '#test/scheduling/pages.ts'
import { answers, could, loadCoverage, press, wholeVisit } from './coverage.ts'
import { holdPages } from './pages.ts'

const { open, asked, texts } = holdPages()
beforeAll(loadCoverage)

describe('where to begin', () => {
  it('names where to begin: who waits, who could come when, and the road that it costs', async () => {
    await open(CoveragePage, '/coverage', answers)
    const gaps = [...document.querySelectorAll('.a-gaps > li')].map((one) =>
      one.textContent?.replaceAll(/\s+/g, ' '),
    )
    expect(gaps).toHaveLength(3)
    expect(gaps[0]).toMatch(/东坝.*上次 8月6日.*14 人在等.*何清越.*9月18日 周五 13:30–16:30/)
    expect(gaps[0]).toMatch(/儿童 · 可直接约 · 之前路上 17 分钟 · 本周第 2 次/)
    expect(gaps[1]).toMatch(/没有人能来：3 位路太远/)
    expect(gaps[2]).toMatch(/孙河.*科室还没通过验收.*看验收/)
    expect(document.querySelector('.a-gaps a[href="/app/alliance/departments/s3.psychiatry"]')).not.toBeNull()
    expect(document.querySelector('.a-tile .k-count')?.textContent).toContain('14')
  })

  it('adopts a proposal, and says what became of it or why not', async () => {
    const visit = { practitionerName: '何清越', state: 'accepted' }
    const { settle } = await open(CoveragePage, '/coverage', {
      ...answers,
      'POST /api/scheduling/coverage/proposals/[^/]+/acceptance': () => ({ ...wholeVisit, ...visit }),
    })
    press('采纳')
    await settle()
    const sent = asked().find(({ method }) => method === 'POST')
    expect(sent?.body).toEqual({ kind: 'child' })
    expect(sent?.key).toBeTruthy()
    expect(toasts.at(-1)?.text).toContain('何清越答应了：9月18日 周五 13:30–16:30 去东坝')
  })

  it('keeps a proposal that is refused, with the reason', async () => {
    const { settle } = await open(CoveragePage, '/coverage', {
      ...answers,
      'POST /api/scheduling/coverage/proposals': () => refused('scheduling', 'time-claimed', 409),
    })
    press('采纳')
    await settle()
    expect(texts()).toContain('没有采纳成')
    expect(texts()).toContain('何清越')
  })

  it('asks for people who come from farther where the road is what stands in the way', async () => {
    const { settle } = await open(CoveragePage, '/coverage', answers)
    press('放宽到 75 分钟')
    await settle()
    expect(asked().some(({ path }) => path.includes('farthest=75'))).toBe(true)
  })

  it('sets a proposal aside with the reason', async () => {
    const { settle } = await open(CoveragePage, '/coverage', {
      ...answers,
      'POST /api/scheduling/coverage/proposals/[^/]+/dismissal': () => ({ proposalId: could.proposalId }),
    })
    press('不采纳…')
    await settle()
    press('不采纳', true)
    await settle()
    expect(asked().find(({ method }) => method === 'POST')?.body).toEqual({ reason: 'practitioner-busy' })
  })
})
