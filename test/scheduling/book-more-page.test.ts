import { describe, expect, it } from 'vitest'
import { useBookingStore } from '#frontends/scheduling/stores/booking.ts'
import { framed, saying } from '../support/page-frame.ts'
import { booked, openBooking, other, own, slotIn, tomorrow, type } from './book-pages.ts'
import { type Answers, type Asked, loadParts, now, type Opened, refused, today } from './pages.ts'

let asked: Asked[]
let page: Opened | undefined
async function open(answers: Answers = {}): Promise<void> {
  const opened = await openBooking({
    ...answers,
    'POST .*/hold':
      answers['POST .*/hold'] ?? (({ path }) => ({ slotId: slotIn(path), until: Date.now() + 300_000 })),
    'DELETE .*/hold': ({ path }) => ({ slotId: slotIn(path) }),
  })
  asked = opened.asked
  page = onScreen(opened.page)
}

/** As far as the time: the person by initials, their doctor's session, its first free number. */
async function toTheTime(): Promise<void> {
  await type('wgl', page)
  await page?.press('Enter')
  await page?.press('1')
  await rest()
}
/** Long enough for a choice to have rested. */
async function rest(): Promise<void> {
  await page?.settle()
  await page?.settle()
}
const button = (words: string): HTMLElement => saying(words, 'button, label')
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

/** Somebody else keeps the first number that is asked for, and none of the others. */
function heldAtFirst(): NonNullable<Answers[string]> {
  let first = true
  return ({ path }) => {
    if (!first) return { slotId: slotIn(path), until: Date.now() + 300_000 }
    first = false
    return refused('scheduling', 'slot-held', 409, { until: now + 60_000 })
  }
}

const onScreen = framed(now, loadParts)

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
    await open({ 'POST .*/hold': heldAtFirst() })
    await toTheTime()
    expect(page?.text()).toContain('9:15 已被他人抢先预约')
    await rest()
    expect(sent('POST', '/hold').map(({ path }) => slotIn(path).slice(-2))).toEqual(['02', '03'])
  })

  it('is not booked by a key that was meant for the one before, but by the next', async () => {
    await open({ 'POST .*/hold': heldAtFirst() })
    await type('wgl', page)
    await page?.press('Enter')
    await page?.press('1')
    // The choice has rested, and the answer has just come.
    await page?.settle()
    expect(page?.text()).toContain('9:15 已被他人抢先预约')
    expect(page?.text()).toContain('刚换了号，看一眼再约')
    await page?.press('Enter')
    expect(sent('POST', '/appointment')).toEqual([])
    await rest()
    await page?.press('Enter')
    expect(sent('POST', '/appointment')).toHaveLength(1)
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
