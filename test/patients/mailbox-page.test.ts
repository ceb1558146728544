import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { counters } from '#frontends/kit/index.ts'
import chinese from '#frontends/patients/locales/zh-CN.json' with { type: 'json' }
import MailboxPage from '#frontends/patients/pages/MailboxPage.vue'
import RecordPage from '#frontends/patients/pages/RecordPage.vue'
import type { Actor } from '#shared/access/index.ts'
import type { ShownNotice } from '#shared/patients/index.ts'
import {
  type Answers,
  type Asked,
  clerk,
  now,
  type Opened,
  openPage,
  refused,
  stubServer,
} from '#test/scheduling/pages.ts'

const minute = 60_000
const notice = (noticeId: string, over: Partial<ShownNotice> = {}): ShownNotice => ({
  noticeId,
  patientId: 'p-1',
  template: 'booked',
  at: now - 5 * minute,
  subject: '预约成功',
  text: '已约望京社区卫生服务中心：9月17日周四 09:30。',
  url: '/mine/',
  deliveries: [
    { channel: 'mailbox', to: 'patient', state: 'delivered', at: now },
    { channel: 'sms', to: 'patient', state: 'failed', at: now, reason: 'number-unreachable' },
  ],
  ...over,
})
const person: Actor = {
  personId: 'wang-min',
  displayName: '王敏',
  grants: [
    { role: 'patient', patientId: 'p-1' },
    { role: 'guardian', patientId: 'p-2' },
  ],
}
const own = (patientId: string, relation: 'self' | 'ward', nameMasked: string) => ({
  patientId,
  relation,
  nameMasked,
  birthYear: 1986,
  phoneTail: '2210',
  siteIds: [],
})
const contact = {
  version: 0,
  channel: 'sms',
  language: 'zh-CN',
  guardianTold: false,
  hasGuardian: true,
  minor: false,
}

let asked: Asked[]
let page: Opened | undefined
const usual: Answers = {
  'GET /api/patients/mine': () => ({ records: [own('p-1', 'self', '王*'), own('p-2', 'ward', '王**')] }),
  'GET /api/patients/mailbox': () => ({
    boxes: [
      { patientId: 'p-1', relation: 'self', unread: 1 },
      { patientId: 'p-2', relation: 'ward', unread: 2 },
    ],
  }),
  'GET /api/patients/records/p-1/notices': () => ({ notices: [notice('n-1')], unread: 1 }),
  'GET /api/patients/records/p-2/notices': () => ({
    notices: [notice('n-2', { subject: '门诊停诊' })],
    unread: 2,
  }),
  'GET /api/patients/records/p-./contact': () => contact,
  'PUT /api/patients/records/p-1/contact': () => ({ ...contact, version: 1, setAt: now, basis: 'self' }),
  'POST /api/patients/records/p-1/notices/n-1/read': () => ({ unread: 0 }),
}
async function open(answers: Answers = {}): Promise<string> {
  asked = stubServer(answers, usual)
  page = await openPage(MailboxPage, '/mailbox', person, { texts: chinese })
  return document.body.textContent ?? ''
}
const text = () => document.body.textContent ?? ''
const letters = () => [...document.querySelectorAll('details')]
async function unfold(index = 0): Promise<void> {
  const letter = letters()[index]
  if (!letter) throw new Error('no message')
  letter.open = true
  letter.dispatchEvent(new Event('toggle'))
  await page?.settle()
}
async function press(words: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('button')].find((one) =>
    one.textContent?.includes(words),
  )
  if (!found) throw new Error(`no button ${words}`)
  found.click()
  await page?.settle()
}

beforeEach(() => {
  vi.useFakeTimers({ now })
})
afterEach(() => {
  vi.useRealTimers()
  page?.page.unmount()
  vi.unstubAllGlobals()
})

describe('the mailbox', () => {
  it('shows the person’s own messages, what became of them outside, and how many wait', async () => {
    expect(await open()).toContain('3 条未读')
    expect(text()).toContain('预约成功')
    expect(text()).toContain('没有送到：号码不通')
    expect(text()).not.toContain('站内')
    expect(document.querySelector('a[href="/mine/"]')?.textContent).toBe('去看看')
    expect(counters['/app/patients/mailbox']).toBe(3)
  })

  it('marks a message as read when it is opened, once', async () => {
    await open()
    await unfold()
    await unfold()
    const marked = asked.filter(({ method }) => method === 'POST')
    expect(marked.map(({ path }) => path)).toEqual(['/api/patients/records/p-1/notices/n-1/read'])
    expect(asked.filter(({ path }) => path.includes('/notices?'))).toHaveLength(1)
    expect(document.querySelector('.p-letter-new')).toBeNull()
  })

  it('shows each ward’s messages under a name of their own', async () => {
    await open()
    const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')]
    expect(tabs.map(({ textContent }) => textContent?.trim())).toEqual(['我的1', '王**2'])
    tabs[1]?.click()
    await page?.settle()
    expect(text()).toContain('门诊停诊')
    expect(text()).not.toContain('预约成功')
  })

  it('is empty, closed or out of reach in words', async () => {
    expect(
      await open({ 'GET /api/patients/records/p-1/notices': () => ({ notices: [], unread: 0 }) }),
    ).toContain('还没有消息')
    page?.page.unmount()
    expect(await open({ 'GET /api/patients/mine': () => ({ records: [] }) })).toContain('这里还没有消息')
    page?.page.unmount()
    await open({ 'GET /api/patients/mine': () => new Response('', { status: 500 }) })
    expect(text()).toContain('再试一次')
  })

  it('sends the wishes with the version that was on the screen, and says what was refused', async () => {
    await open({
      'PUT /api/patients/records/p-1/contact': () => refused('patients', 'guardian-told-by-patient', 403),
    })
    const box = document.querySelector<HTMLInputElement>('input[type=checkbox]')
    box?.click()
    await press('保存')
    const [sent] = asked.filter(({ method }) => method === 'PUT')
    expect(sent?.body).toEqual({ version: 0, channel: 'sms', language: 'zh-CN', guardianTold: true })
    expect(text()).toContain('只有本人可以决定')
  })
})

describe('the messages on a record', () => {
  it('show staff every copy with its channel, and never mark one as read', async () => {
    asked = stubServer(
      {
        'GET /api/patients/records/p-1$': () => ({
          patientId: 'p-1',
          version: 1,
          name: '王桂兰',
          sex: '2',
          birthDate: '1959-03-07',
          phoneMasked: '138****2210',
          phoneTail: '2210',
          needs: [],
          siteIds: ['site-050'],
          registeredAt: now,
          changedAt: now,
        }),
      },
      usual,
    )
    page = await openPage(RecordPage, '/p-1?tab=messages', clerk, {
      texts: chinese,
      props: { patientId: 'p-1' },
    })
    await vi.waitFor(() => expect(letters()).toHaveLength(1))
    await unfold()
    expect(text()).toContain('患者，站内')
    expect(text()).toContain('患者，短信')
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([])
    await vi.waitFor(() => expect(text()).toContain('怎么说的'))
    await press('保存')
    expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({ basis: 'patient-present' })
  })
})
