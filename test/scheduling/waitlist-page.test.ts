import { describe, expect, it } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'
import AppealsPage from '#frontends/scheduling/pages/AppealsPage.vue'
import WaitlistPage from '#frontends/scheduling/pages/WaitlistPage.vue'
import { framed } from '../support/page-frame.ts'
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
  today,
} from './pages.ts'

const wait = (name: string, over: object = {}) => ({
  ...{ waitId: `w-${name.length}`, patientId: `p-${name.length}`, siteId, siteName: '望京' },
  ...{ from: today, to: '2026-10-13', weekdays: [4], halves: ['afternoon'], kind: 'child' },
  ...{ need: { level: 'routine' }, visit: 'return', joinedAt: now - 3 * 86_400_000, joinedBy: 'staff' },
  ...{ state: 'waiting', passed: [], lapses: 0, version: 2 },
  steps: [{ at: now - 3 * 86_400_000, step: 'joined', by: 'staff' }],
  card: { name, sex: '2', birthYear: 1959, phoneTail: '2210' },
  ...over,
})
const offered = wait('王桂兰', {
  need: { level: 'urgent', reason: 'medication-ending' },
  state: 'offered',
  offer: {
    ...{ slotId: 's-1', date: '2026-09-17', time: { start: 840, end: 855 }, number: 4, room: '1' },
    ...{ practitionerName: '林若溪', madeAt: now, until: now + 7_200_000 },
  },
})
const appeal = {
  ...{ appointmentId: 'a-1', patientId: 'p-1', siteId, date: '2026-09-10', version: 1 },
  ...{ reason: 'traffic', words: '地铁停了', askedAt: now - 86_400_000, state: 'asked' },
  card: { name: '李建军', sex: '1', birthYear: 1974 },
}

let asked: Asked[]
let page: Opened | undefined
async function open(
  answers: Answers = {},
  shown: typeof WaitlistPage | typeof AppealsPage = WaitlistPage,
  person = clerk,
): Promise<Opened> {
  asked = stubServer(answers, {
    'GET .*/choices': () => ({ siteName: '望京社区卫生服务中心', departments: [], practitioners: [] }),
    'GET .*/waits': () => ({ waits: [offered, wait('买买提江')] }),
    'GET .*/appeals': () => ({ appeals: [appeal] }),
    'POST /api/patients/search': () => ({
      by: 'initials',
      hits: [
        {
          ...{ patientId: 'p-9', name: '吴格林', sex: '1', birthYear: 2007, phoneTail: '5120' },
          ...{ phoneMasked: '138****5120', initials: 'wgl' },
        },
      ],
    }),
  })
  page = onScreen(await openPage(shown, '/waitlist', person))
  return page
}
async function click(words: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('button')]
    .filter((one) => one.textContent?.includes(words))
    .at(-1)
  if (!found) throw new Error(`no button ${words}`)
  found.click()
  await page?.settle()
}
const posted = (end: string): Asked[] =>
  asked.filter(({ method, path }) => method !== 'GET' && path.endsWith(end))

const onScreen = framed(now, loadParts)

describe('the waiting list', () => {
  it('stands in the order of the offers, with need and wish in words and the deadline of an offer', async () => {
    const { text } = await open()
    expect(text()).toMatch(/王桂兰.*紧急 · 药快用完.*留到 12:12.*买买提江.*一般/)
    expect(text()).toContain('儿童 · 9月15日 – 10月13日 · 周四 · 下午')
    expect(text()).toContain('3 天')
  })

  it('takes the offered number for the patient', async () => {
    await open({ 'POST .*/acceptance': () => refused('scheduling', 'offer-over', 409) })
    document.querySelector<HTMLElement>('tbody tr')?.click()
    await page?.settle()
    await click('替他要这个号')
    expect(posted('/acceptance').map(({ body }) => body)).toEqual([{ slotId: 's-1' }])
    expect(page?.text()).toContain('留号的时间过了')
  })

  it('shows every step, and changes the need only with a reason', async () => {
    await open({ 'PUT .*/need': () => wait('买买提江') })
    ;[...document.querySelectorAll<HTMLElement>('tbody tr')].at(-1)?.click()
    await page?.settle()
    expect(page?.text()).toContain('加入候补（工作人员）')
    document.querySelector<HTMLElement>('.k-panel .s-link')?.click()
    await page?.settle()
    document.querySelector<HTMLInputElement>('.k-panel input[value="soon"]')?.click()
    await page?.settle()
    await click('保存')
    expect(posted('/need')).toEqual([])
    expect(page?.text()).toContain('请选原因')
  })

  it('takes a patient of the site in with what would do', async () => {
    await open({ 'POST .*/waits': () => wait('吴格林') })
    await page?.press('n')
    const search = document.querySelector<HTMLInputElement>('.k-dialog input')
    if (!search) throw new Error('nobody can be looked for')
    search.value = 'wgl'
    search.dispatchEvent(new Event('input'))
    await page?.settle()
    await page?.settle()
    search.focus()
    await page?.press('1')
    document.querySelector<HTMLElement>('.k-dialog-foot .k-button-primary')?.click()
    await page?.settle()
    expect(posted('/waits').map(({ body }) => body)).toEqual([
      {
        ...{ patientId: 'p-9', visit: 'return', need: { level: 'routine' } },
        wish: { from: today, to: '2026-10-13' },
      },
    ])
  })

  it('is nobody’s who keeps no list', async () => {
    const { text } = await open({}, WaitlistPage, psychiatrist)
    expect(text()).toContain('看不到')
    expect(asked).toEqual([])
  })
})

describe('an appeal', () => {
  it('is decided with the version that was on the screen and an answer', async () => {
    const { text } = await open(
      { 'POST .*/decision': () => ({ ...appeal, state: 'accepted', version: 2 }) },
      AppealsPage,
    )
    expect(text()).toMatch(/李建军.*9月10日 周四 没来.*路上耽搁 *地铁停了/)
    await click('处理')
    await click('接受，不计爽约')
    expect(posted('/decision').map(({ body }) => body)).toEqual([{ version: 1, accepted: true }])
    expect(toasts[0]?.text).toBe('李建军 的这次爽约不计了')
  })
})
