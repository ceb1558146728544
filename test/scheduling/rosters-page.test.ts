import { describe, expect, it } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import MyWeekPage from '#frontends/scheduling/pages/MyWeekPage.vue'
import RosterPage from '#frontends/scheduling/pages/RosterPage.vue'
import { daysFrom } from '#shared/kernel/calendar.ts'
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
  stubServer,
  today,
} from './pages.ts'
import { visitOf } from './visits-pages.ts'

const report = {
  from: '2026-09-16',
  to: '2026-09-20',
  practitioners: 1,
  rows: 3,
  added: 2,
  changed: 0,
  removed: 0,
  unchanged: 4,
  clashing: 1,
  skipped: 0,
  assumedPlaces: 1,
  lines: [
    {
      line: 2,
      practitionerId: 'p',
      practitionerName: '陈思远',
      date: '2026-09-16',
      time: { start: 480, end: 720 },
      kind: 'hospital-duty',
      outcome: 'added',
    },
    {
      line: 3,
      practitionerId: 'p',
      practitionerName: '陈思远',
      date: '2026-09-17',
      time: { start: 810, end: 990 },
      kind: 'teaching',
      outcome: 'clashing',
      blocking: { kind: 'clinic-visit', time: { start: 810, end: 990 } },
    },
  ],
  errors: [{ line: 9, reason: 'kind-unknown' }],
}
const commitment = {
  claimId: 'own.1',
  kind: 'hospital-duty',
  placeName: '北京安定医院',
  placeId: 'h1',
  time: { start: 840, end: 960 },
}
const week = daysFrom('2026-09-14', 7).map((date) => ({
  date,
  day: { date, kind: 'workday' },
  commitments: date === today ? [commitment] : [],
}))

let asked: Asked[]
let page: Opened | undefined
async function open(
  which: typeof RosterPage | typeof MyWeekPage,
  answers: Answers = {},
  person = psychiatrist,
): Promise<Opened> {
  asked = stubServer(answers, {
    'GET .*/roster-imports': () => ({ imports: [] }),
    'POST .*/roster-imports/preview': () => report,
    'POST .*/roster-imports$': () => report,
    'GET .*/week': () => ({ days: week }),
    'GET .*/practitioners/prac-001/visits': () => ({ visits: [], pending: 0 }),
  })
  page = onScreen(await openPage(which, '/', person))
  return page
}
async function choose(name: string, text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('no file field')
  Object.defineProperty(input, 'files', { value: [new File([text], name)] })
  input.dispatchEvent(new Event('change'))
  await page?.settle()
}
const press = (words: string): void =>
  [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')]
    .filter(({ textContent }) => textContent?.trim().startsWith(words))
    .at(-1)
    ?.click()
const sent = () => asked.filter(({ method }) => method !== 'GET')

const onScreen = framed(now, () =>
  Promise.all([
    import('#frontends/kit/overlays/BaseDialog.vue'),
    import('#frontends/scheduling/components/CommitmentDialog.vue'),
  ]),
)

describe('a roster', () => {
  it('is looked at first: counts, what clashes with what, and the rows that cannot be read', async () => {
    const { text } = await open(RosterPage)
    await choose('九月.ics', 'BEGIN:VCALENDAR')
    expect(sent()).toHaveLength(1)
    expect(sent()[0]?.body).toMatchObject({
      owner: { kind: 'practitioner', id: 'prac-001' },
      format: 'icalendar',
      source: '医院排班',
      file: btoa('BEGIN:VCALENDAR'),
    })
    expect(text()).toContain('没有排上：那时有社区门诊 13:30–16:30')
    expect(text()).toContain('第 9 行：类别看不懂')
    expect(text()).toContain('1 行的地点不认识')
  })

  it('is taken over only when that is said, once', async () => {
    const { text, settle } = await open(RosterPage)
    await choose('duty.csv', '姓名,日期')
    press('导入 2 处改动')
    await settle()
    expect(sent().map(({ path }) => path)).toEqual([
      '/api/scheduling/roster-imports/preview',
      '/api/scheduling/roster-imports',
    ])
    expect(sent()[1]?.key).toBeTruthy()
    expect(text()).toContain('已导入')
    expect(
      [...document.querySelectorAll('button')].some(({ textContent }) => textContent?.includes('处改动')),
    ).toBe(false)
  })

  it('is said to be no roster where it is none', async () => {
    const { text } = await open(RosterPage, {
      'POST .*/preview': () => refused('scheduling', 'roster-unreadable', 422),
    })
    await choose('x.csv', 'x')
    expect(text()).toContain('这个文件读不出排班')
  })

  it('of a hospital is its desk’s; a clinic imports none', async () => {
    const desk = { ...psychiatrist, grants: [{ role: 'referral-desk' as const, organisationId: 'org-9' }] }
    const first = await open(RosterPage, {}, desk)
    await choose('duty.csv', '姓名,日期')
    expect(sent()[0]?.body.owner).toEqual({ kind: 'organisation', id: 'org-9' })
    first.page.unmount()
    const second = await open(RosterPage, {}, clerk)
    expect(second.text()).not.toContain('导入排班')
    expect(asked).toEqual([])
  })
})

describe('the psychiatrist’s own time', () => {
  it('names the clinics that wait, and marks the half-day that is asked for', async () => {
    const { text } = await open(MyWeekPage, {
      'GET .*/practitioners/prac-001/visits': () => ({ visits: [visitOf()], pending: 1 }),
    })
    expect(text()).toContain('1 家中心在等您回复')
    expect(text()).toContain('望京社区卫生服务中心 · 9月16日 周三 下午，16:30 前')
    expect(document.querySelectorAll('.s-half-asked')).toHaveLength(1)
    expect(text()).toContain('下午有邀请')
  })

  it('takes a duty back at once, and puts it there again by undoing', async () => {
    const { settle } = await open(MyWeekPage, {
      'DELETE .*/commitments/own.1': () => ({ claimId: 'own.1', date: today }),
      'POST .*/commitments': () => ({ ...commitment, date: today, to: today }),
    })
    document.querySelector<HTMLElement>('.s-journey button')?.click()
    await settle()
    expect(sent()[0]?.path).toBe(`/api/scheduling/practitioners/prac-001/days/${today}/commitments/own.1`)
    toasts.at(-1)?.undo?.()
    await settle()
    expect(sent()[1]?.body).toEqual({
      kind: 'hospital-duty',
      date: today,
      time: commitment.time,
      placeId: 'h1',
    })
  })
})
