import { beforeAll, describe, expect, it } from 'vitest'
import chinese from '#frontends/alliance/locales/zh-CN.json' with { type: 'json' }
import AgreementsPage from '#frontends/alliance/pages/AgreementsPage.vue'
import DirectoryPage from '#frontends/alliance/pages/DirectoryPage.vue'
import ImportPage from '#frontends/alliance/pages/ImportPage.vue'
import SiteFormPage from '#frontends/alliance/pages/SiteFormPage.vue'
import SitePage from '#frontends/alliance/pages/SitePage.vue'
import { allianceProblems, importReasons } from '#shared/alliance/index.ts'
import { refused, settle } from '#test/scheduling/pages.ts'
import { boardOf, cardIn, click, fill, holdPages, inDays, loadOverlays, nurse, wangjing } from './pages.ts'

const { open, asked, texts } = holdPages()
const sent = () => asked().filter(({ method }) => method !== 'GET')
const site = { ...wangjing, address: '朝阳区望京南湖南路10号', siteNo: '50' }
const usual = {
  'GET /api/alliance/subdistricts': () => ({
    subdistricts: [
      {
        code: '110105026',
        name: '望京街道',
        shortName: '望京',
        initials: 'wj',
        tileColumn: 4,
        tileRow: 3,
        lon: 116.47,
        lat: 39.99,
      },
    ],
  }),
  'GET /api/alliance/departments': () => boardOf(cardIn('site-050', '望京', 'passed')),
  'GET /api/alliance/sites\\?': () => ({ sites: [site], total: 1 }),
}

beforeAll(() =>
  Promise.all([
    loadOverlays(),
    import('#frontends/alliance/components/AgreementPanel.vue'),
    import('#frontends/alliance/components/AgreementDialog.vue'),
  ]),
)

describe('the directory', () => {
  it('finds by the address and writes what is typed into it', async () => {
    const { router } = await open(DirectoryPage, '/directory?q=wj&area=110105026', usual)
    expect(asked().map(({ path }) => path)).toContain(
      '/api/alliance/sites?limit=100&search=wj&area=110105026',
    )
    expect(texts()).toMatch(/望京社区卫生服务中心.*望京街道.*已通过/)
    await fill('机构名、拼音首字母、街道', '东坝')
    expect(router.currentRoute.value.query['q']).toBe('东坝')
  })

  it('says how to go on where nothing is found', async () => {
    const { router } = await open(DirectoryPage, '/directory?q=xx', {
      ...usual,
      'GET /api/alliance/sites\\?': () => ({ sites: [], total: 0 }),
    })
    expect(texts()).toContain('没有找到')
    await click('清除条件')
    expect(router.currentRoute.value.query).toEqual({})
  })

  it('offers a clinic neither import nor change', async () => {
    await open(DirectoryPage, '/directory', usual, { person: nurse })
    expect(texts()).toContain('望京社区卫生服务中心')
    expect(texts()).not.toContain('导入 CSV')
    expect(texts()).not.toContain('增加机构')
  })
})

describe('a site', () => {
  it('shows its department, its agreements and who practises there', async () => {
    await open(
      SitePage,
      '/directory/site-050',
      {
        'GET /api/alliance/sites/site-050': () => ({
          site,
          department: cardIn('site-050', '望京', 'passed', { passedOn: inDays(-3) }),
        }),
        'GET /api/alliance/organisations': () => ({ ...site, name: site.name, sites: [site] }),
        'GET /api/alliance/agreements': () => ({
          agreements: [
            {
              agreementId: 'a1',
              title: '望京技术帮扶协议',
              mode: 'technical-aid',
              parties: [],
              from: inDays(-10),
              to: inDays(20),
              version: 1,
              state: 'expiring',
            },
          ],
        }),
        'GET /api/practitioners/practitioners': () => ({ practitioners: [], total: 0 }),
      },
      { props: { siteId: 'site-050' } },
    )
    expect(texts()).toMatch(
      /朝阳区望京南湖南路10号.*精神科已通过.*望京技术帮扶协议.*将到期.*现在没有备案到这里的医生/,
    )
  })

  it('is saved with the version that was seen; two editors see both versions', async () => {
    let reads = 0
    await open(
      SiteFormPage,
      '/directory/site-050/change',
      {
        ...usual,
        'GET /api/alliance/sites/site-050': () => ({
          site: reads++ === 0 ? site : { ...site, address: '望花路西里1号', version: 2 },
        }),
        'PUT /api/alliance/sites/site-050': ({ body }) =>
          body.version === 1 ? refused('alliance', 'stale-version', 409) : { ...site, version: 3 },
      },
      { props: { siteId: 'site-050' } },
    )
    await fill('简称', '望京南湖')
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
    expect(sent()[0]?.body).toMatchObject({ version: 1, shortName: '望京南湖', areaName: '望京街道' })
    expect(texts()).toMatch(/没有保存：别人刚改过这个机构.*望京南湖.*望花路西里1号/)
    await click('留我的')
    expect(sent().at(-1)?.body).toMatchObject({ version: 2, shortName: '望京南湖' })
  })

  it('is not sent with holes in it', async () => {
    await open(SiteFormPage, '/directory/new', usual)
    await fill('名称', '某某社区卫生服务中心')
    await fill('纬度', '399')
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
    expect(sent()).toEqual([])
    expect(texts()).toContain('写成小数的度数')
    expect(texts()).toContain('这里要填。')
  })
})

describe('the import', () => {
  const choose = async (csv: string): Promise<void> => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no file field')
    Object.defineProperty(input, 'files', { value: [new File([csv], 'sites.csv')], configurable: true })
    input.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
  }
  const report = { rows: 2, added: [], changed: [], unchanged: 0, errors: [] }

  it('shows a line for each thing that is wrong and offers nothing to import', async () => {
    await open(ImportPage, '/directory/import', {
      'POST /api/alliance/site-imports/check': () => ({
        ...report,
        errors: [{ line: 3, column: 'gb_code', reason: 'value-unknown' }],
      }),
    })
    await choose('site_no\n1')
    expect(texts()).toMatch(/1 处要改.*3 ?gb_code ?不认识这个值。/)
    expect(texts()).not.toMatch(/导入 \d/)
  })

  it('imports what it has shown, the same text', async () => {
    const good = { ...report, added: [{ line: 2, key: '1', name: '酒仙桥', fields: [] }] }
    await open(ImportPage, '/directory/import', {
      'POST /api/alliance/site-imports/check': () => good,
      'POST /api/alliance/site-imports$': () => good,
    })
    await choose('site_no\n1')
    await click('导入 1 个')
    expect(sent().map(({ path, body }) => [path, body.csv])).toEqual([
      ['/api/alliance/site-imports/check', 'site_no\n1'],
      ['/api/alliance/site-imports', 'site_no\n1'],
    ])
    expect(texts()).toContain('新增 1 个，修改 0 个。')
  })

  it('says in words every reason there is', () => {
    expect(importReasons.filter((reason) => !Object.hasOwn(chinese['import-reasons'], reason))).toEqual([])
  })
})

describe('the agreements', () => {
  const agreement = {
    agreementId: 'a1',
    title: '东湖技术帮扶协议',
    mode: 'technical-aid',
    parties: [
      { organisationId: 'site-057', side: 'upper', name: '安定医院', shortName: '安定' },
      { organisationId: 'site-051', side: 'lower', name: '东湖社区卫生服务中心', shortName: '东湖' },
    ],
    from: inDays(-100),
    to: inDays(45),
    version: 1,
    state: 'expiring',
  }
  const answers = { ...usual, 'GET /api/alliance/agreements': () => ({ agreements: [agreement] }) }

  it('say their state and how long they hold, and open by address', async () => {
    await open(AgreementsPage, '/agreements?open=a1', answers)
    expect(texts()).toMatch(/东湖技术帮扶协议.*将到期 ?还有 45 天/)
    expect(texts()).toMatch(/上级 1 家.*安定医院.*下级 1 家/)
  })

  it('are not sent with one side missing', async () => {
    await open(AgreementsPage, '/agreements', answers)
    await click('登记协议')
    await fill('协议名称', '某协议')
    await click(/^保存$/)
    expect(sent()).toEqual([])
    expect(texts()).toContain('上级和下级都至少一家。')
  })
})

it('says every problem of the contract in words', () => {
  const words = Object.keys(chinese.problems)
  const missing = Object.keys(allianceProblems).filter(
    (one) => !words.includes(`urn:problem:alliance:${one}`),
  )
  expect(missing).toEqual([])
})
