import { describe, expect, it } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import shownEnglish from '#frontends/scheduling/cascade/locales/en.json' with { type: 'json' }
import shownChinese from '#frontends/scheduling/cascade/locales/zh-CN.json' with { type: 'json' }
import CascadePage from '#frontends/scheduling/pages/CascadePage.vue'
import StoppedPage from '#frontends/scheduling/pages/StoppedPage.vue'
import sentEnglish from '#functions/patients/locales/en.json' with { type: 'json' }
import sentChinese from '#functions/patients/locales/zh-CN.json' with { type: 'json' }
import type { Actor } from '#shared/access/index.ts'
import type { Cascade, CascadeLine } from '#shared/scheduling/index.ts'
import { framed } from '../support/page-frame.ts'
import {
  type Answers,
  type Asked,
  clerk,
  loadParts,
  now,
  type Opened,
  openPage,
  refused,
  siteId,
  stubServer,
} from './pages.ts'

const sessionId = `${siteId}.20260917.s`
const cascade: Cascade = {
  ...{ sessionId, siteId, siteName: '望京社区卫生服务中心', date: '2026-09-17' },
  ...{ time: { start: 540, end: 720 }, halfDay: 'morning', kind: 'general' },
  ...{ practitionerId: 'prac-003', practitionerName: '许安然', reason: 'hospital-duty' },
  ...{ stoppedAt: now - 900_000, begunAt: now - 300_000, offers: true, patients: 3, state: 'running' },
  counts: { open: 0, offered: 1, 'to-call': 1, reached: 0, moved: 1, cancelled: 0, told: 1 },
}
const alternative = {
  ...{ slotId: `${siteId}.20260919.a.3`, sessionId: `${siteId}.20260919.a`, siteId, siteName: '望京' },
  ...{ practitionerId: 'prac-001', practitionerName: '陈思远', date: '2026-09-19' },
  ...{ time: { start: 570, end: 585 }, number: 3, room: '2' },
  ...{ sameDoctor: false, where: 'here' as const, minutes: 0 },
}
const line = (name: string, number: number, over: Partial<CascadeLine> = {}) => ({
  ...{ slotId: `${sessionId}.0${number}`, sessionId, siteId, siteName: '望京社区卫生服务中心' },
  ...{ date: '2026-09-17', time: { start: 540, end: 555 }, number, practitionerName: '许安然' },
  ...{ appointmentId: `a-${number}`, patientId: `p-${number}`, visit: 'return', state: 'to-call' },
  ...{ need: { level: 'routine' }, tried: [], told: [], unanswered: 0, steps: [], version: 4 },
  card: { name, sex: '2', birthYear: 1959, phoneTail: '2210' },
  ...over,
})
const lines = [
  line('王桂兰', 1, {
    need: { level: 'urgent', reason: 'discharged' },
    unanswered: 2,
    told: [{ noticeId: 'n', channel: 'sms', to: 'guardian', state: 'failed', at: now - 60_000 }],
  }),
  line('吴格林', 2, { state: 'offered', offer: { ...alternative, madeAt: now, until: now + 3_600_000 } }),
  line('刘洋', 3, { state: 'moved', movedTo: alternative, reached: { how: 'answer', at: now } }),
]

let asked: Asked[]
let page: Opened | undefined
async function open(
  shown: typeof CascadePage | typeof StoppedPage,
  answers: Answers = {},
  person: Actor = clerk,
): Promise<Opened> {
  asked = stubServer(answers, {
    'GET /api/scheduling/sites/[^/]+/choices': () => ({
      ...{ siteName: '望京社区卫生服务中心', departments: [], practitioners: [] },
    }),
    'GET .*/sessions/[^/]+/cascade$': () => ({ cascade, lines }),
    'GET .*/sites/[^/]+/cascades': () => ({ cascades: [cascade], toCome: [] }),
    'GET .*/not-reached': () => ({ lines: [lines[0]] }),
    'GET .*/alternatives': () => ({ alternatives: [alternative] }),
    'GET /api/scheduling/cascades': () => ({ cascades: [cascade] }),
  })
  page = onScreen(await openPage(shown, `/cascade?session=${sessionId}`, person))
  return page
}
async function click(words: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('button')]
    .filter((one) => one.textContent?.includes(words))
    .at(-1)
  if (!found) throw new Error(`no button ${words}`)
  found.click()
  await page?.settle()
}
const posted = (): Asked[] => asked.filter(({ method }) => method === 'POST')

const onScreen = framed(now, loadParts)

describe('a stopped session', () => {
  it('says of each patient what became of them and who knows by which channel', async () => {
    const { text } = await open(CascadePage)
    expect(text()).toContain('9月17日 周四 上午 许安然')
    expect(text()).toMatch(/共 3 人 *1 人安排好，1 人等答复，1 人要打电话/)
    expect(text()).toMatch(/王桂兰.*紧急 刚出院.*要打电话.*打过 2 次没接.*短信给监护人：没送到/)
    expect(text()).toMatch(/吴格林.*等答复.*留着 9月19日 周六 9:30 望京 陈思远，到 11:12/)
    expect(text()).toMatch(/刘洋.*已改约.*自己答复/)
    expect(text()).toMatch(/李敏 打印于/)
  })

  it('says that a guardian has read it, and prints no column of acts', async () => {
    const told = [
      { noticeId: 'n', channel: 'mailbox', to: 'guardian', state: 'read', at: now - 120_000 },
      { noticeId: 'm', channel: 'sms', to: 'patient', state: 'delivered', at: now - 60_000 },
    ]
    const { text } = await open(CascadePage, {
      'GET .*/sessions/[^/]+/cascade$': () => ({
        cascade,
        lines: [line('王桂兰', 1, { state: 'moved', told } as never)],
      }),
    })
    expect(text()).toMatch(/站内信给监护人：已读 10:10.*短信给本人：已送达 10:11/)
    const heads = [...document.querySelectorAll('thead th')]
    const printed = heads.filter((one) => !one.classList.contains('k-screen-only'))
    expect(printed.map(({ textContent }) => textContent?.trim())).toEqual(['号', '患者', '结果', '知道了吗'])
    expect(document.querySelectorAll('tbody td.k-screen-only')).toHaveLength(1)
  })

  it('leaves nothing to call for who has another number', async () => {
    await open(CascadePage)
    const calls = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent?.includes('打电话'))
    expect(calls).toEqual([true, true, false])
  })

  it('offers the table of the proof as a file', async () => {
    await open(CascadePage)
    expect(document.querySelector('a[href$="cascade.csv?lang=zh-CN"]')).not.toBeNull()
  })

  it('that can still be taken back begins only when somebody says so', async () => {
    const { text } = await open(CascadePage, {
      'GET .*/cascade$': () => refused('scheduling', 'cascade-unknown', 404),
      'POST .*/cascade': () => cascade,
    })
    expect(text()).toContain('还在可以撤销的时间里')
    expect(posted()).toEqual([])
    await click('现在开始，不再撤销')
    expect(posted().map(({ body }) => body)).toEqual([{ offers: true }])
  })
})

describe('a stop that can still be taken back', () => {
  it('is among the stopped sessions, with when its patients are looked after', async () => {
    const { date, time, halfDay, siteId } = cascade
    const stop = { ...{ date, time, halfDay, siteId, sessionId }, practitionerName: '许安然' }
    const { text } = await open(StoppedPage, {
      'GET .*/sites/[^/]+/cascades': () => ({
        cascades: [],
        toCome: [{ ...stop, reason: 'practice-ended', beginsAt: now + 8 * 60_000 }],
      }),
      'GET .*/not-reached': () => ({ lines: [] }),
    })
    expect(text()).toContain('9月17日 周四 上午 许安然')
    expect(text()).toMatch(/10:20 开始替患者找号/)
    expect(text()).not.toContain('没有停诊的门诊')
    expect(document.querySelector(`a[href$="/app/scheduling/cascade?session=${sessionId}"]`)).not.toBeNull()
  })
})

describe('a call', () => {
  it('books the number that the patient takes on the telephone', async () => {
    await open(StoppedPage, { 'POST .*/answer': () => ({ line: lines[2] }) })
    await click('打电话')
    await click('改到这个号')
    const [sent] = posted()
    expect(sent?.path).toContain(`/patients/p-1/reoffers/${sessionId}.01/answer`)
    expect(sent?.body).toEqual({ as: 'accept', toSlotId: alternative.slotId })
    expect(toasts[0]?.text).toBe('王桂兰 已改约')
  })

  it('that nobody answers is noted with the version that was on the screen', async () => {
    await open(StoppedPage, { 'POST .*/calls': () => line('王桂兰', 1, { unanswered: 3 }) })
    await click('打电话')
    await click('没人接')
    expect(posted().map(({ body }) => body)).toEqual([{ version: 4, outcome: 'no-answer' }])
  })

  it('says that somebody else was faster, and leads back to the list', async () => {
    const { text } = await open(StoppedPage, {
      'POST .*/calls': () => refused('scheduling', 'line-settled', 409),
    })
    await click('打电话')
    await click('联系上了，再想想')
    expect(text()).toContain('看看现在的名单')
  })
})

describe('the office', () => {
  it('sees how far each stop is, without names and without calls', async () => {
    const office: Actor = {
      ...{ personId: 'fang', displayName: '方敏之' },
      grants: [{ role: 'alliance-office', organisationId: 'alliance' }],
    }
    const { text } = await open(StoppedPage, {}, office)
    expect(text()).toContain('9月17日 周四 上午 许安然')
    expect(text()).not.toContain('王桂兰')
    expect(asked.some(({ path }) => path.includes('not-reached'))).toBe(false)
    expect(asked.some(({ path }) => path.includes('/cascades?month=2026-09'))).toBe(true)
  })
})

describe('the message in the stop dialog', () => {
  /** The whole text without the address, which is not known before there is an offer. */
  const plain = (text: string): string =>
    text
      .replaceAll(/\[[^[\]]*\{url\}[^[\]]*\]/g, '')
      .replaceAll(/[[\]]/g, '')
      .trim()

  it.each([
    ['Chinese', sentChinese.notice, shownChinese.message],
    ['English', sentEnglish.notice, shownEnglish.message],
  ])('is what patients get, in %s', (_, sent, shown) => {
    expect(shown.reoffer).toBe(plain(sent.reoffer.text))
    expect(shown['clinic-stopped']).toBe(plain(sent['clinic-stopped'].text))
  })
})
