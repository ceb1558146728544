import { addDays, dateAt, weekdayOf } from '#shared/kernel/calendar.ts'
import { clinicKinds, type OfferPlan } from '#shared/scheduling/index.ts'
import type { DemoStep } from './demo.ts'
import type { Call } from './demo-call.ts'
import { dice, inParallel } from './demo-data.ts'
import { demoSite } from './demo-people.ts'
import { onlyRefused } from './demo-place.ts'

interface Expert {
  readonly practitionerId: string
  readonly name: string
  readonly specialties: readonly string[]
}

const early = { half: 'morning', time: { start: 480, end: 720 } } as const
const late = { half: 'afternoon', time: { start: 780, end: 1050 } } as const

const weekly = (weekday: number, changed: Partial<OfferPlan>, from: string): OfferPlan => ({
  on: { type: 'weekly', weekday, everyWeeks: 1 },
  ...late,
  kinds: ['general'],
  where: { type: 'district' },
  mode: 'ask',
  noticeDays: 3,
  sitesAWeek: 3,
  validFrom: from,
  ...changed,
})

/** The people of the pictures: who can be taken at once on a Thursday afternoon, and who wants to be asked. */
const named: Readonly<Record<string, Partial<OfferPlan>>> = {
  林若溪: { mode: 'book', noticeDays: 1, kinds: ['child'], visitsAWeek: 4 },
  何清越: { mode: 'book', noticeDays: 2, kinds: ['child'], sitesAWeek: 2 },
  沈一诺: { kinds: ['child', 'general'], noticeDays: 3 },
  韩知行: { mode: 'book', noticeDays: 1, kinds: ['child', 'general'] },
  唐砚秋: { kinds: ['child'], noticeDays: 2 },
  周明哲: { mode: 'book', noticeDays: 1, kinds: ['old-age', 'child'] },
  许安然: { kinds: ['general', 'child'], noticeDays: 7 },
  顾清和: { kinds: ['sleep', 'general'], noticeDays: 5, sitesAWeek: 2 },
}
const thursday = 4

const kindsOf = ({ specialties }: Expert): OfferPlan['kinds'] => {
  const kinds = clinicKinds.filter((kind) => specialties.includes(kind))
  return kinds.length > 0 ? kinds : ['general']
}

/** Two half-days of the week for most; every ninth has none to offer yet. */
function offersOf(expert: Expert, index: number, from: string): OfferPlan[] {
  const own = named[expert.name]
  if (own) return [weekly(thursday, own, from), weekly(2, { ...own, ...early, mode: 'ask' }, from)]
  if (index % 9 === 8) return []
  const roll = dice(index + 400)
  const kinds = kindsOf(expert)
  const mode = roll(3) === 0 ? 'book' : 'ask'
  return [0, 1].map((turn) =>
    weekly(
      1 + ((roll(5) + turn * 2) % 5),
      { ...(roll(2) ? early : late), kinds, mode, noticeDays: 1 + roll(7) },
      from,
    ),
  )
}

async function offer(call: Call, expert: Expert, index: number, from: string): Promise<void> {
  const { practitionerId, name } = expert
  for (const [turn, plan] of offersOf(expert, index, from).entries())
    await call(
      'hospital-desks',
      'POST',
      `/api/scheduling/practitioners/${practitionerId}/offers`,
      plan,
      `demo-offer-${practitionerId}-${turn}`,
    ).catch((error: { status?: number }) => {
      if (name in named) throw error
      return onlyRefused(error)
    })
}

/** The next such weekday, at least so many days away. */
const comingDay = (today: string, weekday: number, least: number): string => {
  const first = addDays(today, least)
  return addDays(first, (weekday - weekdayOf(first) + 7) % 7)
}

/** Clinics that wait for an answer. */
const asks = [
  { by: 'li-min', siteNo: 50, who: '唐砚秋', words: '下午三点后来最好，孩子放学。', weeks: 1 },
  { by: 'sun-yan', siteNo: 34, who: '陈思远', words: '', weeks: 1 },
  { by: 'li-min', siteNo: 50, who: '许安然', words: '有六位患者在候补。', weeks: 2 },
] as const

async function askThem(call: Call, experts: readonly Expert[], today: string): Promise<void> {
  for (const { by, siteNo, who, words, weeks } of asks) {
    const expert = experts.find(({ name }) => name === who)
    if (!expert) continue
    const date = comingDay(today, thursday, 3 + 7 * weeks)
    const plan = { date, time: { start: 810, end: 990 }, kind: kindsOf(expert)[0] }
    const body = { practitionerId: expert.practitionerId, plan, ...(words ? { words } : {}) }
    const path = `/api/scheduling/sites/${demoSite(siteNo)}/visits`
    await call(by, 'POST', path, body, `demo-visit-${by}-${who.codePointAt(0)}-${weeks}`).catch(onlyRefused)
  }
}

/** On the next Thursday one of those who offer to come is on duty at the hospital until the evening. */
async function onDuty(call: Call, experts: readonly Expert[], today: string): Promise<void> {
  const expert = experts.find(({ name }) => name === '周明哲')
  if (!expert) return
  for (const weeks of [0, 1]) {
    const date = comingDay(today, thursday, 1 + 7 * weeks)
    const body = { date, time: { start: 480, end: 1020 }, kind: 'hospital-duty', placeId: demoSite(56) }
    const path = `/api/scheduling/practitioners/${expert.practitionerId}/commitments`
    await call('hospital-desks', 'POST', path, body, `demo-duty-${expert.practitionerId}-${weeks}`).catch(
      onlyRefused,
    )
  }
}

/**
 * What psychiatrists offer and clinics have asked for, written through the API by the hospitals' desks and the clinics.
 * Fixed keys: written again it changes nothing.
 */
export const visitsDemo: DemoStep = async (call, { onProgress }) => {
  const today = dateAt(Date.now())
  const { practitioners } = await call('fang-minzhi', 'GET', '/api/practitioners/practitioners?limit=200')
  const experts: Expert[] = practitioners
  const indexed = experts.map((expert, index) => ({ expert, index }))
  await inParallel(indexed, ({ expert, index }) => offer(call, expert, index, today), onProgress)
  await onDuty(call, experts, today)
  await askThem(call, experts, today)
}
