import { describe, expect, it } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import MyDayPage from '#frontends/scheduling/pages/MyDayPage.vue'
import MyWeekPage from '#frontends/scheduling/pages/MyWeekPage.vue'
import { daysFrom } from '#shared/kernel/calendar.ts'
import { framed } from '../support/page-frame.ts'
import {
  type Answers,
  type Asked,
  clerk,
  held,
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

const week = daysFrom('2026-09-14', 7).map((date) => ({
  date,
  day: { date, kind: 'workday' },
  commitments:
    date === today
      ? [
          {
            claimId: 'c-1',
            kind: 'hospital-duty',
            placeName: '北京安定医院',
            time: { start: 420, end: 510 },
          },
          {
            claimId: 'c-2',
            kind: 'clinic-visit',
            placeId: 'site-050',
            placeName: '望京社区卫生服务中心',
            time: { start: 540, end: 720 },
            session: {
              sessionId: sessionAt(today).sessionId,
              room: '2 诊室',
              state: 'published',
              counts: { numbers: 12, taken: 9, seen: 3, missed: 1 },
            },
            travel: { minutes: 38, margin: -8 },
          },
        ]
      : [],
}))
const morning = sessionAt(today)
const slots = [
  slotOf(morning, 1, { state: 'called', held: held('杨帆', { before: 'arrived', calledAt: now - 60_000 }) }),
  slotOf(morning, 2, { state: 'arrived', held: held('刘洋', { arrivedAt: now }) }),
]

let asked: Asked[]
let page: Opened | undefined
async function open(which: typeof MyWeekPage, answers: Answers = {}, person = psychiatrist): Promise<Opened> {
  asked = stubServer(answers, {
    'GET .*/week': () => ({ days: week }),
    'GET .*/practitioners/[^/]+/days': () => ({
      day: { date: today, kind: 'workday' },
      sessions: [withSlots(morning, slots)],
    }),
    'GET .*/calendar': () => ({ url: 'https://example.org/api/scheduling/calendars/abc' }),
  })
  page = onScreen(await openPage(which, '/', person))
  return page
}
async function click(words: string): Promise<void> {
  ;[...document.querySelectorAll<HTMLElement>('button')]
    .find((one) => one.textContent?.includes(words))
    ?.click()
  await page?.settle()
}

const onScreen = framed(now)

describe('the psychiatrist’s week', () => {
  it('draws the day as a line with the road and what is short of it', async () => {
    const { text } = await open(MyWeekPage)
    expect(text()).toContain('今天 周二')
    expect(text()).toContain('有冲突')
    expect(text()).toContain('路上 38 分钟')
    expect(text()).toContain('晚到 8 分钟')
    expect(text()).toContain('约 9/12 人')
    expect(text()).toMatch(/7:00.*北京安定医院.*9:00.*望京社区卫生服务中心/)
  })

  it('says from which start a clinic could be reached, which is the clinic’s to change', async () => {
    const { text } = await open(MyWeekPage)
    expect(text()).toContain('9:15 开诊就来得及。请诊所推迟开诊，或找人替诊。')
  })

  it('says that a clinic cannot be reached where too little of it would be left', async () => {
    const late = week.map((one) => ({
      ...one,
      commitments: one.commitments.map((each) =>
        'travel' in each ? { ...each, travel: { minutes: 170, margin: -140 } } : each,
      ),
    }))
    const { text } = await open(MyWeekPage, { 'GET .*/week': () => ({ days: late }) })
    expect(text()).toContain('这一场来不及了')
    expect(text()).not.toContain('开诊就来得及')
  })

  it('gives the calendar address only when asked for it, with a word on keeping it', async () => {
    const { text } = await open(MyWeekPage)
    expect(asked.some(({ path }) => path.endsWith('/calendar'))).toBe(false)
    await click('订阅')
    expect(document.querySelector<HTMLInputElement>('input[readonly]')?.value).toContain('/calendars/abc')
    expect(text()).toContain('请不要转发')
  })

  it('shows nothing to who is no practitioner', async () => {
    const { text } = await open(MyWeekPage, {}, clerk)
    expect(text()).toContain('这份记录您现在看不到')
    expect(asked).toEqual([])
  })
})

describe('the psychiatrist’s day', () => {
  it('calls the next and marks the last as seen', async () => {
    const opened = await open(MyDayPage, {
      'POST .*/steps': ({ body }) =>
        body.command === 'call' ? { ...slots[1], state: 'called' } : { ...slots[0], state: 'seen' },
    })
    await opened.press('e')
    await opened.press(' ')
    expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body.command)).toEqual([
      'finish',
      'call',
    ])
  })

  it('adds an extra number and names it', async () => {
    await open(MyDayPage, {
      'POST .*/extra-slots': () => slotOf(morning, 13, { pool: 'extra', time: { start: 705, end: 720 } }),
    })
    await click('加号')
    expect(toasts[0]?.text).toBe('加了 13 号，11:45')
  })

  it('goes to another day without the session that was chosen on this one', async () => {
    const { router, press } = await open(MyDayPage)
    await router.replace(`/?session=${morning.sessionId}`)
    await press('ArrowRight')
    expect(router.currentRoute.value.query).toEqual({ date: '2026-09-16' })
    expect(asked.at(-1)?.path).toContain('2026-09-16')
  })

  it('says that no further extra number can be added', async () => {
    const { text } = await open(MyDayPage, {
      'POST .*/extra-slots': () => refused('scheduling', 'extra-slot-limit', 409),
    })
    await click('加号')
    expect(text()).toContain('这一场不能再加号了')
  })

  it('does not offer to fill numbers, which is the desk’s work', async () => {
    const { text } = await open(MyDayPage)
    expect(text()).not.toContain('约人')
  })
})
