import { describe, expect, it } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import VisitsPage from '#frontends/scheduling/pages/VisitsPage.vue'
import { framed, saying } from '../support/page-frame.ts'
import {
  type Answers,
  type Asked,
  clerk,
  now,
  type Opened,
  openPage,
  psychiatrist,
  refused,
  siteId,
  stubServer,
} from './pages.ts'
import { visitOf } from './visits-pages.ts'

const countered = visitOf({
  visitId: `${siteId}.20260917.c`,
  state: 'countered',
  practitionerName: '韩知行',
  counter: { date: '2026-09-23', time: { start: 840, end: 990 }, words: '周三下午可以' },
  version: 4,
})
const agreed = visitOf({
  visitId: `${siteId}.20260930.s`,
  state: 'accepted',
  seriesId: 'series',
  sessionId: 's',
  version: 2,
})
const declined = visitOf({ visitId: `${siteId}.20260918.d`, state: 'declined', declineReason: 'too-far' })

let asked: Asked[]
let page: Opened | undefined
async function open(answers: Answers = {}, person = clerk): Promise<Opened> {
  asked = stubServer(answers, {
    'GET .*/visits': () => ({ visits: [visitOf(), countered, agreed, declined], pending: 2 }),
    'GET .*/choices': () => ({ siteName: '望京', departments: [], practitioners: [] }),
  })
  page = onScreen(await openPage(VisitsPage, '/visits', person))
  return page
}
const press = (words: string): void =>
  [...document.querySelectorAll<HTMLElement>('button')]
    .find(({ textContent }) => textContent?.includes(words))
    ?.click()
const sent = () => asked.filter(({ method }) => method === 'POST')

const onScreen = framed(now)

describe('the requests of a clinic', () => {
  it('stand by who has to answer: what waits for the clinic first', async () => {
    const { text } = await open()
    const heads = [...document.querySelectorAll('h2')].map(({ textContent }) => textContent?.trim())
    expect(heads).toEqual(['医生提了别的时间，等您决定', '等医生答复', '约好的', '没有成的'])
    expect(text()).toContain('9月23日 周三 14:00–16:30')
    expect(text()).toContain('原来想约 9月16日 周三 13:30–16:30：“周三下午可以”')
    expect(text()).toContain('剩 6 小时')
    expect(text()).toContain('太远')
  })

  it('lead to another psychiatrist where one said no', async () => {
    await open()
    const link = [...document.querySelectorAll('a')].find(({ textContent }) =>
      textContent?.includes('另请医生'),
    )
    expect(link?.getAttribute('href')).toContain('who-can-come?date=2026-09-16&half=afternoon&kind=child')
  })

  it('agree to another day, with the version that was read', async () => {
    const { settle } = await open({ 'POST .*/proposal-answer': () => ({ ...countered, state: 'accepted' }) })
    press('同意这个时间')
    await settle()
    expect(sent()[0]).toMatchObject({
      path: `/api/scheduling/visits/${countered.visitId}/proposal-answer`,
      body: { version: 4, agree: true },
    })
    expect(toasts.at(-1)?.text).toBe('和韩知行约好了')
  })

  it('agree with another free room where the planned one has gone', async () => {
    let tried = false
    const { text, settle } = await open({
      'POST .*/proposal-answer': () => {
        if (tried) return { ...countered, state: 'accepted' }
        tried = true
        return refused('scheduling', 'room-taken', 409, { room: '1', freeRooms: ['2', '4'] })
      },
    })
    press('同意这个时间')
    await settle()
    expect(text()).toContain('1 诊室那时已有别的门诊')
    saying('4 诊室', 'label').click()
    await settle()
    press('用这间，同意')
    await settle()
    expect(sent().map(({ body }) => body)).toEqual([
      { version: 4, agree: true },
      { version: 4, agree: true, room: '4' },
    ])
    expect(text()).not.toContain('那时已有别的门诊')
  })

  it('say what became of one that was agreed, and do not offer to give it back once it was stopped', async () => {
    const stopped = { ...agreed, became: { stopped: { reason: 'site-closed', at: now } } }
    const { text } = await open({ 'GET .*/visits': () => ({ visits: [stopped], pending: 0 }) })
    expect(text()).toContain('10:12 停诊：场地原因')
    expect(text()).not.toContain('这次不来')
  })

  it('take a question back, and leave one day of a series out', async () => {
    const { settle } = await open({
      'POST .*/withdrawal': () => visitOf({ state: 'withdrawn' }),
      'POST .*/drop': () => agreed,
    })
    press('收回')
    await settle()
    press('这次不来')
    await settle()
    expect(sent().map(({ path }) => path.split('/').at(-1))).toEqual(['withdrawal', 'drop'])
  })

  it('say why it was refused, and keep what they show', async () => {
    const { text, settle } = await open({
      'POST .*/drop': () => refused('scheduling', 'session-has-patients', 409),
    })
    press('这次不来')
    await settle()
    expect(text()).toContain('已经有患者约了这场门诊')
    expect(text()).toContain('韩知行')
  })

  it('show what to do where there are none, and nothing to who may not read them', async () => {
    const first = await open({ 'GET .*/visits': () => ({ visits: [], pending: 0 }) })
    expect(first.text()).toContain('这四周没有邀请')
    first.page.unmount()
    const second = await open({}, { ...psychiatrist, grants: [{ role: 'auditor' }] })
    expect(second.text()).not.toContain('等医生答复')
    expect(asked).toEqual([])
  })
})
