import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import WeekPage from '#frontends/scheduling/pages/WeekPage.vue'
import { daysFrom, weekdayOf } from '#shared/kernel/calendar.ts'
import type { SessionWithCells } from '#shared/scheduling/index.ts'
import {
  type Answers,
  type Asked,
  clerk,
  held,
  loadParts,
  now,
  type Opened,
  openPage,
  refused,
  sessionAt,
  slotOf,
  stubServer,
  withCells,
  withSlots,
} from './pages.ts'

const days = daysFrom('2026-09-14', 28).map((date) => {
  const weekend = weekdayOf(date) > 5
  if (date === '2026-09-20') return { date, kind: 'make-up' }
  if (date >= '2026-09-25' && date <= '2026-09-27')
    return { date, kind: 'holiday', name: '中秋', nameEn: 'Mid-Autumn' }
  return { date, kind: weekend ? 'weekend' : 'workday' }
})
const wednesday = withCells(sessionAt('2026-09-16'), ['booked', 'booked', 'free', 'free'])
const draft = {
  ...sessionAt('2026-09-20', {
    state: 'draft',
    practitionerName: '周明哲',
    sessionId: 'site-050.20260920.d',
  }),
  cells: [],
}
const stopped = withCells(
  sessionAt('2026-09-17', {
    state: 'stopped',
    stopReason: 'hospital-duty',
    stoppedAt: now - 60_000,
    practitionerName: '许安然',
    sessionId: 'site-050.20260917.s',
  }),
  ['stopped', 'stopped'],
)
const sessions: SessionWithCells[] = [wednesday, draft, stopped]
const choices = {
  siteName: '望京社区卫生服务中心',
  departments: [{ departmentId: 'dep-1', name: '精神科', accepted: true }],
  practitioners: [
    {
      practitionerId: 'prac-009',
      name: '贺文谦',
      title: 'chief',
      kinds: ['general'],
      initials: 'hwq',
      from: '2026-01-01',
    },
  ],
}
const named = withSlots(sessionAt('2026-09-16'), [
  slotOf(wednesday, 1, { state: 'booked', held: held('王桂兰') }),
  slotOf(wednesday, 2, { state: 'booked', held: held('吴格林') }),
  slotOf(wednesday, 3),
])

let asked: Asked[]
let page: Opened | undefined
async function open(at = '/week', answers: Answers = {}, person = clerk): Promise<Opened> {
  asked = stubServer(answers, {
    'GET /api/scheduling/sites/[^/]+/sessions': () => ({ days, sessions }),
    'GET /api/scheduling/sites/[^/]+/choices': () => choices,
    'GET /api/scheduling/sessions/': () => named,
  })
  page = await openPage(WeekPage, at, person)
  return page
}
const button = (words: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('button')]
    .filter((one) => one.textContent?.includes(words))
    .at(-1)
  if (!found) throw new Error(`no button ${words}`)
  return found
}
async function click(words: string): Promise<void> {
  button(words).click()
  await page?.settle()
}
const posted = (end: string): Asked[] =>
  asked.filter(({ method, path }) => method !== 'GET' && path.endsWith(end))

beforeAll(loadParts)
beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] })
  toasts.splice(0)
})
afterEach(() => {
  page?.page.unmount()
  document.body.innerHTML = ''
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the week', () => {
  it('shows sessions, gaps with the next act, the make-up day, the draft and the stop', async () => {
    const { text } = await open()
    expect(text()).toContain('9月14日 – 20日')
    expect(text()).toContain('2/4')
    expect(text()).toContain('请医生')
    expect(text()).toContain('上班')
    expect(text()).toContain('等您发布')
    expect(text()).toContain('周四 许安然，停了 1 场')
  })

  it('asks for four weeks at once, so that the ribbon needs no second question', async () => {
    const { text } = await open()
    expect(asked.filter(({ path }) => path.includes('/sessions?')).map(({ path }) => path)).toEqual([
      '/api/scheduling/sites/site-050/sessions?from=2026-09-14&days=28',
    ])
    expect(text()).toContain('中秋')
  })

  it('is at the week of the address', async () => {
    const { text } = await open('/week?from=2026-09-23')
    expect(text()).toContain('9月21日 – 27日')
  })

  it('opens a session in the address, with the names of those who hold its numbers', async () => {
    const opened = await open()
    document.querySelector<HTMLElement>(`[data-session="${wednesday.sessionId}"]`)?.click()
    await opened.settle()
    expect(opened.router.currentRoute.value.query).toEqual({ session: wednesday.sessionId })
    expect(opened.text()).toContain('王桂兰')
    expect(opened.text()).toContain('约人到这一场')
  })

  it('publishes the drafts of the week after showing when their numbers come', async () => {
    const { text } = await open('/week', {
      'POST .*/publication': () => ({ ...draft, state: 'published', version: 4 }),
    })
    await click('发布 1 场')
    expect(text()).toContain('周明哲')
    expect(text()).toContain('9月6日 8:00 放出')
    await click('发布 1 场')
    expect(posted('/publication').map(({ body }) => body)).toEqual([{ version: 3 }])
    expect(toasts[0]?.text).toBe('1 场已发布')
  })

  it('leaves a draft that may not be published, and says why', async () => {
    const { text } = await open('/week', {
      'POST .*/publication': () => refused('scheduling', 'department-not-accepted', 409),
    })
    await click('发布 1 场')
    await click('发布 1 场')
    expect(text()).toContain('科室还没通过验收')
  })

  it('stops a session only after naming whom it touches, with the focus on not stopping', async () => {
    const { text, settle } = await open(`/week?session=${wednesday.sessionId}`, {
      'POST .*/stop': () => ({ session: { ...named, state: 'stopped', version: 4 }, affected: 2 }),
    })
    await click('停诊')
    expect(text()).toContain('2 位患者已经约好')
    expect(text()).toContain('王桂兰')
    expect(text()).toContain('10 分钟内可以撤销')
    expect(document.activeElement?.textContent).toContain('先不停')
    button('医院值班').click()
    document.querySelector<HTMLInputElement>('input[value="hospital-duty"]')?.click()
    await settle()
    await click('停诊，2 人受影响')
    expect(posted('/stop').map(({ body }) => body)).toEqual([{ version: 3, reason: 'hospital-duty' }])
    expect(toasts[0]?.text).toBe('已停诊，2 位患者受影响')
  })

  it('takes a fresh stop back', async () => {
    await open(`/week?session=${stopped.sessionId}`, {
      'POST .*/resumption': () => ({ ...stopped, state: 'published', version: 4 }),
    })
    await click('撤销停诊')
    expect(posted('/resumption')).toHaveLength(1)
  })

  it('plans a session from a gap, with the day, the half and the room filled in', async () => {
    const planned = { ...sessionAt('2026-09-16'), state: 'draft' }
    const { text, settle } = await open('/week', { 'POST .*/sites/[^/]+/sessions': () => planned })
    document.querySelector<HTMLElement>('.s-gap')?.click()
    await settle()
    expect(text()).toContain('新建门诊')
    expect(text()).toContain('共 12 个号')
    document.querySelector<HTMLElement>('[role=dialog] [role=option]')?.click()
    await settle()
    await click('存为草稿')
    expect(posted('/sessions')[0]?.body).toMatchObject({
      practitionerId: 'prac-009',
      departmentId: 'dep-1',
      date: '2026-09-15',
      time: { start: 540, end: 720 },
      room: '2',
      quotas: { public: 7, clinic: 3, referral: 2 },
    })
  })

  it('keeps the plan on the page and says who is where else when the time is claimed', async () => {
    const { text, settle } = await open('/week', {
      'POST .*/sites/[^/]+/sessions': () => refused('scheduling', 'time-claimed', 409),
    })
    document.querySelector<HTMLElement>('.s-gap')?.click()
    await settle()
    document.querySelector<HTMLElement>('[role=dialog] [role=option]')?.click()
    await settle()
    await click('存好并发布')
    expect(text()).toContain('医生那个时间已经有别的安排')
    expect(text()).toContain('贺文谦')
  })

  it('shows both versions when somebody else has changed the draft meanwhile', async () => {
    let changed = false
    const other = { ...draft, version: 5, room: '3' }
    const { text } = await open(`/week?session=${draft.sessionId}`, {
      'GET /api/scheduling/sites/[^/]+/sessions': () => ({
        days,
        sessions: [wednesday, changed ? other : draft, stopped],
      }),
      'PUT /api/scheduling/sessions/': () => {
        changed = true
        return refused('scheduling', 'stale-version', 412)
      },
    })
    await click('修改')
    await click('保存')
    expect(text()).toContain('没有保存：这场门诊刚被改过')
    expect(text()).toContain('您改的')
  })

  it('shows the sessions of another site to the office without names and without acts', async () => {
    const { text } = await open(
      `/week?site=site-050&session=${wednesday.sessionId}`,
      {},
      { personId: 'fang', displayName: '方敏之', grants: [{ role: 'alliance-office' }] },
    )
    expect(text()).toContain('陈思远')
    expect(text()).not.toContain('约人到这一场')
    expect(asked.some(({ path }) => path.startsWith('/api/scheduling/sessions/'))).toBe(false)
  })

  it('says what to do where there is nothing at all', async () => {
    const { text } = await open('/week', {
      'GET /api/scheduling/sites/[^/]+/sessions': () => ({
        days: days.map((day) => ({ ...day, kind: 'weekend' })),
        sessions: [],
      }),
    })
    expect(text()).toContain('还没有门诊')
  })
})
