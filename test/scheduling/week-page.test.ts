import { describe, expect, it } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import WeekPage from '#frontends/scheduling/pages/WeekPage.vue'
import { daysFrom, weekdayOf } from '#shared/kernel/calendar.ts'
import type { SessionWithCells } from '#shared/scheduling/index.ts'
import { framed, saying } from '../support/page-frame.ts'
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

const need = { level: 'routine' }
const preview = {
  session: sessionAt('2026-09-16'),
  affected: 2,
  counts: { here: 1, nearby: 0, call: 1 },
  nearbySites: [],
  days: 28,
  takeBackMinutes: 10,
  lines: named.slots.flatMap(({ slotId, number, time, held: person }, index) =>
    person
      ? [
          {
            ...{ slotId, number, time, need },
            appointmentId: person.appointmentId,
            patientId: person.patientId,
            card: person.card,
            ...(index === 0
              ? {
                  alternative: {
                    ...{ slotId: 'site-050.20260919.a.3', sessionId: 'site-050.20260919.a' },
                    ...{ siteId: 'site-050', siteName: '望京', practitionerId: 'prac-001' },
                    ...{ practitionerName: '陈思远', date: '2026-09-19', time: { start: 570, end: 585 } },
                    ...{ number: 3, room: '2', sameDoctor: true, where: 'here', minutes: 0 },
                  },
                }
              : {}),
          },
        ]
      : [],
  ),
}

let asked: Asked[]
let page: Opened | undefined
async function open(at = '/week', answers: Answers = {}, person = clerk): Promise<Opened> {
  asked = stubServer(answers, {
    'GET /api/scheduling/sites/[^/]+/sessions': () => ({ days, sessions }),
    'GET /api/scheduling/sites/[^/]+/choices': () => choices,
    'GET /api/scheduling/sessions/': () => named,
  })
  page = onScreen(await openPage(WeekPage, at, person))
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

const onScreen = framed(now, () =>
  Promise.all([loadParts(), import('#frontends/scheduling/components/FourWeeks.vue')]),
)

describe('one session beside the week', () => {
  it('says of an extra number who gives it, and offers nothing else for it', async () => {
    const extra = slotOf(wednesday, 4, { pool: 'extra' })
    const withExtra = {
      ...wednesday,
      cells: [...wednesday.cells.slice(0, 3), { ...wednesday.cells[3], ...extra }],
    }
    const { text } = await open(`/week?session=${wednesday.sessionId}`, {
      'GET /api/scheduling/sites/[^/]+/sessions': () => ({ days, sessions: [withExtra] }),
      'GET /api/scheduling/sessions/': () => ({ ...named, slots: [...named.slots, extra] }),
    })
    expect(text()).toMatch(/加号 *0\/1 *由医生加号/)
    expect(text().match(/由医生加号/g)).toHaveLength(2)
    expect(text()).not.toContain('加号可约')
  })
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

  it('opens the week that is pressed among the four', async () => {
    const { text, router, settle } = await open('/week?view=four&doctor=prac-001')
    document.querySelectorAll<HTMLElement>('.s-four-week')[1]?.click()
    await settle()
    expect(router.currentRoute.value.query).toEqual({ doctor: 'prac-001', from: '2026-09-21' })
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
      'GET .*/stop-preview': () => preview,
      'POST .*/stop': () => ({ session: { ...named, state: 'stopped', version: 4 }, affected: 2 }),
    })
    await click('停诊')
    expect(text()).toContain('2 位患者已经约好')
    expect(text()).toMatch(/1 *本中心有合适的号/)
    expect(text()).toMatch(/1 *28 天内没有合适的号，进入待联系名单/)
    expect(text()).toMatch(/王桂兰 *9月19日 周六 9:30 望京/)
    expect(text()).toMatch(/吴格林 *要打电话/)
    expect(text()).toContain('为您留了望京 9月19日 周六 9:30，陈思远医生，请在 18:22 前确认')
    expect(text()).toContain('请不要前往')
    expect(text()).toContain('10 分钟内可以撤销')
    expect(document.activeElement?.textContent).toContain('先不停')
    button('医院值班').click()
    document.querySelector<HTMLInputElement>('input[value="hospital-duty"]')?.click()
    await settle()
    await click('停诊并通知 2 人')
    expect(posted('/stop').map(({ body }) => body)).toEqual([{ version: 3, reason: 'hospital-duty' }])
    expect(toasts[0]?.text).toBe('已停诊，2 位患者受影响')
  })

  it('begins at once where that is wanted, and says that it is final', async () => {
    const { text, settle } = await open(`/week?session=${wednesday.sessionId}`, {
      'GET .*/stop-preview': () => preview,
      'POST .*/stop': () => ({ session: { ...named, state: 'stopped', version: 4 }, affected: 2 }),
    })
    await click('停诊')
    const after = [...document.querySelectorAll('select')].at(-1)
    if (!after) throw new Error('nothing asks what happens after the stop')
    after.selectedIndex = 1
    after.dispatchEvent(new Event('change'))
    await settle()
    expect(text()).toContain('停诊不能再撤销')
    await click('停诊并通知 2 人')
    expect(posted('/stop')[0]?.body).toMatchObject({ cascade: 'now' })
  })

  it('leads from the stop to a substitute, and says what the substitute has then instead', async () => {
    const { text, settle } = await open(`/week?session=${wednesday.sessionId}`, {
      'GET .*/stop-preview': () => preview,
      'POST .*/substitution': () =>
        refused('scheduling', 'time-claimed', 409, {
          blocking: { kind: 'hospital-duty', time: { start: 480, end: 720 } },
        }),
    })
    await click('停诊')
    await click('找人替诊')
    const who = [...document.querySelectorAll('select')].at(-1)
    if (!who) throw new Error('nobody to choose')
    who.selectedIndex = 1
    who.dispatchEvent(new Event('change'))
    await settle()
    await click('替诊并通知 2 人')
    expect(posted('/substitution')[0]?.body).toEqual({ version: 3, practitionerId: 'prac-009' })
    expect(text()).toContain('那时有院内值班（8:00–12:00）')
    expect(posted('/stop')).toEqual([])
  })

  it('takes a fresh stop back', async () => {
    await open(`/week?session=${stopped.sessionId}`, {
      'POST .*/resumption': () => ({ ...stopped, state: 'published', version: 4 }),
    })
    await click('撤销停诊')
    expect(posted('/resumption')).toHaveLength(1)
  })

  it('leads from a gap to whom one can ask for that half-day', async () => {
    await open()
    expect(document.querySelector('.s-gap')?.getAttribute('href')).toBe(
      '/app/scheduling/who-can-come?date=2026-09-15&half=morning',
    )
  })

  /** A week with a second room, whose row has places that only wait for a session. */
  const twoRooms = () => ({
    days,
    sessions: [
      ...sessions,
      withCells(sessionAt('2026-09-18', { room: '3', sessionId: 'site-050.20260918.b' }), ['free']),
    ],
  })

  it('plans a session from an empty place, with the day, the half and the room filled in', async () => {
    const planned = { ...sessionAt('2026-09-16'), state: 'draft' }
    const { text, settle } = await open('/week', {
      'GET /api/scheduling/sites/[^/]+/sessions': twoRooms,
      'POST .*/sites/[^/]+/sessions': () => planned,
    })
    document.querySelector<HTMLElement>('.s-add')?.click()
    await settle()
    expect(text()).toContain('新建门诊')
    expect(text()).toContain('共 12 个号')
    document.querySelector<HTMLElement>('[role=dialog] [role=option]')?.click()
    await settle()
    await click('存为草稿')
    expect(posted('/sessions')[0]?.body).toMatchObject({
      practitionerId: 'prac-009',
      departmentId: 'dep-1',
      date: '2026-09-18',
      time: { start: 540, end: 720 },
      room: '2',
      quotas: { public: 7, clinic: 3, referral: 2 },
    })
  })

  it('keeps the plan on the page and says who is where else when the time is claimed', async () => {
    const { text, settle } = await open('/week', {
      'GET /api/scheduling/sites/[^/]+/sessions': twoRooms,
      'POST .*/sites/[^/]+/sessions': () => refused('scheduling', 'time-claimed', 409),
    })
    document.querySelector<HTMLElement>('.s-add')?.click()
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
    expect(text()).toContain('没有保存：别人刚改过这场门诊')
    expect(text()).toContain('您改的')
  })

  it('asks the office first at which site to look, and leads there', async () => {
    const site = {
      ...{ siteId: 'site-051', organisationId: 'site-051', name: '东湖社区卫生服务中心', shortName: '东湖' },
      ...{ initials: ['dhsqwsfwzx', 'dh'], kind: 'community-centre', tier: 'primary', networkRole: 'base' },
      ...{ areaCode: '110105021', areaName: '东湖街道', version: 1 },
    }
    const { text, router, settle } = await open(
      '/week',
      {
        'GET /api/alliance/sites': () => ({ sites: [site], total: 1 }),
        'GET /api/alliance/subdistricts': () => ({ subdistricts: [] }),
      },
      { personId: 'fang', displayName: '方敏之', grants: [{ role: 'alliance-office' }] },
    )
    await settle()
    expect(text()).toContain('看哪一家')
    saying('东湖社区卫生服务中心', '[role=option]').click()
    await settle()
    expect(router.currentRoute.value.query).toEqual({ site: 'site-051' })
    expect(asked.some(({ path }) => path.includes('/sites/site-051/sessions'))).toBe(true)
    await click('换一家')
    expect(router.currentRoute.value.query).toEqual({})
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
