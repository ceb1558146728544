import { beforeAll, describe, expect, it } from 'vitest'
import chinese from '#frontends/access/locales/zh-CN.json' with { type: 'json' }
import JournalPage from '#frontends/access/pages/JournalPage.vue'
import PeoplePage from '#frontends/access/pages/PeoplePage.vue'
import { type Actor, accessContract } from '#shared/access/index.ts'
import { click, fill, holdPages, loadOverlays, nurse, wangjing } from '#test/alliance/pages.ts'
import { now, refused } from '#test/scheduling/pages.ts'

const { open, asked, texts } = holdPages()
const sent = () => asked().filter(({ method }) => method !== 'GET')
const auditor: Actor = { personId: 'song-heng', displayName: '宋衡', grants: [{ role: 'auditor' }] }
const line = (entryId: string, act: string, over: object = {}) => ({
  entryId,
  at: now,
  context: 'patients',
  aggregateId: `thing-${entryId}`,
  act,
  personId: 'li-min',
  displayName: '李敏',
  basis: 'service',
  patientIds: ['p1'],
  ...over,
})
const lines = [
  line('1', 'patient-read'),
  line('2', 'department-accepted', {
    context: 'alliance',
    personId: 'fang',
    displayName: '方敏之',
    basis: 'office',
    patientIds: [],
  }),
  line('3', 'something-new'),
]
const journal = { 'GET /api/access/journal\\?': () => ({ lines, next: 'n1' }) }
const shown = { person: auditor, texts: chinese }

beforeAll(() =>
  Promise.all([
    loadOverlays(),
    import('#frontends/access/components/GiveDialog.vue'),
    import('#frontends/access/components/TakeDialog.vue'),
  ]),
)

describe('the journal', () => {
  it('shows a day in words; an act that has none yet by its name', async () => {
    await open(JournalPage, '/journal?date=2026-09-14', journal, shown)
    expect(asked().map(({ path }) => path)).toContain('/api/access/journal?date=2026-09-14')
    expect(texts()).toMatch(/李敏.*看了患者资料.*看诊需要.*方敏之.*通过验收.*办公室.*something-new/)
    expect(texts()).toContain('这一页 3 条，后面还有')
  })

  it('filters by the address, and says how much of the page that is', async () => {
    const { router } = await open(JournalPage, '/journal?context=alliance', journal, shown)
    expect(document.querySelectorAll('tbody tr')).toHaveLength(1)
    expect(texts()).toContain('这一页 3 条里有 1 条')
    await fill('编号', 'p1')
    expect(router.currentRoute.value.query).toEqual({ context: 'alliance', about: 'p1' })
    expect(texts()).toContain('这一页没有符合条件的')
    await click('清除条件')
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3)
  })

  it('turns to the day before with the arrow and forgets the page it was on', async () => {
    const { press, router } = await open(JournalPage, '/journal?after=x', journal, shown)
    await press('ArrowLeft')
    expect(router.currentRoute.value.query).toEqual({ date: '2026-09-14' })
  })

  it('verifies the chain when asked, and says where it is broken', async () => {
    let intact = true
    await open(
      JournalPage,
      '/journal',
      {
        'GET /api/access/journal/verdict': () =>
          intact
            ? { links: 1204, intact }
            : { links: 1204, intact, brokenAt: { shard: 3, seq: 17, reason: 'entry-changed' } },
        ...journal,
      },
      shown,
    )
    expect(asked().some(({ path }) => path.includes('verdict'))).toBe(false)
    await click('验证整条链')
    expect(texts()).toMatch(/完整，没有被改过.*共 1,204 环/)
    intact = false
    await click('验证整条链')
    expect(texts()).toMatch(/链断了.*第 3 段第 17 环的记录被改过/)
  })

  it('is empty, unreadable or hidden in words', async () => {
    await open(JournalPage, '/journal', { 'GET /api/access/journal': () => ({ lines: [] }) }, shown)
    expect(texts()).toContain('这一天没有记录')
    await open(JournalPage, '/journal', {}, shown)
    expect(texts()).toContain('再试一次')
    await open(JournalPage, '/journal', journal, { ...shown, person: nurse })
    expect(texts()).toContain('这份记录您现在看不到')
  })
})

describe('people and roles', () => {
  const person = (personId: string, displayName: string) => ({
    personId,
    displayName,
    grants: [{ role: 'clinic-staff', siteId: 'site-050' }],
    validFrom: 0,
    version: 1,
  })
  const answers = {
    'GET /api/access/people': () => ({ people: [person('li-min', '李敏'), person('fang-minzhi', '方敏之')] }),
    'GET /api/alliance/sites': () => ({ sites: [wangjing], total: 1 }),
  }

  it('names the site that a role is bound to', async () => {
    await open(PeoplePage, '/people', answers, { texts: chinese })
    expect(texts()).toMatch(/李敏.*社区工作人员 · 望京社区卫生服务中心/)
  })

  it('takes a role away after saying whose and what it means', async () => {
    await open(
      PeoplePage,
      '/people',
      {
        ...answers,
        'POST /api/access/people/li-min/grants/removal': () => ({ ...person('li-min', '李敏'), grants: [] }),
      },
      { texts: chinese },
    )
    await click(/^收回 ?李敏/)
    expect(sent()).toEqual([])
    expect(texts()).toContain('下一步操作就会被拒绝')
    await click(/^收回角色$/)
    expect(sent()[0]?.body).toEqual({ grant: { role: 'clinic-staff', siteId: 'site-050' } })
  })

  it('lets nobody change their own', async () => {
    await open(PeoplePage, '/people', answers, { texts: chinese })
    await click(/^收回 ?方敏之/)
    expect(document.querySelector('[role=alertdialog]')).toBeNull()
    expect(texts()).toContain('自己的角色请另一位同事来改')
  })

  it('gives a role only with what it is bound to', async () => {
    await open(
      PeoplePage,
      '/people',
      {
        ...answers,
        'POST /api/access/people/new-one/grants': () => refused('access', 'grants-full', 422),
      },
      { texts: chinese },
    )
    await click('给人开通')
    await fill('统一登录的账号编号', 'new-one')
    await fill('姓名', '新同事')
    await click(/^给角色$/)
    expect(sent()).toEqual([])
    await fill('在哪个机构', 'site-050')
    await click(/^给角色$/)
    expect(sent()[0]?.body).toEqual({
      grant: { role: 'clinic-staff', siteId: 'site-050' },
      displayName: '新同事',
    })
    expect(texts()).toContain('一个人最多 20 个角色')
  })

  it('shows an auditor all of it and lets them change nothing', async () => {
    await open(PeoplePage, '/people', answers, shown)
    expect(texts()).toContain('李敏')
    expect(document.querySelectorAll('.j-people button')).toHaveLength(0)
  })
})

it('says every problem of the contract in words', () => {
  const words = Object.keys(chinese.problems)
  const kinds = Object.keys(accessContract.problems)
  expect(kinds.filter((one) => !words.includes(`urn:problem:access:${one}`))).toEqual([])
})
