import { describe, expect, it } from 'vitest'
import TemplatesPage from '#frontends/scheduling/pages/TemplatesPage.vue'
import { daysFrom } from '#shared/kernel/calendar.ts'
import { framed } from '../support/page-frame.ts'
import {
  type Answers,
  type Asked,
  clerk,
  loadParts,
  now,
  type Opened,
  openPage,
  refused,
  stubServer,
} from './pages.ts'

const template = {
  templateId: 't-1',
  siteId: 'site-050',
  departmentId: 'dep-1',
  practitionerId: 'prac-001',
  practitionerName: '陈思远',
  practitionerTitle: 'chief',
  time: { start: 540, end: 720 },
  room: '2',
  kind: 'general',
  slotMinutes: 15,
  quotas: { public: 7, clinic: 3, referral: 2 },
  release: { daysAhead: 14, at: 480 },
  weekday: 5,
  everyWeeks: 1,
  validFrom: '2026-09-01',
  version: 1,
}
const holiday = { date: '2026-09-25', kind: 'holiday', name: '中秋' }
const days = daysFrom('2026-09-21', 28).map((date) =>
  date === holiday.date ? holiday : { date, kind: 'workday' },
)
const line = (date: string, outcome: string, more: object = {}) => ({
  templateId: 't-1',
  date,
  time: template.time,
  room: '2',
  practitionerName: '陈思远',
  day: days.find((day) => day.date === date),
  outcome,
  ...more,
})

let asked: Asked[]
let page: Opened | undefined
async function open(answers: Answers = {}): Promise<Opened> {
  asked = stubServer(answers, {
    'GET .*/choices': () => ({ siteName: '望京', departments: [], practitioners: [] }),
    'GET .*/templates': () => ({ templates: [template] }),
    'GET .*/template-runs': () => ({
      days,
      lines: [line('2026-09-25', 'closed'), line('2026-10-02', 'planned'), line('2026-10-09', 'exists')],
    }),
  })
  page = onScreen(await openPage(TemplatesPage, '/templates', clerk))
  return page
}
const runs = (): Asked[] =>
  asked.filter(({ method, path }) => method === 'POST' && path.endsWith('/template-runs'))
async function click(words: string): Promise<void> {
  ;[...document.querySelectorAll<HTMLElement>('button')]
    .find((one) => one.textContent?.includes(words))
    ?.click()
  await page?.settle()
}

const onScreen = framed(now, loadParts)

describe('weekly templates', () => {
  it('previews the weeks to come with the days that somebody has to decide about', async () => {
    const { text } = await open()
    expect(text()).toContain('周五')
    expect(text()).toContain('中秋')
    expect(text()).toContain('排好并发布 1 场')
  })

  it('opens a holiday on the timetable of a weekday, and sends only that decision', async () => {
    const { text, settle } = await open({
      'POST .*/template-runs': () => ({
        lines: [line('2026-09-25', 'published'), line('2026-10-02', 'published')],
      }),
    })
    const select = document.querySelector<HTMLSelectElement>('.s-run-day select')
    if (select) select.value = '5'
    select?.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
    expect(text()).toContain('排好并发布 2 场')
    await click('排好并发布 2 场')
    expect(runs().map(({ body }) => body)).toEqual([
      { from: '2026-09-21', days: 28, publish: true, decisions: [{ date: '2026-09-25', as: 5 }] },
    ])
    expect(text()).toContain('已发布')
  })

  it('says of each session that could not be made why not', async () => {
    const { text } = await open({
      'POST .*/template-runs': () => ({
        lines: [line('2026-10-02', 'refused', { problem: 'urn:problem:scheduling:time-claimed' })],
      }),
    })
    await click('排成草稿 1 场')
    expect(text()).toContain('1 场没有排成')
    expect(text()).toContain('医生那个时间已经有别的安排')
  })

  it('refuses more numbers than the time holds before anything is sent', async () => {
    const { text, settle } = await open()
    await click('修改')
    const field = [...document.querySelectorAll<HTMLInputElement>('[role=dialog] [role=spinbutton]')][1]
    if (field) field.value = '30'
    field?.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    await click('保存模板')
    expect(text()).toContain('最多 12 个')
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false)
  })

  it('names the site whose day is over', async () => {
    const { text } = await open({ 'POST .*/template-runs': () => refused('scheduling', 'date-past', 422) })
    await click('排好并发布')
    expect(text()).toContain('这一天已经过去了')
  })

  it('begins with one template where there is none', async () => {
    const { text } = await open({ 'GET .*/templates': () => ({ templates: [] }) })
    expect(text()).toContain('还没有模板')
  })
})
