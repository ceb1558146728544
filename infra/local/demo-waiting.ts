import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import type { ClinicalNeed, ClinicKind, SessionWithCells, Wait, Wish } from '#shared/scheduling/index.ts'
import type { DemoStep } from './demo.ts'
import type { Call } from './demo-call.ts'
import { demoPatientIds } from './demo-ids.ts'
import { demoSite, demoSiteWithoutDay } from './demo-people.ts'
import { knownAt, onlyRefused, openPlace, type Place, weekOf } from './demo-place.ts'

type Named = keyof typeof demoPatientIds

const wangjing = 50
/** Days for which people wait, the first one left out: nobody is called away today. */
const between = (today: string, days = 28): Pick<Wish, 'from' | 'to'> => ({
  from: addDays(today, 1),
  to: addDays(today, days),
})

interface Waiting {
  readonly siteNo: number
  readonly by: string
  readonly patientId: string
  readonly wish: Wish
  readonly need?: ClinicalNeed
}

const join = async (call: Call, { siteNo, by, patientId, wish, need }: Waiting): Promise<void> =>
  call(
    by,
    'POST',
    `/api/scheduling/sites/${demoSite(siteNo)}/waits`,
    { patientId, visit: 'return', wish, ...(need ? { need } : {}) },
    `demo-wait-${patientId}-${wish.kind ?? 'any'}`,
  ).catch(onlyRefused)

/** Needs as a desk states them, the least urgent first to have joined: the list is not in the order of joining. */
const needs: readonly ClinicalNeed[] = [
  { level: 'routine' },
  { level: 'soon', reason: 'overdue-visit' },
  { level: 'routine' },
  { level: 'urgent', reason: 'discharged' },
  { level: 'soon', reason: 'medication-ending' },
]

const namedIds: readonly string[] = Object.values(demoPatientIds)

/** Who is booked in these sessions: they are looked after already. */
async function bookedIn({ call, by }: Place, sessions: readonly SessionWithCells[]): Promise<Set<string>> {
  const booked = new Set<string>()
  for (const { sessionId } of sessions) {
    const { slots } = await call(by, 'GET', `/api/scheduling/sessions/${sessionId}`)
    for (const { held } of slots) if (held) booked.add(held.patientId)
  }
  return booked
}

/** People for whom a wait makes sense: who is not looked after on those days at all, then who is not in the next one. */
async function inNeed(
  place: Place,
  sessions: readonly SessionWithCells[],
  full: readonly SessionWithCells[],
): Promise<string[]> {
  const known = (await knownAt(place, 60)).map(({ patientId }) => patientId)
  const days = new Set(full.map(({ date }) => date))
  const near = sessions.filter(({ date, state }) => days.has(date) && state !== 'draft')
  const [anywhere, next] = [await bookedIn(place, near), await bookedIn(place, full.slice(0, 1))]
  const others = known.filter((one) => !namedIds.includes(one)).toReversed()
  const free = others.filter((one) => !anywhere.has(one))
  return [...new Set([...free, ...others.filter((one) => !next.has(one))])]
}

/** Wangjing's sleep clinic is full: five wait for it, and 杨帆 from the telephone. A freed number goes to the urgent one. */
async function waitForSleep(place: Place, sessions: readonly SessionWithCells[]): Promise<void> {
  const { call, by, today } = place
  const wish: Wish = { kind: 'sleep', ...between(today) }
  const { waits } = await call(by, 'GET', `/api/scheduling/sites/${place.siteId}/waits`)
  const there = waits.filter(({ kind, joinedBy }: Wait) => kind === 'sleep' && joinedBy === 'staff')
  const missing = needs.slice(there.length)
  const full = sessions.filter(
    ({ kind, state, cells }) =>
      kind === 'sleep' && state === 'published' && cells.some((cell) => cell.state === 'booked'),
  )
  const people = missing.length > 0 ? await inNeed(place, sessions, full) : []
  for (const [index, need] of missing.entries()) {
    const patientId = people[index]
    if (patientId) await join(call, { siteNo: wangjing, by, patientId, wish, need })
  }
  await join(call, { siteNo: wangjing, by: 'yang-fan', patientId: demoPatientIds['yang-fan'], wish })
}

/** 李建军 waits for 陈思远 on one of the next days: there is a number, so it is being kept for him at once. */
const waitForChen = ({ call, today }: Place, practitionerId: string): Promise<void> =>
  join(call, {
    siteNo: wangjing,
    by: 'li-jianjun',
    patientId: demoPatientIds['li-jianjun'],
    wish: { practitionerId, ...between(today, 13) },
  })

/** Written before, from another number: it stands. */
function unlessBooked(error: { status?: number; type?: string }): object | undefined {
  return error.type?.endsWith(':idempotency-key-reused') ? {} : onlyRefused(error)
}

/** 王桂兰 comes to 陈思远 every other week: for the days that are not released yet she waits. */
async function bookSeries(
  { call, by, today }: Place,
  sessions: readonly SessionWithCells[],
  practitionerId: string,
): Promise<void> {
  const patientId = demoPatientIds['wang-guilan']
  const near = sessions.filter(
    (one) =>
      one.practitionerId === practitionerId && one.state === 'published' && one.date > addDays(today, 2),
  )
  for (const { cells } of near) {
    const cell = cells.find(
      ({ state, pool, heldUntil }) => state === 'free' && pool === 'public' && !heldUntil,
    )
    if (!cell) continue
    const body = { patientId, visit: 'return', everyWeeks: 2, times: 3, waitlist: true }
    const path = `/api/scheduling/slots/${cell.slotId}/series`
    if (await call(by, 'POST', path, body, 'demo-series').catch(unlessBooked)) return
  }
}

/** Whom a clinic of this kind is for, by the year of birth. */
const ages: Readonly<Partial<Record<ClinicKind, (born: number, year: number) => boolean>>> = {
  child: (born, year) => born > year - 18,
  'old-age': (born, year) => born < year - 64,
}

interface Elsewhere {
  readonly siteNo: number
  readonly by: string
  readonly kind: ClinicKind
  readonly needs: readonly ClinicalNeed[]
}

/** Others wait for a child psychiatrist, or for one at all: what the coverage is planned by. */
const elsewhere: readonly Elsewhere[] = [
  { siteNo: 51, by: 'zhou-xiaolin', kind: 'child', needs: needs.slice(0, 2) },
  { siteNo: 1, by: 'zhao-hui', kind: 'child', needs: needs.slice(1, 3) },
  { siteNo: 34, by: 'sun-yan', kind: 'old-age', needs: needs.slice(0, 2) },
  { siteNo: demoSiteWithoutDay, by: 'ma-lijuan', kind: 'child', needs: needs.slice(1, 4) },
]

async function waitElsewhere(call: Call, today: string): Promise<void> {
  const year = Number(today.slice(0, 4))
  for (const { siteNo, by, kind, needs: stated } of elsewhere) {
    const known = await knownAt({ call, by, siteId: demoSite(siteNo) })
    const people = known.filter(({ birthYear }) => ages[kind]?.(birthYear, year) ?? true)
    for (const [index, need] of stated.entries()) {
      const patientId = people[index]?.patientId
      if (patientId) await join(call, { siteNo, by, patientId, wish: { kind, ...between(today) }, need })
    }
  }
}

const excuses = [
  { who: 'zhao-zimo', reason: 'traffic', words: '地铁故障停运，赶到时已经过号。' },
  { who: 'huang-zhiqiang', reason: 'not-told', words: '没有收到提醒短信。' },
] as const satisfies readonly { who: Named; reason: string; words: string }[]

/** Who has missed today's number says why. In the small hours nobody has missed anything yet. */
async function appeal(call: Call): Promise<void> {
  for (const { who, reason, words } of excuses) {
    const path = `/api/scheduling/patients/${demoPatientIds[who]}/misses`
    const { misses } = await call(who, 'GET', path)
    const [miss] = misses
    if (miss && !miss.appeal)
      await call(who, 'POST', `${path}/${miss.appointmentId}/appeal`, { reason, words }).catch(onlyRefused)
  }
}

/** 候补、长期预约和申诉, written by desks and patients under fixed keys: written again it changes nothing. */
export const waitingDemo: DemoStep = async (call, { onProgress }) => {
  const today = dateAt(Date.now())
  const place = await openPlace(call, { siteId: demoSite(wangjing), by: 'li-min' }, today)
  const chen = place?.practitioner('陈思远', 0)
  if (place && chen) {
    const sessions = await weekOf(place, addDays(today, 1), 28)
    await waitForSleep(place, sessions)
    await bookSeries(place, sessions, chen)
    await waitForChen(place, chen)
  }
  onProgress(1, 3)
  await waitElsewhere(call, today)
  onProgress(2, 3)
  await appeal(call)
  onProgress(3, 3)
}
