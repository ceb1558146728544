import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { online, toasts } from '#frontends/kit/index.ts'
import TodayPage from '#frontends/scheduling/pages/TodayPage.vue'
import type { Slot } from '#shared/scheduling/index.ts'
import {
  type Asked,
  clerk,
  held,
  idOf,
  loadParts,
  now,
  type Opened,
  openPage,
  psychiatrist,
  refused,
  sessionAt,
  slotOf,
  stubServer,
  today,
  withSlots,
} from './pages.ts'

const morning = sessionAt(today)
const minute = (ago: number): number => now - ago * 60_000
const slots: Slot[] = [
  slotOf(morning, 1, {
    state: 'seen',
    held: held('王桂兰', {
      before: 'called',
      arrivedAt: minute(80),
      calledAt: minute(70),
      endedAt: minute(55),
    }),
  }),
  slotOf(morning, 2, {
    state: 'called',
    held: held('杨帆', { before: 'arrived', arrivedAt: minute(40), calledAt: minute(12) }),
  }),
  slotOf(morning, 3, { state: 'arrived', held: held('刘洋', { before: 'booked', arrivedAt: minute(26) }) }),
  slotOf(morning, 4, { state: 'booked', held: held('李建军') }),
  slotOf(morning, 5, { state: 'booked', held: held('周晓琳'), time: { start: 660, end: 675 } }),
  slotOf(morning, 6, { time: { start: 675, end: 690 } }),
]
const day = { date: today, kind: 'workday' }
const choices = { siteName: '望京社区卫生服务中心', departments: [], practitioners: [] }
const stepped = (state: Slot['state'], number: number) => ({ ...slots[number - 1], state })

let asked: Asked[]
let page: Opened | undefined

async function open(answers: Record<string, (one: Asked) => unknown> = {}, person = clerk): Promise<Opened> {
  asked = stubServer(answers, {
    'GET /api/scheduling/sites/[^/]+/days': () => ({ day, sessions: [withSlots(morning, slots)] }),
    'GET /api/scheduling/sites/[^/]+/choices': () => choices,
    'GET /api/scheduling/sites/[^/]+/sessions': () => ({ days: [], sessions: [] }),
  })
  page = await openPage(TodayPage, '/today', person)
  return page
}

const sent = (): Asked[] => asked.filter(({ method }) => method === 'POST')
const rowOf = (name: string): string =>
  [...document.querySelectorAll('tbody tr')].find((row) => row.textContent?.includes(name))?.textContent ?? ''

beforeAll(loadParts)
beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] })
  toasts.splice(0)
})
afterEach(() => {
  page?.page.unmount()
  document.body.innerHTML = ''
  online.value = true
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('today', () => {
  it('shows who is inside, who is next, who is late, and what is free', async () => {
    const { text } = await open()
    expect(text()).toContain('叫 03 号')
    expect(rowOf('杨帆')).toContain('就诊中')
    expect(rowOf('李建军')).toContain('迟到')
    expect(rowOf('周晓琳')).toContain('已预约')
    expect(text()).toContain('后面还空 1 个号')
  })

  it('calls the next with the space bar, at once on screen, and sends it once', async () => {
    const { press } = await open({ 'POST .*/steps': () => stepped('called', 3) })
    await press(' ')
    expect(rowOf('刘洋')).toContain('就诊中')
    expect(sent().map(({ body }) => body)).toEqual([{ appointmentId: `ap-${idOf('刘洋')}`, command: 'call' }])
    expect(toasts[0]?.text).toBe('已叫 03 号 刘洋')
  })

  it('checks in the selected person with Q after the arrows', async () => {
    const { press } = await open({ 'POST .*/steps': () => stepped('arrived', 4) })
    await press('ArrowDown')
    await press('q')
    expect(sent().map(({ body }) => body)).toEqual([
      { appointmentId: `ap-${idOf('李建军')}`, command: 'check-in' },
    ])
  })

  it('undoes the last step with Z', async () => {
    const { press } = await open({
      'POST .*/steps': ({ body }) =>
        body.command === 'undo'
          ? slots[1]
          : { ...stepped('seen', 2), held: held('杨帆', { before: 'called' }) },
    })
    await press('e')
    await press('z')
    expect(sent().map(({ body }) => body.command)).toEqual(['finish', 'undo'])
    expect(rowOf('杨帆')).toContain('就诊中')
  })

  it('keeps steps while there is no network and sends them in order when it is back', async () => {
    const opened = await open({
      'POST .*/steps': ({ body }) =>
        stepped(body.command === 'call' ? 'called' : 'seen', body.command === 'call' ? 3 : 2),
    })
    online.value = false
    await opened.press('e')
    await opened.press(' ')
    expect(sent()).toEqual([])
    expect(opened.text()).toContain('待送 2')
    expect(opened.text()).toContain('看到的是 10:12 的名单')
    online.value = true
    await opened.settle()
    expect(sent().map(({ body }) => body.command)).toEqual(['finish', 'call'])
    expect(opened.text()).not.toContain('待送')
  })

  it('does not let numbers be claimed without network, and says so', async () => {
    const opened = await open()
    online.value = false
    await opened.settle()
    expect(opened.text()).toContain('约人要联网')
    await opened.press('b')
    expect(opened.router.currentRoute.value.query).toEqual({})
  })

  it('takes a refused step back and says why', async () => {
    const { press, text } = await open({
      'POST .*/steps': () => refused('scheduling', 'step-not-allowed', 409),
    })
    await press(' ')
    expect(rowOf('刘洋')).toContain('已签到')
    expect(text()).toContain('有一步没有记上')
    expect(text()).toContain('那边的状态已经变了')
  })

  it('asks again every 15 seconds, and not while nobody can see it', async () => {
    const { settle } = await open()
    const reads = (): number => asked.filter(({ path }) => path.includes('/days/')).length
    const first = reads()
    await vi.advanceTimersByTimeAsync(15_000)
    await settle()
    expect(reads()).toBe(first + 1)
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(reads()).toBe(first + 1)
    vi.restoreAllMocks()
  })

  it('shows the list of before with its age where reading fails', async () => {
    let fails = false
    const opened = await open({
      'GET /api/scheduling/sites/[^/]+/days': () => {
        if (fails) throw new TypeError('gone')
        return { day, sessions: [withSlots(morning, slots)] }
      },
    })
    fails = true
    await vi.advanceTimersByTimeAsync(15_000)
    await opened.settle()
    expect(rowOf('刘洋')).toContain('已签到')
    expect(opened.text()).toContain('断网了')
  })

  it('says when the next session is where there is none today', async () => {
    const { text } = await open({
      'GET /api/scheduling/sites/[^/]+/days': () => ({ day, sessions: [] }),
      'GET /api/scheduling/sites/[^/]+/sessions': () => ({
        days: [],
        sessions: [{ ...sessionAt('2026-09-16'), cells: [] }],
      }),
    })
    expect(text()).toContain('今天没有门诊')
    expect(text()).toContain('下一场是 9月16日 周三 上午 陈思远')
  })

  it('offers to try again where nothing could be read', async () => {
    const { text } = await open({
      'GET /api/scheduling/sites/[^/]+/days': () => refused('http', 'try-again', 503),
    })
    await vi.advanceTimersByTimeAsync(2_000)
    await page?.settle()
    expect(text()).toContain('再试一次')
  })

  it('shows nothing of the day to who has no day list', async () => {
    const { text } = await open({}, { ...psychiatrist, grants: [{ role: 'pharmacist', siteId: 'site-050' }] })
    expect(text()).toContain('这份记录您现在看不到')
    expect(asked.filter(({ path }) => path.includes('/days/'))).toEqual([])
  })
})
