import { PiniaColada } from '@pinia/colada'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { vi } from 'vitest'
import { type Component, nextTick } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { actAs, kitI18n, type Messages, startKeys } from '#frontends/kit/index.ts'
import chinese from '#frontends/scheduling/locales/zh-CN.json' with { type: 'json' }
import type { Actor } from '#shared/access/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { problemType } from '#shared/kernel/problem.ts'
import type { Session, SessionWithCells, SessionWithSlots, Slot } from '#shared/scheduling/index.ts'

export const today = '2026-09-15'
export const siteId = 'site-050'
/** Tuesday, 15 September 2026, 10:12 in Beijing. */
export const now = instantOf(today, 612)

export const clerk: Actor = {
  personId: 'li-min',
  displayName: '李敏',
  grants: [{ role: 'clinic-staff', siteId }],
}
export const psychiatrist: Actor = {
  personId: 'chen',
  displayName: '陈思远',
  grants: [{ role: 'practitioner', practitionerId: 'prac-001' }],
}

export const sessionAt = (date: string, over: Partial<Session> = {}): Session => ({
  sessionId: `${siteId}.${date.replaceAll('-', '')}.a`,
  siteId,
  siteName: '望京社区卫生服务中心',
  departmentId: 'dep-1',
  practitionerId: 'prac-001',
  practitionerName: '陈思远',
  practitionerTitle: 'chief',
  date,
  time: { start: 540, end: 720 },
  halfDay: 'morning',
  room: '2',
  kind: 'general',
  slotMinutes: 15,
  quotas: { public: 7, clinic: 3, referral: 2 },
  release: { daysAhead: 14, at: 480 },
  releaseAt: 0,
  state: 'published',
  version: 3,
  ...over,
})

type Held = NonNullable<Slot['held']>
/** Ids are ASCII; two names never share one. */
export const idOf = (name: string): string =>
  [...name].map((one) => one.codePointAt(0)?.toString(16)).join('-')

export const held = (name: string, over: Partial<Held> = {}): Held => ({
  appointmentId: `ap-${idOf(name)}`,
  patientId: `p-${idOf(name)}`,
  card: { name, sex: '2', birthYear: 1959, phoneTail: '2210' },
  visit: 'return',
  code: '123456',
  bookedAt: 0,
  ...over,
})

/** Number `number` of a session, a quarter of an hour each from 9:00. */
export function slotOf({ sessionId }: Session, number: number, over: Partial<Slot> = {}): Slot {
  const start = 540 + (number - 1) * 15
  return {
    slotId: `${sessionId}.${String(number).padStart(2, '0')}`,
    sessionId,
    number,
    time: { start, end: start + 15 },
    pool: 'public',
    releaseAt: 0,
    state: 'free',
    version: 1,
    ...over,
  }
}

export const withSlots = (session: Session, slots: readonly Slot[]): SessionWithSlots => ({
  ...session,
  slots: [...slots],
})
export const withCells = (session: Session, states: readonly Slot['state'][]): SessionWithCells => ({
  ...session,
  cells: states.map((state, index) => {
    const { held: _, version: __, sessionId: ___, ...cell } = slotOf(session, index + 1, { state })
    return cell
  }),
})

export interface Asked {
  readonly method: string
  readonly path: string
  // biome-ignore lint/suspicious/noExplicitAny: a test states what it expects of what was sent
  readonly body: any
  readonly key: string | null
}
type Answer = (asked: Asked) => unknown

export const refused = (context: string, reason: string, status: number, facts: object = {}): Response =>
  new Response(JSON.stringify({ type: problemType(context, reason), status, title: reason, ...facts }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })

export type Answers = Readonly<Record<string, Answer>>

/** Answers by `METHOD path`, the first pattern that fits, `answers` before `usual`; what nothing fits is lost. */
export function stubServer(answers: Answers, usual: Answers = {}): Asked[] {
  const asked: Asked[] = []
  const patterns = [...Object.entries(answers), ...Object.entries(usual)]
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const url = new URL(address, 'http://127.0.0.1')
    const method = init.method ?? 'GET'
    const one: Asked = {
      method,
      path: url.pathname + url.search,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      key: new Headers(init.headers).get('idempotency-key'),
    }
    asked.push(one)
    const found = patterns.find(([pattern]) => new RegExp(`^${pattern}`).test(`${method} ${one.path}`))
    if (!found) throw new TypeError(`no network for ${method} ${one.path}`)
    const answer = await found[1](one)
    return answer instanceof Response ? answer : Response.json(answer)
  })
  return asked
}

/** What pages load when it is first needed; loaded beforehand, so that no test waits for a compiler. */
export const loadParts = (): Promise<unknown> =>
  Promise.all([
    import('#frontends/kit/overlays/BaseDialog.vue'),
    import('#frontends/kit/overlays/DangerDialog.vue'),
    import('#frontends/kit/overlays/SidePanel.vue'),
    import('#frontends/scheduling/components/BookDialog.vue'),
    import('#frontends/scheduling/components/BookedSeries.vue'),
    import('#frontends/scheduling/components/BookingMore.vue'),
    import('#frontends/scheduling/components/CallDialog.vue'),
    import('#frontends/scheduling/components/CancelDialog.vue'),
    import('#frontends/scheduling/components/FollowUpDialog.vue'),
    import('#frontends/scheduling/components/HandoverDialog.vue'),
    import('#frontends/scheduling/components/JoinDialog.vue'),
    import('#frontends/scheduling/components/WaitPanel.vue'),
    import('#frontends/scheduling/components/WalkInColumn.vue'),
    import('#frontends/scheduling/components/NewcomerForm.vue'),
    import('#frontends/scheduling/components/PlanDialog.vue'),
    import('#frontends/scheduling/components/PublishDialog.vue'),
    import('#frontends/scheduling/components/SessionPanel.vue'),
    import('#frontends/scheduling/components/SiteChoice.vue'),
    import('#frontends/scheduling/components/StopDialog.vue'),
    import('#frontends/scheduling/components/TemplateDialog.vue'),
    import('#frontends/scheduling/offers/places-api.ts'),
  ])

export interface Opened {
  readonly page: VueWrapper
  readonly router: Router
  /** All that is on screen, dialogs included. */
  text(): string
  press(key: string): Promise<void>
  settle(): Promise<void>
}

let listening = false

/** A page as root shows it: in Chinese, at an address, to a person. */
export async function openPage(
  page: Component,
  at: string,
  person: Actor | undefined,
  { texts = chinese, props = {} }: { texts?: Messages; props?: object } = {},
): Promise<Opened> {
  if (!listening) startKeys()
  listening = true
  actAs(person)
  localStorage.clear()
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: page }],
  })
  await router.push(at)
  const { i18n, ready } = kitI18n({ chinese: texts, english: async () => ({ default: texts }) })
  await ready
  const wrapper = mount(page, {
    props,
    attachTo: document.body,
    global: { plugins: [createPinia(), [PiniaColada, {}], router, i18n] },
  })
  await settle()
  return {
    page: wrapper,
    router,
    text: () => document.body.textContent?.replaceAll(/\s+/g, ' ') ?? '',
    settle,
    async press(key) {
      const target = document.activeElement ?? document.body
      target.dispatchEvent(
        new KeyboardEvent('keydown', { key, code: codeOf(key), bubbles: true, cancelable: true }),
      )
      await settle()
    },
  }
}

const codeOf = (key: string): string => (/^\d$/.test(key) ? `Digit${key}` : key)

const realTimeout = globalThis.setTimeout

/** Lets answers arrive and the page draw them: the test's clock runs on by 0.4 s, the real one by a few frames. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 7; round += 1) {
    await vi.advanceTimersByTimeAsync(60)
    await new Promise((resolve) => realTimeout(resolve, 4))
    await nextTick()
  }
}
