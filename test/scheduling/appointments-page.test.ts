import { describe, expect, it } from 'vitest'
import AppointmentsPage from '#frontends/scheduling/pages/AppointmentsPage.vue'
import type { Appointment } from '#shared/scheduling/index.ts'
import { framed, saying } from '../support/page-frame.ts'
import {
  type Answers,
  type Asked,
  clerk,
  loadParts,
  now,
  type Opened,
  openPage,
  psychiatrist,
  refused,
  siteId,
  stubServer,
} from './pages.ts'

const patientId = 'p-1'
const appointmentOn = (date: string, over: Partial<Appointment> = {}): Appointment => ({
  ...{ appointmentId: `a-${date}`, slotId: `${siteId}.${date.replaceAll('-', '')}.a.04`, patientId, siteId },
  ...{ sessionId: `${siteId}.${date.replaceAll('-', '')}.a`, siteName: '望京社区卫生服务中心' },
  ...{ practitionerId: 'prac-001', practitionerName: '陈思远', date, time: { start: 585, end: 600 } },
  ...{ room: '2', number: 4, pool: 'public', kind: 'general', visit: 'return', state: 'booked' },
  ...{ code: '472916', bookedAt: now },
  ...over,
})
const card = { name: '王桂兰', sex: '2', birthYear: 1959, phoneTail: '2210' }

let asked: Asked[]
let page: Opened | undefined
async function open(
  appointments: readonly Appointment[],
  answers: Answers = {},
  person = clerk,
  address = '',
) {
  asked = stubServer(answers, {
    'GET /api/scheduling/sites/[^/]+/choices': () => ({
      ...{ siteName: '望京社区卫生服务中心', departments: [], practitioners: [] },
    }),
    'GET .*/patients/p-1/card': () => ({ patientId, card, appointments: [] }),
    'GET .*/patients/p-1/appointments': () => ({ appointments }),
    'GET .*': () => refused('http', 'not-found', 404),
  })
  page = onScreen(await openPage(AppointmentsPage, `/appointments?patient=${patientId}${address}`, person))
  return page
}
async function click(words: string): Promise<void> {
  saying(words).click()
  await page?.settle()
}

const onScreen = framed(now, loadParts)

describe('the appointments of a patient', () => {
  it('come first where they are still to come, soonest first, and say when, where and by which code', async () => {
    const { text } = await open([
      appointmentOn('2026-09-30'),
      appointmentOn('2026-09-17'),
      appointmentOn('2026-08-04', { state: 'seen' }),
    ])
    expect(text()).toMatch(/王桂兰 的预约.*要来的.*9月17日.*9月30日.*以前的.*8月4日/)
    expect(text()).toContain('望京社区卫生服务中心 · 2 诊室 · 04 号')
    expect(text()).toContain('预约码 472916')
  })

  it('can be changed only while they are booked, to come and at a site of one’s own', async () => {
    await open([
      appointmentOn('2026-09-30', { siteId: 'site-001' }),
      appointmentOn('2026-09-29', { stopped: true }),
      appointmentOn('2026-09-28', { state: 'cancelled' }),
      appointmentOn('2026-09-17'),
      appointmentOn('2026-08-04', { state: 'missed' }),
    ])
    const rows = [...document.querySelectorAll('.s-appointments > li')]
    expect(rows.map((row) => row.textContent?.includes('改约'))).toEqual([true, false, false, false, false])
  })

  it('are cancelled with a reason, after it was asked whose and when', async () => {
    await open([appointmentOn('2026-09-17')], { 'POST .*/cancellation': () => appointmentOn('2026-09-17') })
    await click('取消预约')
    expect(document.body.textContent).toContain('王桂兰')
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
    await click('取消这个预约')
    const sent = asked.find(({ method }) => method !== 'GET')
    expect(sent?.body).toEqual({ appointmentId: 'a-2026-09-17', reason: 'patient-wish' })
  })

  it('on a later page do not say that there are none to come', async () => {
    const { text } = await open(
      [appointmentOn('2026-08-04', { state: 'seen' })],
      {},
      clerk,
      '&after=2026-09-01.1',
    )
    expect(text()).toContain('8月4日')
    expect(text()).not.toContain('现在没有要来的号')
  })

  it('cannot be changed where it is not known whose they are: it says so, and asks again', async () => {
    const { text } = await open([appointmentOn('2026-09-17')], {
      'GET .*/card': () => refused('http', 'try-again', 503),
    })
    await page?.settle()
    expect(text()).not.toContain('改约')
    const before = asked.length
    await click('再试')
    expect(asked.slice(before).some(({ path }) => path.endsWith('/card'))).toBe(true)
  })

  it('that there are none of say what to do next', async () => {
    const { text } = await open([])
    expect(text()).toContain('还没有约过号')
  })

  it('of somebody who is not known at the site are not shown', async () => {
    const { text } = await open([], { 'GET .*/card': () => refused('scheduling', 'patient-unknown', 404) })
    expect(text()).not.toContain('还没有约过号')
    expect(text()).toContain('这份记录您现在看不到')
  })

  it('are the desk’s: a psychiatrist has no such page', async () => {
    const { text } = await open([], {}, psychiatrist)
    expect(asked.filter(({ path }) => path.includes('/patients/'))).toEqual([])
    expect(text()).toContain('这份记录您现在看不到')
  })
})
