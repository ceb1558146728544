import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import BookPage from '#frontends/scheduling/pages/BookPage.vue'
import { useBookingStore } from '#frontends/scheduling/stores/booking.ts'
import {
  type Asked,
  clerk,
  loadParts,
  now,
  type Opened,
  openPage,
  refused,
  sessionAt,
  stubServer,
  today,
  withCells,
} from './pages.ts'

const tomorrow = '2026-09-16'
const own = withCells(sessionAt(tomorrow), ['booked', 'free', 'free', 'booked', 'free'])
const other = withCells(
  sessionAt(today, {
    sessionId: 'site-050.20260915.b',
    practitionerId: 'prac-002',
    practitionerName: '贺文谦',
  }),
  ['booked', 'booked', 'booked', 'booked', 'booked', 'free'],
)
const hit = {
  patientId: 'p-1',
  name: '王桂兰',
  sex: '2',
  birthYear: 1959,
  phoneTail: '2210',
  phoneMasked: '138****2210',
  initials: 'wgl',
}
const visit = {
  appointmentId: 'a-0',
  slotId: 's-0',
  sessionId: 'x',
  patientId: 'p-1',
  siteId: 'site-050',
  siteName: '望京',
  practitionerId: 'prac-001',
  practitionerName: '陈思远',
  date: '2026-09-01',
  time: { start: 540, end: 555 },
  room: '2',
  number: 1,
  pool: 'public',
  kind: 'general',
  visit: 'return',
  state: 'seen',
  code: '111111',
  bookedAt: 0,
}
const booked = (slotId: string) => ({
  ...visit,
  slotId,
  sessionId: own.sessionId,
  date: tomorrow,
  time: { start: 555, end: 570 },
  number: 2,
  state: 'booked',
})

let asked: Asked[]
let page: Opened | undefined
async function open(answers: Record<string, (one: Asked) => unknown> = {}): Promise<Opened> {
  asked = stubServer(answers, {
    'POST /api/patients/search': () => ({ by: 'initials', hits: [hit] }),
    'GET /api/scheduling/patients/p-[^/]+/card': () => ({
      patientId: 'p-1',
      card: { name: '王桂兰', sex: '2', birthYear: 1959 },
      appointments: [visit],
    }),
    'GET .*/choices': () => ({ siteName: '望京', departments: [], practitioners: [] }),
    'GET .*/sessions': () => ({ days: [], sessions: [other, own] }),
    'POST .*/appointment': ({ path }) => booked(slotIn(path)),
    'POST .*/hold': ({ path }) => ({ slotId: slotIn(path), until: Date.now() + 300_000 }),
    'DELETE .*/hold': ({ path }) => ({ slotId: slotIn(path) }),
  })
  page = await openPage(BookPage, '/book', clerk)
  return page
}
const slotIn = (path: string): string => decodeURIComponent(path.split('/')[4] ?? '')

/** As far as the time: the person by initials, their doctor's session, its first free number. */
async function toTheTime(): Promise<void> {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement)) throw new Error('the focus is not on the search')
  field.value = 'wgl'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await page?.settle()
  await page?.press('Enter')
  await page?.press('1')
  await rest()
}
/** Long enough for a choice to have rested. */
async function rest(): Promise<void> {
  await page?.settle()
  await page?.settle()
}
const button = (words: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('button, label')].find((one) =>
    one.textContent?.includes(words),
  )
  if (!found) throw new Error(`nothing says ${words}`)
  return found
}
async function click(words: string): Promise<void> {
  button(words).click()
  await page?.settle()
}
async function choose(label: string, index: number): Promise<void> {
  const id = [...document.querySelectorAll('label')].find((one) => one.textContent?.includes(label))?.htmlFor
  const field = document.querySelector<HTMLSelectElement>(`select#${CSS.escape(id ?? '')}`)
  if (!field) throw new Error(`no field ${label}`)
  field.selectedIndex = index
  field.dispatchEvent(new Event('change'))
  await page?.settle()
}
const sent = (method: string, end: string): Asked[] =>
  asked.filter((one) => one.method === method && one.path.endsWith(end))

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

describe('a number that is being booked', () => {
  it('is kept for who books, with a clock, and booked without being given back', async () => {
    await open()
    await toTheTime()
    expect(sent('POST', '/hold').map(({ path, body }) => [slotIn(path), body])).toEqual([
      [`${own.sessionId}.02`, { patientId: 'p-1' }],
    ])
    expect(page?.text()).toMatch(/号给您留着，剩 (5:00|4:5\d)/)
    await click('约好')
    await rest()
    expect(sent('POST', '/appointment')).toHaveLength(1)
    expect(sent('DELETE', '/hold')).toEqual([])
  })

  it('is given back when the form is left', async () => {
    await open()
    await toTheTime()
    page?.page.unmount()
    await rest()
    expect(sent('DELETE', '/hold').map(({ path }) => slotIn(path))).toEqual([`${own.sessionId}.02`])
  })

  it('gives way to the nearest one when somebody else keeps it', async () => {
    let first = true
    await open({
      'POST .*/hold': ({ path }) => {
        if (!first) return { slotId: slotIn(path), until: Date.now() + 300_000 }
        first = false
        return refused('scheduling', 'slot-held', 409, { until: now + 60_000 })
      },
    })
    await toTheTime()
    expect(page?.text()).toContain('9:15 已被他人抢先预约')
    await rest()
    expect(sent('POST', '/hold').map(({ path }) => slotIn(path).slice(-2))).toEqual(['02', '03'])
  })

  it('is none of those that are passed over with the arrows', async () => {
    await open()
    await toTheTime()
    await page?.press('ArrowRight')
    expect(sent('POST', '/hold')).toHaveLength(1)
  })
})

describe('booking on behalf', () => {
  it('goes with who asked and how the patient agreed, and not before both are said', async () => {
    await open()
    await toTheTime()
    await click('代约：不是患者本人要约')
    expect(button('约好').getAttribute('aria-disabled')).toBe('true')
    await choose('谁来约的', 2)
    await choose('患者怎么同意的', 1)
    await click('约好')
    expect(sent('POST', '/appointment')[0]?.body.onBehalf).toEqual({ relation: 'parent', consent: 'spoken' })
  })
})

describe('a series', () => {
  it('shows what became of each day before the form is left', async () => {
    await open({
      'POST .*/series': ({ path }) => ({
        lines: [
          { wanted: tomorrow, appointment: booked(slotIn(path)) },
          { wanted: '2026-10-14', reason: 'half-day-taken' },
          { wanted: '2026-11-11', waitId: 'w-1' },
        ],
      }),
    })
    await toTheTime()
    await click('定期')
    await click('约 3 次')
    expect(sent('POST', '/series')[0]?.body).toEqual({
      ...{ patientId: 'p-1', visit: 'return', everyWeeks: 4, times: 3, waitlist: true },
    })
    expect(page?.text()).toMatch(
      /9月16日 周三 *已预约.*10月14日 周三 *没约上.*半天已经有预约.*11月11日.*已加入候补/,
    )
    await click('知道了')
    expect(page?.text()).not.toContain('没约上')
  })
})

describe('a walk-in', () => {
  it('gets the number that the desk’s rule gives, checked in by the same call', async () => {
    await open({ 'POST .*/walk-ins': () => ({ ...booked('s-6'), date: today, number: 6 }) })
    useBookingStore().begin({ walkIn: true })
    await rest()
    await toTheTime()
    expect(page?.text()).toMatch(/06 *10:15 *空号/)
    await click('挂号并签到')
    expect(sent('POST', '/walk-ins').map(({ path }) => path.includes(other.sessionId))).toEqual([true])
    expect(sent('POST', '/steps')).toEqual([])
    expect(sent('POST', '/hold')).toEqual([])
  })
})
