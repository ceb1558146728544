import { describe, expect, it } from 'vitest'
import WhoCanComePage from '#frontends/scheduling/pages/WhoCanComePage.vue'
import { framed } from '../support/page-frame.ts'
import {
  type Answers,
  type Asked,
  clerk,
  now,
  type Opened,
  openPage,
  psychiatrist,
  refused,
  sessionAt,
  stubServer,
  withCells,
} from './pages.ts'
import { candidateOf, visitOf, wednesday, workday } from './visits-pages.ts'

const people = [
  candidateOf('林若溪', {
    marginMinutes: 52,
    spans: [{ kind: 'hospital-duty', time: { start: 480, end: 720 }, travelMinutes: 38 }],
  }),
  candidateOf('何清越', { leftThisWeek: 1 }),
  candidateOf('沈一诺', { can: 'ask', mode: 'ask', reason: 'notice-too-short', noticeDays: 3 }),
  candidateOf('唐砚秋', {
    can: 'other-start',
    reason: 'travel-short',
    missingMinutes: 14,
    feasibleStart: 825,
  }),
  candidateOf('周明哲', {
    can: 'no',
    reason: 'on-duty',
    blocking: { kind: 'hospital-duty', time: { start: 480, end: 1020 } },
  }),
  ...['甲', '乙', '丙'].map((name) => candidateOf(name, { can: 'no', reason: 'not-filed' })),
]
const prepared = {
  waiting: [{ kind: 'child', people: 6, longestDays: 31, shortestDays: 9 }],
  plan: visitOf().plan,
  rooms: ['1', '2'],
}
const { practitionerId: _, ...plan } = prepared.plan

let asked: Asked[]
let page: Opened | undefined
async function open(answers: Answers = {}, person = clerk): Promise<Opened> {
  asked = stubServer(answers, {
    'GET .*/who-can-come': () => ({
      day: workday,
      time: { start: 810, end: 990 },
      kind: 'child',
      candidates: people,
    }),
    'GET .*/visit-defaults': () => ({ ...prepared, plan }),
    'GET .*/choices': () => ({ siteName: '望京社区卫生服务中心', departments: [], practitioners: [] }),
  })
  page = onScreen(
    await openPage(WhoCanComePage, `/who-can-come?date=${wednesday}&half=afternoon&kind=child`, person),
  )
  return page
}
const button = (words: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('button, a')].find(({ textContent }) =>
    textContent?.includes(words),
  )

const onScreen = framed(now, () =>
  Promise.all([
    import('#frontends/kit/overlays/BaseDialog.vue'),
    import('#frontends/scheduling/components/AskDialog.vue'),
  ]),
)

describe('who can come', () => {
  it('groups people by what can be done, each with the reason and the way out', async () => {
    const { text } = await open()
    expect(text()).toContain('能来，可直接预约 2')
    expect(text()).toContain('能来，路上富余 52 分钟')
    expect(text()).toContain('要求至少提前 3 天')
    expect(text()).toContain('路程差 14 分钟')
    expect(text()).toContain('13:45 开诊就能来')
    expect(text()).toContain('院内值班 8:00–17:00')
    expect(text()).toContain('6 位患者在候补儿童门诊')
  })

  it('says who has seen the clinic’s patients of late, by what was seen there', async () => {
    const held = withCells(sessionAt('2026-09-08', { practitionerId: people[0]?.practitionerId ?? '' }), [
      'seen',
      'missed',
      'seen',
    ])
    const { text } = await open({ 'GET .*/sessions': () => ({ days: [], sessions: [held] }) })
    expect(text()).toContain('能来，路上富余 52 分钟 近四周在您这里看过 2 人次')
    expect(text().match(/人次/g)).toHaveLength(1)
    const url = new URL(asked.find(({ path }) => path.includes('/sessions?'))?.path ?? '', 'http://x')
    expect(Object.fromEntries(url.searchParams)).toEqual({ from: '2026-08-18', days: '28' })
  })

  it('has another free room chosen where the planned one has gone', async () => {
    let tried = false
    const { text, press, settle } = await open({
      'POST .*/visits': () => {
        if (tried) return visitOf({ state: 'accepted', sessionId: 's' })
        tried = true
        return refused('scheduling', 'room-taken', 409, { room: '1', freeRooms: ['3'] })
      },
    })
    await press('2')
    await settle()
    button('约好')?.click()
    await settle()
    expect(text()).toContain('已替您换到空着的3 诊室')
    button('约好')?.click()
    await settle()
    const rooms = asked.filter(({ method }) => method === 'POST').map(({ body }) => body.plan.room)
    expect(rooms).toEqual(['1', '3'])
  })

  it('shows the first few of those who cannot come, and the others when they are asked for', async () => {
    const { text, settle } = await open()
    expect(text()).toContain('还有 1 位来不了')
    button('展开')?.click()
    await settle()
    expect(text()).not.toContain('还有 1 位来不了')
    expect(text()).toContain('丙')
  })

  it('asks the server for the half-day in the address', async () => {
    await open()
    const url = new URL(asked.find(({ path }) => path.includes('who-can-come'))?.path ?? '', 'http://x')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      date: wednesday,
      half: 'afternoon',
      kind: 'child',
      start: '810',
      end: '990',
    })
  })

  it('books by a digit and Enter, with room and numbers filled in', async () => {
    const agreed = visitOf({ state: 'accepted', practitionerName: '何清越', sessionId: 's' })
    const { text, press, settle } = await open({ 'POST .*/visits': () => agreed })
    await press('2')
    await settle()
    expect(text()).toContain('预约何清越')
    button('约好')?.click()
    await settle()
    const sent = asked.find(({ method }) => method === 'POST')
    expect(sent?.body).toMatchObject({
      practitionerId: people[1]?.practitionerId,
      plan: { date: wednesday, kind: 'child', room: '1', quotas: { public: 7, clinic: 3, referral: 2 } },
    })
    expect(sent?.key).toBeTruthy()
    expect(text()).toContain('约好了：何清越')
  })

  it('says who was faster and has the best alternative ready under Enter', async () => {
    let taken = false
    const left = () => ({
      day: workday,
      time: { start: 810, end: 990 },
      kind: 'child',
      candidates: taken ? people.slice(1) : people,
    })
    const { text, press, settle } = await open({
      'GET .*/who-can-come': left,
      'POST .*/visits': () => {
        taken = true
        const blocking = { kind: 'clinic-visit', time: { start: 810, end: 990 } }
        return refused('scheduling', 'time-claimed', 409, { blocking })
      },
    })
    await press('1')
    await settle()
    button('约好')?.click()
    await settle()
    expect(text()).toContain('没有约成：林若溪那个时间刚有了安排')
    expect(text()).toContain('刚被另一家中心约走（13:30–16:30）')
    expect(text()).toContain('已替您选好何清越')
    ;(document.activeElement as HTMLElement | null)?.blur()
    await press('Enter')
    await settle()
    expect(text()).toContain('预约何清越')
  })

  /** What the dialog's fields say. */
  const written = (): string[] =>
    [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input, [role=dialog] textarea')].map(
      ({ value }) => value,
    )
  async function write(over: string, value: string, { settle }: Opened): Promise<void> {
    const field = [
      ...document.querySelectorAll<HTMLInputElement>('[role=dialog] input, [role=dialog] textarea'),
    ].find((one) => one.value === over)
    if (!field) throw new Error(`no field says ${over}`)
    field.value = value
    field.dispatchEvent(new Event('input'))
    field.dispatchEvent(new Event('blur'))
    await settle()
  }

  it('keeps what was written when the defaults are read again after a refusal', async () => {
    const opened = await open({ 'POST .*/visits': () => refused('scheduling', 'stale-version', 412) })
    const reads = () => asked.filter(({ path }) => path.includes('visit-defaults')).length
    await opened.press('2')
    await opened.settle()
    await write('16:30', '16:45', opened)
    await write('', '孩子三点放学', opened)
    const before = reads()
    button('约好')?.click()
    await opened.settle()
    expect(reads()).toBeGreaterThan(before)
    expect(written()).toEqual(expect.arrayContaining(['16:45', '孩子三点放学']))
  })

  it('waits for the defaults of the half-day asked for, and keeps the words written meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    const opened = await open({
      'GET .*/visit-defaults.*half=morning': () => promise,
      'POST .*/visits': () => visitOf({ state: 'accepted', sessionId: 's' }),
    })
    await opened.router.replace(`/who-can-come?date=${wednesday}&half=morning&kind=child`)
    await opened.settle()
    await opened.press('2')
    await opened.settle()
    await write('', '孩子三点放学', opened)
    resolve({ ...prepared, plan: { ...plan, room: '2', quotas: { public: 4, clinic: 1, referral: 1 } } })
    await opened.settle()
    button('约好')?.click()
    await opened.settle()
    expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
      plan: { room: '2', quotas: { public: 4, clinic: 1, referral: 1 } },
      words: '孩子三点放学',
    })
  })

  it('offers the start that would do', async () => {
    const { settle } = await open({ 'POST .*/visits': () => visitOf({ state: 'accepted', sessionId: 's' }) })
    button('改 13:45')?.click()
    await settle()
    button('约好')?.click()
    await settle()
    expect(asked.find(({ method }) => method === 'POST')?.body.plan.time).toEqual({ start: 825, end: 990 })
  })

  it('says why nobody is there, what is wrong, and nothing to who may not ask', async () => {
    const nobody = () => ({ day: workday, time: { start: 810, end: 990 }, kind: 'child', candidates: [] })
    const first = await open({ 'GET .*/who-can-come': nobody })
    expect(first.text()).toContain('没有可以问的医生')
    first.page.unmount()
    const second = await open({ 'GET .*/who-can-come': () => new Response('', { status: 500 }) })
    expect(second.text()).not.toContain('谁能来')
    second.page.unmount()
    const third = await open({}, psychiatrist)
    expect(asked.filter(({ path }) => path.includes('who-can-come'))).toEqual([])
    expect(third.text()).not.toContain('谁能来')
  })
})
