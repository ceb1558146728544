import { afterEach, beforeEach, vi } from 'vitest'
import type { Component } from 'vue'
import chinese from '#frontends/alliance/locales/zh-CN.json' with { type: 'json' }
import { toasts } from '#frontends/kit/index.ts'
import type { Actor } from '#shared/access/index.ts'
import {
  currentStandard,
  type Department,
  type DepartmentCard,
  type DepartmentView,
  type ItemAnswer,
  type Site,
  siteFrom,
  siteOf,
} from '#shared/alliance/index.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import {
  type Answers,
  type Asked,
  now,
  type Opened,
  openPage,
  settle,
  stubServer,
  today,
} from '#test/scheduling/pages.ts'

export const itemIds = currentStandard.items.map(({ itemId }) => itemId)

/** Every item met, but for those named. */
export const answersWith = (...notMet: readonly string[]): ItemAnswer[] =>
  itemIds.map((itemId) =>
    notMet.includes(itemId) ? { itemId, answer: 'not-met', note: '未达到' } : { itemId, answer: 'met' },
  )

export const wangjing: Site = siteFrom(
  {
    name: '望京社区卫生服务中心',
    kind: 'community-centre',
    tier: 'primary',
    networkRole: 'base',
    areaCode: '110105026',
    areaName: '望京街道',
    lon: 116.474,
    lat: 39.996,
  },
  'site-050',
  1,
  () => 'wj',
)

export const office: Actor = {
  personId: 'fang-minzhi',
  displayName: '方敏之',
  grants: [{ role: 'alliance-office' }],
}
export const nurse: Actor = {
  personId: 'li-min',
  displayName: '李敏',
  grants: [{ role: 'clinic-staff', siteId: 'site-050' }],
}

export const siteNamed = (siteId: string, name: string, over: Partial<Site> = {}): Site => ({
  ...wangjing,
  siteId,
  organisationId: siteId,
  name: `${name}社区卫生服务中心`,
  shortName: name,
  initials: [],
  ...over,
})

/** A department in a state, as the contract answers with it. */
export const departmentIn = (
  state: Department['state'],
  over: Partial<DepartmentView> = {},
): DepartmentView => ({
  departmentId: 'site-050.psychiatry',
  siteId: 'site-050',
  name: '精神科',
  state,
  since: today,
  standardVersion: currentStandard.version,
  contact: '李敏',
  selfCheck: answersWith(),
  findings: [],
  version: 4,
  changed: { by: '李敏', at: now },
  site: siteOf(wangjing),
  ...over,
})

export const inspectionWith = (...notMet: readonly string[]): NonNullable<Department['inspection']> => ({
  date: today,
  half: 'morning',
  inspectors: ['方敏之', '贺文谦'],
  answers: answersWith(...notMet),
})

export const cardIn = (
  siteId: string,
  name: string,
  state: DepartmentCard['state'],
  over: Partial<DepartmentCard> = {},
): DepartmentCard => ({
  departmentId: `${siteId}.psychiatry`,
  site: siteOf(siteNamed(siteId, name)),
  name: '精神科',
  state,
  since: today,
  version: 3,
  standardVersion: currentStandard.version,
  marks: 'm'.repeat(itemIds.length),
  openItems: [],
  ...over,
})

export const boardOf = (...departments: readonly DepartmentCard[]) => ({
  departments,
  counts: Object.fromEntries(
    [
      'not-applied',
      'self-checking',
      'awaiting-inspection',
      'inspecting',
      'rectifying',
      'awaiting-review',
      'passed',
      'suspended',
    ].map((state) => [state, departments.filter((one) => one.state === state).length]),
  ),
})
export const inDays = (days: number): string => addDays(today, days)

/** The clock of the tests held, and everything that a page leaves behind cleared away. */
export function holdPages(): { open: typeof open; asked: () => readonly Asked[]; texts: () => string } {
  const all: Opened[] = []
  let asked: Asked[] = []
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] })
    toasts.splice(0)
  })
  afterEach(() => {
    for (const { page } of all.splice(0)) page.unmount()
    document.body.innerHTML = ''
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  async function open(
    page: Component,
    at: string,
    answers: Answers,
    { person = office as Actor | undefined, props = {}, texts = chinese as object } = {},
  ): Promise<Opened> {
    asked = stubServer(answers)
    const opened = await openPage(page, at, person, { texts: texts as typeof chinese, props })
    all.push(opened)
    return opened
  }
  return { open, asked: () => asked, texts: () => all.at(-1)?.text() ?? '' }
}

/** What opens over a page comes when it is first needed; loaded beforehand, so that no test waits for a compiler. */
export const loadOverlays = (): Promise<unknown> =>
  Promise.all([
    import('#frontends/kit/overlays/BaseDialog.vue'),
    import('#frontends/kit/overlays/DangerDialog.vue'),
    import('#frontends/kit/overlays/FormDialog.vue'),
    import('#frontends/kit/overlays/SidePanel.vue'),
  ])

export async function click(words: string | RegExp): Promise<void> {
  const fits = ({ textContent }: HTMLElement) =>
    typeof words === 'string' ? textContent?.includes(words) : words.test(textContent?.trim() ?? '')
  const button = [...document.querySelectorAll<HTMLElement>('button, a')].findLast(fits)
  if (!button) throw new Error(`nothing to press says ${words}`)
  button.click()
  await settle()
}

export async function fill(label: string, text: string): Promise<void> {
  const found = [...document.querySelectorAll('label')].findLast((one) => one.textContent?.startsWith(label))
  const field = found && document.getElementById(found.htmlFor)
  const takes =
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  if (!takes) throw new Error(`no field ${label}`)
  field.value = text
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
  await settle()
}
