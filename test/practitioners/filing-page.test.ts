import { beforeAll, describe, expect, it } from 'vitest'
import chinese from '#frontends/practitioners/locales/zh-CN.json' with { type: 'json' }
import AuthorisationsPage from '#frontends/practitioners/pages/AuthorisationsPage.vue'
import EndsPage from '#frontends/practitioners/pages/EndsPage.vue'
import FilingPage from '#frontends/practitioners/pages/FilingPage.vue'
import LedgerPage from '#frontends/practitioners/pages/LedgerPage.vue'
import { checkKinds, type FilingView } from '#shared/practitioners/index.ts'
import { click, fill, holdPages, inDays, loadOverlays, nurse } from '#test/alliance/pages.ts'
import { type Asked, psychiatrist, refused, settle } from '#test/scheduling/pages.ts'
import { filing as practiceOf } from './support.ts'
import { pick } from './support-pages.ts'

const { open, asked, texts } = holdPages()
const sent = () => asked().filter(({ method }) => method !== 'GET')
const filing = (more: Partial<FilingView> = {}): FilingView => ({
  practitionerId: 'prac-1',
  name: '贺文谦',
  title: 'chief',
  version: 7,
  practice: {
    ...practiceOf({ practiceId: '1', stage: 'submitted', from: inDays(0), to: inDays(400) }),
    state: 'submitted',
    lastDay: inDays(400),
  },
  stage: 'submitted',
  commands: ['check', 'return', 'file', 'withdraw'],
  checks: checkKinds.map((kind) =>
    kind === 'disclosure'
      ? { kind, state: 'open' }
      : { kind, state: 'met', number: 'BD-77', checkedBy: '方敏之', checkedAt: 0 },
  ),
  history: [
    { at: 0, by: '方敏之', act: 'open' },
    { at: 1, by: '方敏之', act: 'return', note: '保单看不清' },
  ],
  ends: [
    { what: 'filing', on: inDays(400) },
    { what: 'licence' },
    { what: 'insurance', on: inDays(20) },
    { what: 'agreement' },
  ],
  agreements: [],
  ...more,
})
const path = '/api/practitioners/practitioners/prac-1'
const answers = (view = filing()) => ({
  [`GET ${path}/practices/1`]: () => view,
  [`GET ${path}`]: () => refused('practitioners', 'practitioner-unknown', 404),
})
const texted = { texts: chinese, props: { practitionerId: 'prac-1', practiceId: '1' } }

beforeAll(() =>
  Promise.all([
    loadOverlays(),
    import('#frontends/practitioners/components/StepDialog.vue'),
    import('#frontends/practitioners/components/CheckDialog.vue'),
    import('#frontends/practitioners/components/TermDialog.vue'),
    import('#frontends/practitioners/components/EndPracticeDialog.vue'),
    import('#frontends/practitioners/components/BatchPanel.vue'),
    import('#frontends/practitioners/components/TrackerImport.vue'),
  ]),
)

describe('a filing', () => {
  it('says where it stands, what is still to be settled, and what ends first', async () => {
    await open(FilingPage, '/prac-1/practices/1', answers(), texted)
    expect(texts()).toMatch(/贺文谦.*审核中/)
    expect(texts()).toMatch(/材料.*还差 1 项.*医疗责任保险.*齐.*BD-77.*信息公示.*待核/)
    expect(texts()).toMatch(/责任保险.*还有 20 天/)
    expect(texts()).toMatch(/经过.*退回补正.*保单看不清.*起草/)
  })

  it('shows the acts that it accepts as it stands, and no others', async () => {
    await open(FilingPage, '/prac-1/practices/1', answers(), texted)
    const acts = [...document.querySelectorAll('.k-page-acts button')].map((one) => one.textContent?.trim())
    expect(acts).toEqual(['撤回', '退回补正', '备案'])
  })

  it('is returned only with a reason', async () => {
    const became = filing({ stage: 'correction', version: 8 })
    const step = { [`POST ${path}/practices/1/steps`]: () => became }
    await open(FilingPage, '/prac-1/practices/1', { ...step, ...answers() }, texted)
    await click(/^退回补正$/)
    await click(/^退回补正$/)
    expect(sent()).toEqual([])
    await fill('为什么', '缺责任险')
    await click(/^退回补正$/)
    expect(sent()[0]?.body).toEqual({ version: 7, step: { step: 'return', reason: '缺责任险' } })
  })

  it('says which documents are open where the office was too quick', async () => {
    const step = { [`POST ${path}/practices/1/steps`]: () => refused('practitioners', 'checks-open', 409) }
    await open(FilingPage, '/prac-1/practices/1', { ...step, ...answers() }, texted)
    await click(/^备案$/)
    await click(/^备案$/)
    expect(texts()).toContain('还有材料没核完')
  })

  it('has a document settled only with a number, a date or a note', async () => {
    const check = { [`PUT ${path}/practices/1/checks/disclosure`]: () => filing({ version: 8 }) }
    await open(FilingPage, '/prac-1/practices/1', { ...check, ...answers() }, texted)
    await click(/^核对 ?信息公示/)
    await click(/^保存$/)
    expect(sent()).toEqual([])
    expect(texts()).toContain('写上编号、日期或说明')
    await fill('编号', '公示 2026-3')
    await click(/^保存$/)
    expect(sent()[0]?.body).toEqual({ state: 'met', number: '公示 2026-3' })
  })

  it('names the check that was seen where a document is checked again', async () => {
    const check = { [`PUT ${path}/practices/1/checks/liability-insurance`]: () => filing() }
    await open(FilingPage, '/prac-1/practices/1', { ...check, ...answers() }, texted)
    await click(/^核对 ?医疗责任保险/)
    await click(/^保存$/)
    expect(sent()[0]?.body).toEqual({ state: 'met', number: 'BD-77', seenAt: 0 })
  })

  it('shows both versions where somebody settled the document in between, and lays mine over theirs', async () => {
    const theirs = filing({
      checks: filing().checks.map((one) =>
        one.kind === 'liability-insurance'
          ? { ...one, number: 'BD-88', checkedBy: '李敏', checkedAt: 5 }
          : one,
      ),
    })
    let view = filing()
    const check = {
      [`PUT ${path}/practices/1/checks/liability-insurance`]: ({ body }: Asked) => {
        view = theirs
        return body.seenAt === 5 ? theirs : refused('practitioners', 'stale-version', 409)
      },
      [`GET ${path}/practices/1`]: () => view,
    }
    await open(FilingPage, '/prac-1/practices/1', { ...answers(), ...check }, texted)
    await click(/^核对 ?医疗责任保险/)
    await fill('编号', 'BD-99')
    await click(/^保存$/)
    await settle()
    expect(document.querySelector('.k-conflict')?.textContent).toMatch(/BD-99.*李敏.*BD-88/)
    await click('留我的')
    expect(sent().map(({ body }) => body)).toEqual([
      { state: 'met', number: 'BD-99', seenAt: 0 },
      { state: 'met', number: 'BD-99', seenAt: 5 },
    ])
    expect(document.querySelector('.k-conflict')).toBeNull()
  })

  it('shows both counts where somebody noted complaints in between', async () => {
    let view = filing({ complaints: { count: 1, notedAt: 3 } })
    const noted = {
      [`PUT ${path}/practices/1/complaints`]: ({ body }: Asked) => {
        view = filing({ complaints: { count: 4, note: '已回复', notedAt: 9 } })
        return body.seenAt === 9 ? view : refused('practitioners', 'stale-version', 409)
      },
      [`GET ${path}/practices/1`]: () => view,
    }
    await open(FilingPage, '/prac-1/practices/1', { ...answers(), ...noted }, texted)
    await click(/^登记投诉$/)
    await fill('处理情况', '在办')
    await click(/^登记投诉$/)
    await settle()
    expect(document.querySelector('.k-conflict')?.textContent).toMatch(/1.*在办.*4.*已回复/)
    await click('留我的')
    expect(sent().map(({ body }) => body)).toEqual([
      { count: 1, note: '在办', seenAt: 3 },
      { count: 1, note: '在办', seenAt: 9 },
    ])
  })

  it('has a suspension that is to come called off, and not one that has begun', async () => {
    const practice = {
      ...filing().practice,
      state: 'suspended' as const,
      suspensions: [
        { from: inDays(-3), to: inDays(3), reason: '进修' },
        { from: inDays(30), reason: '借调' },
      ],
    }
    const suspended = filing({ practice, stage: 'suspended', commands: ['resume', 'call-off', 'terminate'] })
    const step = { [`POST ${path}/practices/1/steps`]: () => suspended }
    await open(FilingPage, '/prac-1/practices/1', { ...step, ...answers(suspended) }, texted)
    expect(texts()).toMatch(/进修.*恢复日未定 ?借调/)
    await click(/^撤回暂停/)
    expect(sent().map(({ body }) => body)).toEqual([
      { version: 7, step: { step: 'call-off', from: inDays(30) } },
    ])
  })

  it('shows a psychiatrist their own papers without a pen', async () => {
    await open(FilingPage, '/prac-1/practices/1', answers(filing({ commands: [] })), {
      ...texted,
      person: psychiatrist,
    })
    expect(texts()).toContain('打印依据材料')
    expect(document.querySelectorAll('.k-page-acts button')).toHaveLength(0)
  })

  it("is no business of a site's staff", async () => {
    await open(FilingPage, '/prac-1/practices/1', answers(), { ...texted, person: nurse })
    expect(texts()).toContain('这份记录您现在看不到')
  })
})

describe('what ends', () => {
  const warnings = [
    {
      warningId: 'insurance.prac-1.x',
      practitionerId: 'prac-1',
      name: '贺文谦',
      initials: 'hwq',
      what: 'insurance',
      on: inDays(6),
      days: 6,
      level: 7,
      seen: false,
      sites: [
        { practiceId: '1', siteId: 'site-050', siteName: '望京' },
        { practiceId: '2', siteId: 'site-051', siteName: '东湖' },
      ],
    },
  ]
  it('is listed by date, and counted as seen when the person says so', async () => {
    await open(
      EndsPage,
      '/ends',
      {
        'POST /api/practitioners/warnings/seen': () => ({ unseen: 0 }),
        'GET /api/practitioners/warnings': () => ({ warnings, unseen: 1 }),
      },
      { texts: chinese },
    )
    expect(texts()).toMatch(/贺文谦.*新.*责任保险.*望京、东湖.*还有 6 天/)
    await click('1 项知道了')
    expect(sent()[0]?.body).toEqual({ warningIds: ['insurance.prac-1.x'] })
  })
})

describe('the tracker of authorisations', () => {
  const one = (siteId: string, state: string) => ({ siteId, state })
  const tracker = {
    sites: [
      { siteId: 'site-050', siteName: '望京社区卫生服务中心', siteShortName: '望京' },
      { siteId: 'site-051', siteName: '东湖社区卫生服务中心', siteShortName: '东湖' },
    ],
    experts: [
      {
        practitionerId: 'prac-1',
        name: '贺文谦',
        initials: 'hwq',
        title: 'chief',
        authorisations: [one('site-050', 'granted'), one('site-051', 'not-applied')],
      },
      {
        practitionerId: 'prac-2',
        name: '林若溪',
        initials: 'lrx',
        title: 'attending',
        authorisations: [one('site-050', 'not-applied')],
      },
    ],
  }
  const batch = 'POST /api/practitioners/authorisations/batches'
  const usual = { 'GET /api/practitioners/authorisations': () => tracker }

  it('changes all chosen pairs in one request', async () => {
    const done = { [batch]: () => ({ pairs: 2, changed: 2, faults: [] }) }
    await open(
      AuthorisationsPage,
      '/authorisations?state=not-applied',
      { ...done, ...usual },
      { texts: chinese },
    )
    expect(texts()).not.toMatch(/贺文谦 ?望京/)
    await click('全选')
    await click('办理 2 条')
    await click(/^申请 2 条$/)
    expect(sent()[0]?.body).toEqual({
      act: 'apply',
      on: inDays(0),
      pairs: [
        { practitionerId: 'prac-1', siteId: 'site-051' },
        { practitionerId: 'prac-2', siteId: 'site-050' },
      ],
    })
  })

  it('names each bad pair and offers the others', async () => {
    const faults = [{ practitionerId: 'prac-1', siteId: 'site-050', reason: 'step-not-now' }]
    const report = { [batch]: () => ({ pairs: 3, changed: 0, faults }) }
    await open(AuthorisationsPage, '/authorisations', { ...report, ...usual }, { texts: chinese })
    await click('全选')
    await click('办理 3 条')
    await click(/^申请 3 条$/)
    await settle()
    expect(document.body.textContent).toMatch(/没有保存，1 条不对.*贺文谦 · 望京：现在的状态不能这样办/)
    await click('只办其余 2 条')
    expect(sent()[1]?.body).toMatchObject({ pairs: [{ siteId: 'site-051' }, { siteId: 'site-050' }] })
  })

  it('changes nothing that a filter has put out of sight', async () => {
    await open(AuthorisationsPage, '/authorisations', usual, { texts: chinese })
    await pick(/贺文谦.*东湖/)
    expect(texts()).toContain('办理 1 条')
    await fill('姓名或拼音首字母', 'lrx')
    await settle()
    expect(texts()).toMatch(/办理 0 条/)
  })

  it('has a state that nothing is in taken off again', async () => {
    await open(AuthorisationsPage, '/authorisations?state=expired', usual, { texts: chinese })
    expect(texts()).not.toContain('林若溪')
    await click('清除条件')
    expect(texts()).toContain('林若溪')
  })
})

it('shows the ledger to a clinic, and no numbers in it', async () => {
  const line = {
    name: '贺文谦',
    title: 'chief',
    siteId: 'site-050',
    siteName: '望京社区卫生服务中心',
    basis: 'alliance',
    from: '2026-01-01',
    to: '2026-12-31',
    open: [{ from: '2026-01-01', to: '2026-12-31' }],
    termTo: '2026-12-31',
    endedEarly: false,
    state: 'in-force',
  }
  const ledger = { 'GET /api/practitioners/ledger': () => ({ asOf: inDays(0), lines: [line] }) }
  await open(LedgerPage, '/ledger', ledger, { texts: chinese, person: nurse })
  expect(texts()).toMatch(/贺文谦.*主任医师.*望京社区卫生服务中心.*医联体内.*有效/)
})
