import { describe, expect, it } from 'vitest'
import RequestPage from '#frontends/scheduling/pages/RequestPage.vue'
import RequestsPage from '#frontends/scheduling/pages/RequestsPage.vue'
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
  stubServer,
} from './pages.ts'
import { visitOf, workday } from './visits-pages.ts'

const visit = visitOf()
const day = {
  day: workday,
  stops: [
    { kind: 'hospital-duty', time: { start: 480, end: 720 }, placeName: '北京安定医院' },
    {
      kind: 'clinic-visit',
      time: { start: 810, end: 990 },
      placeName: '望京社区卫生服务中心',
      added: true,
      travel: { minutes: 38, margin: 52 },
    },
  ],
  wayBack: { placeName: '北京安定医院', minutes: 38 },
  filedUntil: '2027-03-31',
}
const whole = {
  visit,
  commands: ['accept', 'counter', 'decline'],
  waiting: [{ kind: 'child', people: 6, longestDays: 31, shortestDays: 9 }],
  day,
}

let asked: Asked[]
let page: Opened | undefined
async function open(answers: Answers = {}, person = psychiatrist): Promise<Opened> {
  asked = stubServer(answers, { 'GET .*/visits/[^/]+$': () => whole })
  page = onScreen(await openPage(RequestPage, '/requests/x', person, { props: { visitId: visit.visitId } }))
  return page
}
const press = (words: string): void =>
  [...document.querySelectorAll<HTMLElement>('button, .k-chip input')]
    .filter((one) => (one.closest('label') ?? one).textContent?.trim().startsWith(words))
    .at(-1)
    ?.click()
const sent = () => asked.filter(({ method }) => method === 'POST')

const onScreen = framed(now, () =>
  Promise.all([
    import('#frontends/kit/overlays/BaseDialog.vue'),
    import('#frontends/scheduling/components/CounterDialog.vue'),
    import('#frontends/scheduling/components/DeclineDialog.vue'),
  ]),
)

describe('a request to a psychiatrist', () => {
  it('shows who waits, and the day as it would be with the road and what is left of it', async () => {
    const { text } = await open()
    expect(text()).toContain('明天 9月16日 周三 13:30–16:30')
    expect(text()).toContain('剩 6 小时')
    expect(text()).toContain('6 人在候补，最久 31 天')
    expect(text()).toContain('接受后，您的周三')
    expect(text()).toContain('路上 38 分钟 · 富余 52 分钟')
    expect(text()).toContain('路上 38 分钟回北京安定医院')
    expect(text()).toContain('“孩子三点放学。” —— 李敏')
    expect(text()).toContain('您在这家中心的备案有效到 2027年3月31日')
  })

  it('is accepted with one press, and by Enter', async () => {
    const { press: key, settle } = await open({ 'POST .*/answer': () => ({ ...visit, state: 'accepted' }) })
    await key('Enter')
    await settle()
    expect(sent()[0]).toMatchObject({ body: { version: 1, answer: { as: 'accept' } } })
  })

  it('says before it is tried that it clashes, and after it was tried why', async () => {
    const blocking = { kind: 'hospital-duty', time: { start: 780, end: 900 } }
    const clashing = { ...whole, day: { ...day, problem: 'time-claimed', facts: { blocking } } }
    const { text, settle } = await open({
      'GET .*/visits/': () => clashing,
      'POST .*/answer': () => refused('scheduling', 'room-taken', 409),
    })
    expect(text()).toContain('现在接受不了')
    expect(text()).toContain('那时有院内值班 13:00–15:00')
    press('接受')
    await settle()
    expect(text()).toContain('诊所的诊室那时已有别的门诊')
  })

  it('offers the rooms that are free where the planned one has gone, and accepts with one', async () => {
    const gone = { room: '1', time: { start: 810, end: 990 }, freeRooms: ['2', '3'] }
    const { text, settle } = await open({
      'GET .*/visits/': () => ({ ...whole, day: { ...day, problem: 'room-taken', facts: gone } }),
      'POST .*/answer': () => ({ ...visit, state: 'accepted' }),
    })
    expect(text()).toContain('1 诊室那时已有别的门诊')
    expect(text()).not.toContain('现在接受不了')
    saying('3 诊室', 'label').click()
    await settle()
    press('接受')
    await settle()
    expect(sent()[0]?.body.answer).toEqual({ as: 'accept', room: '3' })
  })

  it('says why it was not sent also beside the choice of another room', async () => {
    const gone = { room: '1', time: { start: 810, end: 990 }, freeRooms: ['2', '3'] }
    const { text, settle } = await open({
      'GET .*/visits/': () => ({ ...whole, day: { ...day, problem: 'room-taken', facts: gone } }),
      'POST .*/answer': () => refused('scheduling', 'stale-version', 412),
    })
    press('接受')
    await settle()
    expect(text()).toContain('1 诊室那时已有别的门诊')
    expect(text()).toContain('没有保存：别人刚改过')
  })

  it('that was refused for its room is accepted with the first free one by the next press', async () => {
    let tried = false
    const {
      text,
      press: key,
      settle,
    } = await open({
      'POST .*/answer': () => {
        if (tried) return { ...visit, state: 'accepted' }
        tried = true
        return refused('scheduling', 'room-taken', 409, { room: '1', freeRooms: ['2'] })
      },
    })
    await key('Enter')
    await settle()
    expect(text()).toContain('1 诊室那时已有别的门诊')
    expect(text()).not.toContain('诊所的诊室那时已有别的门诊')
    await key('Enter')
    await settle()
    expect(sent().map(({ body }) => body.answer)).toEqual([{ as: 'accept' }, { as: 'accept', room: '2' }])
  })

  it('says what became of the visit since it was agreed', async () => {
    const moved = { sessionId: 's', date: '2026-09-18', time: { start: 540, end: 720 }, room: '2' }
    const agreed = { ...visit, state: 'accepted', sessionId: 's', became: { moved } }
    const first = await open({ 'GET .*/visits/': () => ({ ...whole, visit: agreed, commands: [] }) })
    expect(first.text()).toContain('约好以后有变动')
    expect(first.text()).toContain('改到 9月18日 周五 9:00–12:00，2 诊室')
    expect(document.querySelector('a[href*="my-week?from=2026-09-14"]')).not.toBeNull()
    first.page.unmount()
    const stopped = { reason: 'practitioner-ill', at: now }
    const substitute = { practitionerId: 'prac-002', practitionerName: '贺文谦' }
    const off = { ...agreed, became: { substitute, stopped } }
    const second = await open({ 'GET .*/visits/': () => ({ ...whole, visit: off, commands: [] }) })
    expect(second.text()).toContain('这一次不用去了')
    expect(second.text()).toContain('由贺文谦替诊')
    expect(second.text()).toContain('10:12 停诊：医生临时有事')
    expect(second.text()).toContain('已停诊')
  })

  it('is answered with another day: what is the same as asked is not sent', async () => {
    const { text, settle } = await open({ 'POST .*/answer': () => ({ ...visit, state: 'countered' }) })
    press('换一天')
    await settle()
    press('提出这个时间')
    await settle()
    expect(text()).toContain('和诊所要的时间一样')
    expect(sent()).toEqual([])
    const start = [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input')].find(
      ({ value }) => value === '13:30',
    )
    if (!start) throw new Error('no start')
    start.value = '14:00'
    start.dispatchEvent(new Event('input'))
    start.dispatchEvent(new Event('blur'))
    await settle()
    press('提出这个时间')
    await settle()
    expect(sent()[0]?.body.answer).toEqual({
      as: 'counter',
      date: '2026-09-16',
      time: { start: 840, end: 990 },
    })
  })

  it('is declined with a reason, and "other" wants words', async () => {
    const { text, settle } = await open({ 'POST .*/answer': () => ({ ...visit, state: 'declined' }) })
    press('不去…')
    await settle()
    press('其他')
    await settle()
    press('回复不去')
    await settle()
    expect(text()).toContain('请写一句原因')
    press('太远')
    await settle()
    press('回复不去')
    await settle()
    expect(sent()[0]?.body.answer).toEqual({ as: 'decline', reason: 'too-far' })
  })

  it('offers nothing once it is over, and is not for a clinic', async () => {
    const over = { ...whole, visit: { ...visit, state: 'lapsed' }, commands: [] }
    const first = await open({ 'GET .*/visits/': () => over })
    expect(first.text()).toContain('没有答复')
    expect(
      [...document.querySelectorAll('button')].some(({ textContent }) => textContent?.trim() === '接受'),
    ).toBe(false)
    first.page.unmount()
    const second = await open({}, clerk)
    expect(second.text()).not.toContain('请您出诊')
    expect(asked).toEqual([])
  })
})

describe('the list of requests', () => {
  it('has the nearest deadline first, and what was answered below', async () => {
    const later = visitOf({
      visitId: 'site-050.20260917.l',
      siteName: '东坝',
      answerBy: visit.answerBy + 9_000_000,
    })
    const done = visitOf({ visitId: 'site-050.20260918.d', siteName: '大屯', state: 'accepted' })
    stubServer({
      'GET .*/practitioners/prac-001/visits': () => ({ visits: [later, done, visit], pending: 2 }),
    })
    page = onScreen(await openPage(RequestsPage, '/requests', psychiatrist))
    expect(page.text()).toContain('2 家在等您回复')
    const lines = [...document.querySelectorAll('.s-request-line')].map(
      ({ textContent }) => textContent ?? '',
    )
    expect(lines.map((one) => /望京|东坝|大屯/.exec(one)?.[0])).toEqual(['望京', '东坝', '大屯'])
  })
})
