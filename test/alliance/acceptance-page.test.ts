import { beforeAll, describe, expect, it } from 'vitest'
import AcceptancePage from '#frontends/alliance/pages/AcceptancePage.vue'
import { counters } from '#frontends/kit/index.ts'
import { refused, settle } from '#test/scheduling/pages.ts'
import { boardOf, cardIn, click, fill, holdPages, inDays, loadOverlays, nurse } from './pages.ts'

const { open, asked, texts } = holdPages()
const none = { 'GET /api/practitioners/practices': () => ({ practices: [] }) }
const board = boardOf(
  cardIn('s1', '孙河', 'self-checking', {
    contact: '方敏之',
    marks: `${'m'.repeat(13)}${'-'.repeat(9)}`,
    since: inDays(-5),
  }),
  cardIn('s2', '崔各庄', 'awaiting-inspection', {
    inspection: { date: inDays(3), half: 'morning', inspectors: ['甲', '乙'] },
  }),
  cardIn('s3', '酒仙桥', 'awaiting-inspection'),
  cardIn('s4', '王四营', 'rectifying', {
    openItems: ['rooms-waiting', 'equipment-emergency'],
    due: inDays(-4),
  }),
  cardIn('s5', '豆各庄', 'rectifying', { openItems: ['rooms-sound'], due: inDays(9) }),
  cardIn('s6', '垡头', 'awaiting-review', { since: inDays(-2) }),
  cardIn('s7', '望京', 'passed', { passedOn: inDays(-3) }),
  cardIn('s8', '安贞', 'suspended'),
)

beforeAll(() => Promise.all([loadOverlays(), import('#frontends/alliance/components/ScheduleDialog.vue')]))

describe('the acceptance board', () => {
  it('puts each department into its phase, with what stands in the way and how long', async () => {
    await open(AcceptancePage, '/acceptance', { ...none, 'GET /api/alliance/departments': () => board })
    const columns = [...document.querySelectorAll('.a-board-column')].map((one) =>
      one.textContent?.replaceAll(/\s+/g, ' ').trim(),
    )
    expect(columns[0]).toMatch(/^自查 1孙河社区卫生服务中心方敏之第 6 天/)
    expect(columns[1]).toMatch(/现场验收 2酒仙桥.*待安排崔各庄.*9月18日 上午 · 2 人3 天后/)
    expect(columns[2]).toMatch(/整改 2.*超期 1.*王四营.*独立候诊区、抢救药超期 4 天豆各庄.*诊室隔音还有 9 天/)
    expect(columns[3]).toMatch(/等复核 1垡头.*整改都交了已 2 天/)
    expect(columns[4]).toMatch(/已通过 11 ?\/ 8 个科室.*本月新通过 1 个： ?望京.*暂停 1 个： ?安贞/)
  })

  it('says of every card how the items of the standard stand', async () => {
    await open(AcceptancePage, '/acceptance', { ...none, 'GET /api/alliance/departments': () => board })
    const strip = document.querySelector('.a-marks')
    expect(strip?.getAttribute('aria-label')).toBe('22 项：13 项达到或不适用，0 项没达到，9 项没答')
    expect(strip?.querySelectorAll('.a-mark-met')).toHaveLength(13)
  })

  it('counts in the rail what waits for the office: reviews, visits to arrange, what is overdue', async () => {
    await open(AcceptancePage, '/acceptance', { ...none, 'GET /api/alliance/departments': () => board })
    expect(counters['/app/alliance/acceptance']).toBe(3)
  })

  it('arranges an inspection for the department that has none, and keeps the dialog in the address', async () => {
    const { router } = await open(AcceptancePage, '/acceptance?open=schedule', {
      ...none,
      'GET /api/alliance/departments': () => board,
      'PUT /api/alliance/departments/s3.psychiatry/inspection': () =>
        refused('alliance', 'stale-version', 409),
    })
    await fill('验收人员', '方敏之、贺文谦，方敏之')
    await click(/^安排$/)
    expect(asked().find(({ method }) => method === 'PUT')?.body).toEqual({
      version: 3,
      date: '2026-09-18',
      half: 'morning',
      inspectors: ['方敏之', '贺文谦'],
    })
    expect(texts()).toContain('刚被别人改过')
    expect(router.currentRoute.value.query['open']).toBe('schedule')
  })

  it('keeps what was typed when the board is read anew after a refusal', async () => {
    let version = 3
    await open(AcceptancePage, '/acceptance?open=schedule', {
      ...none,
      'GET /api/alliance/departments': () =>
        boardOf(cardIn('s3', '酒仙桥', 'awaiting-inspection', { version })),
      'PUT /api/alliance/departments/s3.psychiatry/inspection': () => {
        version = 4
        return refused('alliance', 'stale-version', 409)
      },
    })
    await fill('验收人员', '方敏之')
    await click(/^安排$/)
    await settle()
    await click(/^安排$/)
    const sent = asked().filter(({ method }) => method === 'PUT')
    expect(sent.map(({ body }) => [body.version, body.inspectors])).toEqual([
      [3, ['方敏之']],
      [4, ['方敏之']],
    ])
  })

  it('asks for an inspector before it sends anything', async () => {
    await open(AcceptancePage, '/acceptance?open=schedule', {
      ...none,
      'GET /api/alliance/departments': () => board,
    })
    await click(/^安排$/)
    expect(texts()).toContain('写上至少 1 位验收人员')
    expect(asked().filter(({ method }) => method === 'PUT')).toEqual([])
  })

  it('shows whose practice ends where, those that end first coming first', async () => {
    const practice = (siteShortName: string, lastDay: string) => ({
      practiceId: `p-${lastDay}`,
      siteId: 'site-050',
      siteName: siteShortName,
      siteShortName,
      basis: 'alliance',
      from: '2024-01-01',
      to: lastDay,
      filedAt: 0,
      stage: 'filed',
      spans: [{ from: '2024-01-01', to: lastDay }],
      endsBy: 'filing',
      state: 'expiring',
      lastDay,
    })
    const whose = (name: string, site: string, days: number) => ({
      practitionerId: `id-${days}`,
      name,
      initials: 'x',
      title: 'chief',
      practice: practice(site, inDays(days)),
    })
    await open(AcceptancePage, '/acceptance', {
      'GET /api/alliance/departments': () => board,
      'GET /api/practitioners/practices': () => ({
        practices: [whose('秦书白', '望京', 5), whose('贺文谦', '双井', 42), whose('唐砚秋', '大屯', 17)],
      }),
    })
    expect(texts()).toMatch(/7 天内 1.*30 天内 1.*90 天内 1/)
    expect(texts()).toMatch(/秦书白 × 望京.*还有 5 天.*唐砚秋 × 大屯.*贺文谦 × 双井/)
  })

  it('says what to do where there is no site yet, where it cannot be read, and to who may not see it', async () => {
    await open(AcceptancePage, '/acceptance', { ...none, 'GET /api/alliance/departments': () => boardOf() })
    expect(texts()).toContain('还没有机构')
    await open(AcceptancePage, '/acceptance', { ...none })
    expect(texts()).toContain('再试一次')
    await open(AcceptancePage, '/acceptance', {}, { person: nurse })
    expect(texts()).toContain('这份记录您现在看不到')
  })
})
