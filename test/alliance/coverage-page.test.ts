import { beforeAll, describe, expect, it } from 'vitest'
import { marksOf } from '#frontends/alliance/expiry/axis.ts'
import CoveragePage from '#frontends/alliance/pages/CoveragePage.vue'
import { toasts } from '#frontends/kit/index.ts'
import type { Subdistrict } from '#shared/alliance/index.ts'
import { now, refused } from '#test/scheduling/pages.ts'
import { boardOf, cardIn, holdPages, inDays, nurse, siteNamed } from './pages.ts'

const { open, asked, texts } = holdPages()

const area = (code: string, shortName: string, tileColumn: number, tileRow: number): Subdistrict => ({
  code,
  name: `${shortName}街道`,
  shortName,
  initials: 'x',
  tileColumn,
  tileRow,
  lon: 116,
  lat: 40,
})
const session = (siteId: string, date: string, kind = 'general', state = 'published') => ({
  sessionId: `${siteId}.${date}.${kind}`,
  siteId,
  date,
  time: { start: 540, end: 720 },
  kind,
  practitionerName: '陈思远',
  practitionerTitle: 'chief',
  releaseAt: 0,
  state,
  cells: [],
})
const publicSite = (siteId: string, name: string, subdistrictCode: string) => ({
  siteId,
  name,
  shortName: name,
  address: '',
  subdistrictCode,
  subdistrictName: name,
  lon: 116,
  lat: 40,
})
/** 2026-09-15 is a Tuesday: the four weeks begin on the 14th. 望京 has all of them, 东坝 two, 孙河 none. */
const month = {
  month: '2026-09',
  madeAt: now,
  days: [{ date: '2026-09-25', kind: 'holiday', name: '中秋节', nameEn: 'Mid-Autumn' }],
  sites: [publicSite('s1', '望京', '110105001'), publicSite('s2', '东坝', '110105002')],
  sessions: [
    ...[1, 8, 15].map((days) => session('s1', inDays(days))),
    session('s1', inDays(2), 'child'),
    session('s2', inDays(0)),
    session('s2', inDays(8), 'general', 'stopped'),
    session('s2', inDays(14)),
  ],
}
const october = {
  ...month,
  month: '2026-10',
  days: [],
  sessions: [session('s1', '2026-10-06')],
  sites: [month.sites[0]],
}
const changying = {
  siteId: 's2',
  siteName: '东坝社区卫生服务中心',
  shortName: '东坝',
  areaCode: '110105002',
  areaName: '东坝',
  weeks: [1, 0, 1, 0],
  accepted: true,
  lastDay: '2026-08-06',
  waiting: [{ kind: 'child', people: 14, longestDays: 31, shortestDays: 2 }],
  people: 14,
}
const sunhe = {
  ...changying,
  siteId: 's3',
  siteName: '孙河社区卫生服务中心',
  shortName: '孙河',
  areaCode: '110105003',
  accepted: false,
  lastDay: undefined,
  waiting: [],
  people: 0,
}
const could = {
  proposalId: 's2.20260918.810-990.p1',
  as: 'add',
  siteId: 's2',
  practitionerId: 'p1',
  name: '何清越',
  title: 'chief',
  day: { date: '2026-09-18', kind: 'workday' },
  half: 'afternoon',
  time: { start: 810, end: 990 },
  kind: 'child',
  mode: 'book',
  travel: { added: 12, before: 17 },
  visitOfWeek: 2,
}
const answers = {
  'GET /public-data/clinic-days-2026-09.json': () => month,
  'GET /public-data/clinic-days-2026-10.json': () => october,
  'GET /api/alliance/subdistricts': () => ({
    subdistricts: [
      area('110105001', '望京', 4, 3),
      area('110105002', '东坝', 6, 4),
      area('110105003', '孙河', 6, 1),
    ],
  }),
  'GET /api/alliance/sites': () => ({
    sites: [
      siteNamed('s1', '望京', { areaCode: '110105001' }),
      siteNamed('s2', '东坝', { areaCode: '110105002' }),
      siteNamed('s3', '孙河', { areaCode: '110105003' }),
    ],
    total: 3,
  }),
  'GET /api/alliance/departments': () =>
    boardOf(
      cardIn('s1', '望京', 'passed'),
      cardIn('s2', '东坝', 'passed'),
      cardIn('s3', '孙河', 'self-checking'),
    ),
  'GET /api/scheduling/coverage/gaps': () => ({ gaps: [changying, sunhe], sites: 3 }),
  'GET /api/scheduling/coverage/proposals': () => ({
    lines: [
      { gap: changying, proposals: [could], hindered: [] },
      {
        gap: { ...changying, siteId: 's1', shortName: '望京' },
        proposals: [],
        hindered: [{ reason: 'too-far', people: 3 }],
      },
      { gap: sunhe, proposals: [], hindered: [] },
    ],
  }),
}
const visitPlan = {
  practitionerId: 'p1',
  departmentId: 's2.psychiatry',
  date: '2026-09-18',
  time: { start: 810, end: 990 },
  room: '1',
  kind: 'child',
  slotMinutes: 15,
  quotas: { public: 7, clinic: 3, referral: 2 },
  release: { daysAhead: 14, at: 480 },
}
const wholeVisit = {
  visitId: 's2.20260918.x',
  siteId: 's2',
  siteName: '东坝社区卫生服务中心',
  practitionerId: 'p1',
  practitionerTitle: 'chief',
  mode: 'book',
  askedBy: '方敏之',
  askedAt: now,
  answerBy: now,
  version: 1,
}
/** `exact`: of a dialog's last step, whose words others begin with. */
const press = (words: string, exact = false): void =>
  [...document.querySelectorAll<HTMLElement>('button')]
    .filter(({ textContent }) => (exact ? textContent?.trim() === words : textContent?.includes(words)))
    .at(exact ? -1 : 0)
    ?.click()
const tiles = () =>
  [...document.querySelectorAll('.a-tile')].map((one) => ({
    name: one.querySelector('strong')?.textContent,
    steady: one.classList.contains('a-tile-steady'),
    none: one.classList.contains('a-tile-none'),
    bars: one.querySelector('.a-bars')?.getAttribute('aria-label'),
  }))

// What is loaded on first use, so that no test waits for a compiler.
beforeAll(() =>
  Promise.all([
    import('#frontends/kit/overlays/BaseDialog.vue'),
    import('#frontends/alliance/components/DismissDialog.vue'),
    import('#frontends/alliance/components/ProposalList.vue'),
  ]),
)

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
    const visit = { practitionerName: '何清越', state: 'accepted', plan: visitPlan }
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

  it('counts one kind of clinic alone where asked', async () => {
    await open(CoveragePage, '/coverage?kind=child', answers)
    expect(texts()).toMatch(/每周都有或只缺一周 0 ?断断续续 1 ?四周都没有 2/)
  })

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
})

describe('the axis of practices that end', () => {
  const practice = (name: string, days: number, siteShortName: string) => ({
    practitionerId: name,
    name,
    practice: { lastDay: inDays(days), siteShortName },
  })

  it('joins what one person loses on one day, and places what is near with more room', () => {
    const marks = marksOf(
      [
        practice('甲', 42, '双井'),
        practice('甲', 42, '劲松'),
        practice('乙', 5, '望京'),
        practice('丙', 90, '小关'),
      ],
      inDays(0),
    )
    expect(marks.map(({ name, sites, tone }) => [name, sites, tone])).toEqual([
      ['乙', ['望京'], 'danger'],
      ['甲', ['双井', '劲松'], 'quiet'],
      ['丙', ['小关'], 'quiet'],
    ])
    expect(marks[0]?.at).toBeCloseTo(0.0714, 3)
    expect(marks[2]?.at).toBe(1)
  })

  it('puts labels that would touch into different lanes', () => {
    const marks = marksOf([practice('甲', 20, '双井'), practice('乙', 21, '望京')], inDays(0))
    expect(new Set(marks.map(({ lane }) => lane)).size).toBe(2)
  })
})
