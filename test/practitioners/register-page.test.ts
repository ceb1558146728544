import { beforeAll, describe, expect, it } from 'vitest'
import { licenceFault } from '#frontends/practitioners/entry-form.ts'
import chinese from '#frontends/practitioners/locales/zh-CN.json' with { type: 'json' }
import EntryFormPage from '#frontends/practitioners/pages/EntryFormPage.vue'
import EntryPage from '#frontends/practitioners/pages/EntryPage.vue'
import RegisterPage from '#frontends/practitioners/pages/RegisterPage.vue'
import { instantOf } from '#shared/kernel/calendar.ts'
import { practitionersContract } from '#shared/practitioners/index.ts'
import { click, fill, holdPages, inDays, loadOverlays, wangjing } from '#test/alliance/pages.ts'
import { psychiatrist, refused, settle } from '#test/scheduling/pages.ts'
import { pick } from './support-pages.ts'

const { open, asked, texts } = holdPages()
const sent = () => asked().filter(({ method }) => method !== 'GET')
const practice = (practiceId: string, siteName: string, lastDay: string, state: string) => ({
  practiceId,
  siteId: `site-${practiceId}`,
  siteName,
  siteShortName: siteName,
  basis: 'alliance',
  from: '2025-01-01',
  to: lastDay,
  filedAt: 0,
  stage: 'filed',
  spans: [{ from: '2025-01-01', to: lastDay }],
  endsBy: 'filing',
  state,
  lastDay,
})
const entry = {
  practitionerId: 'prac-1',
  name: '贺文谦',
  licenceNumber: '110000000000001',
  title: 'chief',
  specialties: ['general', 'mood'],
  languages: ['en'],
  mainOrganisationId: 'site-050',
  mainOrganisationName: '安定医院',
  initials: 'hwq',
  practices: [
    practice('1', '望京', inDays(400), 'in-force'),
    practice('2', '双井', inDays(12), 'expiring'),
    practice('3', '小关', inDays(-3), 'expired'),
  ],
  version: 7,
}
const usual = {
  'GET /api/alliance/sites': () => ({ sites: [wangjing], total: 1 }),
  'GET /api/practitioners/practitioners/prac-1': () => entry,
  'GET /api/practitioners/practitioners': () => ({ practitioners: [entry], total: 1 }),
}
const texted = { texts: chinese, props: { practitionerId: 'prac-1' } }

beforeAll(() =>
  Promise.all([
    loadOverlays(),
    import('#frontends/practitioners/components/PracticeDialog.vue'),
    import('#frontends/practitioners/components/EndPracticeDialog.vue'),
  ]),
)

describe('the register', () => {
  it('shows who practises where and which practice needs a person', async () => {
    await open(RegisterPage, '/?q=hwq&specialty=mood', usual, texted)
    expect(asked().map(({ path }) => path)).toContain(
      '/api/practitioners/practitioners?limit=100&search=hwq&specialty=mood',
    )
    expect(texts()).toMatch(/贺文谦.*主任医师.*普通精神科、心境.*望京、双井.*将到期/)
  })

  it('takes a refused page for what it is', async () => {
    await open(
      EntryPage,
      '/prac-1',
      {
        ...usual,
        'GET /api/practitioners/practitioners/prac-1': () =>
          refused('practitioners', 'practitioner-unknown', 404),
      },
      texted,
    )
    expect(texts()).toContain('这份记录您现在看不到')
  })
})

describe('one practitioner', () => {
  it('has what runs out marked, and what is over last', async () => {
    await open(EntryPage, '/prac-1', usual, texted)
    expect(texts()).toMatch(/望京.*有效.*双井.*将到期 ?还有 12 天.*小关.*已到期/)
  })

  it('gets a practice filed with the version that was seen', async () => {
    await open(
      EntryPage,
      '/prac-1?open=practice',
      {
        ...usual,
        'POST /api/practitioners/practitioners/prac-1/practices': () =>
          refused('practitioners', 'practice-overlaps', 409),
      },
      texted,
    )
    await pick('补录纸面备案')
    await click(/^备案$/)
    expect(sent()).toEqual([])
    await fill('在哪里', 'site-050')
    await click(/^备案$/)
    expect(sent()[0]?.body).toMatchObject({
      siteId: 'site-050',
      basis: 'alliance',
      from: inDays(0),
      version: 7,
    })
    expect(sent()[0]?.key).toBeTruthy()
    expect(texts()).toContain('已经有一份备案盖住这段时间')
  })

  it('loses a practice only with a day and a reason', async () => {
    await open(
      EntryPage,
      '/prac-1',
      {
        ...usual,
        'POST /api/practitioners/practitioners/prac-1/practices/2/end': () => ({ ...entry, version: 8 }),
      },
      texted,
    )
    await click(/^提前结束 ?双井/)
    await click(/^提前结束$/)
    expect(sent()).toEqual([])
    await fill('为什么结束', '调回医院')
    await click(/^提前结束$/)
    expect(sent()[0]?.body).toEqual({ version: 7, endedOn: inDays(0), reason: '调回医院' })
  })

  it('shows a psychiatrist their own entry without a pen', async () => {
    const own = { ...entry, practitionerId: 'prac-001' }
    await open(
      EntryPage,
      '/prac-001',
      { 'GET /api/practitioners/practitioners/prac-001': () => own, ...usual },
      {
        ...texted,
        person: psychiatrist,
        props: { practitionerId: 'prac-001' },
      },
    )
    expect(texts()).toContain('贺文谦')
    expect(texts()).not.toContain('提前结束')
  })
})

describe('writing an entry', () => {
  it('says how many figures of the licence number are missing', async () => {
    expect(licenceFault('1100000000001')).toEqual({ key: 'short', n: 2 })
    expect(licenceFault('11000000 0000001')).toBeUndefined()
    expect(licenceFault('11x')).toEqual({ key: 'digits', n: 0 })
    await open(EntryFormPage, '/new', usual, { ...texted, props: {} })
    await fill('姓名', '某医生')
    await fill('执业证书编码', '11000000000000')
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
    expect(sent()).toEqual([])
    expect(texts()).toContain('少 1 位，执业证书编码是 15 位。')
  })

  it('shows both versions where somebody was faster', async () => {
    let reads = 0
    const changed = { by: '周晓琳', at: instantOf(inDays(0), 609) }
    await open(
      EntryFormPage,
      '/prac-1/change',
      {
        ...usual,
        'GET /api/practitioners/practitioners/prac-1': () =>
          reads++ === 0 ? entry : { ...entry, title: 'associate-chief', version: 8, changed },
        'PUT /api/practitioners/practitioners/prac-1': () => refused('practitioners', 'stale-version', 409),
      },
      texted,
    )
    await fill('姓名', '贺文谦（新）')
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
    expect(texts()).toMatch(/没有保存：周晓琳 10:09 刚改过.*贺文谦（新）.*副主任医师/)
  })
})

it('says every problem of the contract in words', () => {
  const words = Object.keys(chinese.problems)
  const kinds = Object.keys(practitionersContract.problems)
  expect(kinds.filter((one) => !words.includes(`urn:problem:practitioners:${one}`))).toEqual([])
})
