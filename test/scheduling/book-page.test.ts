import { describe, expect, it, vi } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import { framed } from '../support/page-frame.ts'
import { booked, openBooking, own, slotIn, tomorrow, type } from './book-pages.ts'
import { type Answers, type Asked, now, type Opened, refused, sessionAt, slotOf, withCells } from './pages.ts'

let asked: Asked[]
let page: Opened | undefined
async function open(answers: Answers = {}): Promise<Opened> {
  const opened = await openBooking(answers)
  asked = opened.asked
  page = onScreen(opened.page)
  return page
}
const write = (text: string): Promise<void> => type(text, page)

async function click(words: string): Promise<void> {
  const button = [...document.querySelectorAll<HTMLElement>('button')].find((one) =>
    one.textContent?.includes(words),
  )
  button?.click()
  await page?.settle()
}
const bookings = (): Asked[] =>
  asked.filter(({ path, method }) => method === 'POST' && path.endsWith('/appointment'))

const onScreen = framed(now)

describe('booking by keyboard', () => {
  it('takes initials and three times Enter', async () => {
    const { press } = await open()
    await write('wgl')
    await press('Enter')
    await press('1')
    await press('Enter')
    expect(bookings()).toHaveLength(1)
    expect(bookings()[0]?.body).toEqual({ patientId: 'p-1', visit: 'return' })
    expect(bookings()[0]?.key).toMatch(/^[\w-]{20,}$/)
    expect(toasts[0]?.text).toContain('王桂兰 约好了：9月16日 周三 9:15，02 号')
  })

  it('puts the doctor of the last visit before an earlier session of another', async () => {
    const { press, text } = await open()
    await write('wgl')
    await press('Enter')
    expect(text()).toMatch(/明天上午 陈思远.*同一位医生.*今天上午 贺文谦/)
  })

  it('chooses the nearest number when the wanted one has just been taken, and Enter accepts it', async () => {
    let taken = false
    const { press, text } = await open({
      'POST .*/appointment': ({ path }) => {
        if (taken) return booked(slotIn(path))
        taken = true
        return refused('scheduling', 'slot-taken', 409)
      },
      'GET /api/scheduling/sites/[^/]+/sessions': () => ({
        days: [],
        sessions: [
          withCells(sessionAt(tomorrow), ['booked', taken ? 'booked' : 'free', 'free', 'booked', 'free']),
        ],
      }),
    })
    await write('wgl')
    await press('Enter')
    await press('1')
    await press('Enter')
    expect(text()).toContain('9:15 已被他人抢先预约')
    expect(text()).toContain('最近的空号 9:30，已替您选好，按 Enter 就行')
    expect(text()).toContain('也可选 10:00')
    await press('Enter')
    expect(bookings().map(({ path }) => path.split('/')[4])).toEqual([
      `${own.sessionId}.02`,
      `${own.sessionId}.03`,
    ])
    expect(new Set(bookings().map(({ key }) => key)).size).toBe(2)
  })

  it('says in words that the patient has that half-day already, and keeps what was chosen', async () => {
    const { press, text } = await open({
      'POST .*/appointment': () => refused('scheduling', 'half-day-taken', 409),
    })
    await write('wgl')
    await press('Enter')
    await press('1')
    await press('Enter')
    expect(text()).toContain('那个半天已经有预约')
    expect(text()).toContain('王桂兰')
  })

  it('registers somebody new on the way, and books once scheduling has heard of them', async () => {
    let tries = 0
    const { press } = await open({
      'POST /api/patients/records': () => ({ patientId: 'p-new', version: 1 }),
      'GET /api/scheduling/patients/p-new/card': () => refused('scheduling', 'patient-unknown', 404),
      'POST .*/appointment': ({ path }) => {
        tries += 1
        return tries < 3 ? refused('scheduling', 'patient-unknown', 404) : booked(slotIn(path))
      },
    })
    await press('+')
    const fields = [
      ...document.querySelectorAll<HTMLInputElement>(
        '.s-newcomer input[type=text], .s-newcomer input[type=tel]',
      ),
    ]
    for (const [index, text] of ['吴格林', '11010519491231002X', '19900001111'].entries()) {
      const field = fields[index]
      if (!field) throw new Error(`field ${index} is missing`)
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await page?.settle()
    document
      .querySelector<HTMLFormElement>('.s-newcomer')
      ?.dispatchEvent(new Event('submit', { cancelable: true }))
    await page?.settle()
    expect(asked.find(({ path }) => path === '/api/patients/records')?.body).toEqual({
      siteId: 'site-050',
      name: '吴格林',
      sex: '2',
      birthDate: '1949-12-31',
      idNumber: '11010519491231002X',
      phone: '19900001111',
      needs: [],
    })
    await press('1')
    await press('Enter')
    await vi.advanceTimersByTimeAsync(2_000)
    await page?.settle()
    expect(tries).toBe(3)
    expect(toasts[0]?.text).toContain('吴格林 约好了')
  })

  it('offers the record that is there instead of a second one', async () => {
    const { press, text } = await open({
      'POST /api/patients/records': () => refused('patients', 'duplicate-here', 409, { patientId: 'p-1' }),
    })
    await press('+')
    const fields = [
      ...document.querySelectorAll<HTMLInputElement>(
        '.s-newcomer input[type=text], .s-newcomer input[type=tel]',
      ),
    ]
    for (const [index, words] of ['王桂兰', '11010519491231002X', '19900001111'].entries()) {
      const field = fields[index]
      if (field) field.value = words
      field?.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await page?.settle()
    document
      .querySelector<HTMLFormElement>('.s-newcomer')
      ?.dispatchEvent(new Event('submit', { cancelable: true }))
    await page?.settle()
    expect(text()).toContain('这个人已经登记过了')
    await click('用原来的记录')
    expect(text()).toContain('同一位医生')
  })

  it('names a wrong ID number digit before anything is sent', async () => {
    const { press, text } = await open()
    await press('+')
    const field = document.querySelectorAll<HTMLInputElement>('.s-newcomer input[type=text]')[1]
    if (field) field.value = '110105194912310021'
    field?.dispatchEvent(new Event('input', { bubbles: true }))
    await page?.settle()
    document
      .querySelector<HTMLFormElement>('.s-newcomer')
      ?.dispatchEvent(new Event('submit', { cancelable: true }))
    await page?.settle()
    expect(text()).toContain('最后一位对不上')
    expect(asked.some(({ path }) => path === '/api/patients/records')).toBe(false)
  })

  it('says what is missing of a search that is too short', async () => {
    const { text } = await open({
      'POST /api/patients/search': () => refused('patients', 'search-too-short', 422),
    })
    await write('12')
    expect(text()).toContain('再多写一点')
  })
})

it('a session with nothing but numbers to come says when they come', async () => {
  const later = withCells(sessionAt(tomorrow, { releaseAt: now + 3_600_000 }), ['free'])
  const [cell] = later.cells
  const { text } = await open({
    'GET /api/scheduling/sites/[^/]+/sessions': () => ({
      days: [],
      sessions: [{ ...later, cells: [{ ...cell, releaseAt: now + 3_600_000 }] }],
    }),
  })
  expect(text()).toContain('11:12 放出')
  expect(slotOf(later, 1).state).toBe('free')
})
