import type { SessionPlan, SessionWithCells } from '#shared/scheduling/index.ts'
import { demoPatientIds } from './demo-ids.ts'
import { onlyRefused, type Place, planAt, weekOf } from './demo-place.ts'

/** Minutes after midnight, Beijing. */
interface Clock {
  readonly minute: number
}

const day = { from: 480, to: 1260 }

/**
 * Today's two sessions lie around the present minute where people work at all, so that the queue can be seen at any
 * hour of a working day; at night they are a usual morning and afternoon, over or not begun.
 */
export function timesToday(minute: number): { first: SessionPlan['time']; second: SessionPlan['time'] } {
  const awake = minute >= day.from && minute < day.to
  const begun = awake ? Math.floor((minute - 75) / 30) * 30 : 540
  const clamped = Math.min(Math.max(begun, day.from), day.to - 240)
  const start = clamped > 660 && clamped < 780 ? 660 : clamped
  const second = start < 660 ? 810 : start + 60
  return { first: { start, end: start + 180 }, second: { start: second, end: second + 180 } }
}

async function publish(place: Place, plan: Omit<SessionPlan, 'date'>, key: string): Promise<void> {
  const { call, siteId, today } = place
  const body = { ...plan, date: today }
  const drafted = await call(
    'li-min',
    'POST',
    `/api/scheduling/sites/${siteId}/sessions`,
    body,
    `demo-today-${today}-${key}`,
  )
  const version = { version: drafted.version }
  await call('li-min', 'POST', `/api/scheduling/sessions/${drafted.sessionId}/publication`, version).catch(
    onlyRefused,
  )
}

/** Who comes today, in the order of the pictures; whoever else the site knows takes the rest. */
const expected = ['wang-guilan', 'yang-fan', 'liu-yang', 'ayguli-memtimin', 'li-jianjun'] as const

/** Who does not come, at these places of the queue: they say why (demo-waiting.ts). */
const missing = ['zhao-zimo', 'huang-zhiqiang'] as const
const absent: readonly string[] = missing.map((name) => demoPatientIds[name])

/** The steps that the queue has taken by now, for the number at this place. */
function stepsBy(start: number, place: number, minute: number, comes: boolean): string[] {
  const late = minute - start
  if (!comes) return late >= 20 ? ['miss'] : []
  if (late >= 20) return ['check-in', 'call', 'finish']
  if (late >= 0) return place % 5 === 4 ? [] : ['check-in', 'call']
  if (late >= -35) return place % 4 === 3 ? [] : ['check-in']
  return []
}

async function runQueue(
  place: Place,
  session: SessionWithCells,
  patients: readonly string[],
  { minute }: Clock,
): Promise<void> {
  const { call } = place
  let calling = false
  for (const [index, cell] of session.cells.slice(0, -1).entries()) {
    if (cell.state !== 'free') continue
    const patientId = patients[index % patients.length] ?? ''
    const body = { patientId, visit: index % 4 === 2 ? 'first' : 'return' }
    const key = `demo-today-${cell.slotId}`
    const booked = await call(
      'li-min',
      'POST',
      `/api/scheduling/slots/${cell.slotId}/appointment`,
      body,
      key,
    ).catch(onlyRefused)
    if (!booked) continue
    const steps = stepsBy(cell.time.start, index, minute, !absent.includes(patientId)).filter(
      (command) => !(calling && command === 'call'),
    )
    for (const command of steps) {
      const step = { appointmentId: booked.appointmentId, command }
      await call('li-min', 'POST', `/api/scheduling/slots/${cell.slotId}/steps`, step).catch(onlyRefused)
    }
    calling ||= steps.at(-1) === 'call'
  }
}

/** Today at Wangjing: one session in the middle of its queue, one that is to come. */
export async function runToday(place: Place, known: readonly string[], clock: Clock): Promise<void> {
  const { first, second } = timesToday(clock.minute)
  const [chen, lin] = [place.practitioner('陈思远', 0), place.practitioner('林若溪', 1)]
  if (chen) await publish(place, planAt(place, chen, { time: first, room: '2 诊室' }), 'first')
  if (lin && lin !== chen)
    await publish(place, planAt(place, lin, { time: second, room: '1 诊室', kind: 'child' }), 'second')
  const named: string[] = expected.map((name) => demoPatientIds[name])
  const others = known.filter((patientId) => !named.includes(patientId) && !absent.includes(patientId))
  const [one, two] = (await weekOf(place, place.today, 1)).filter(({ state }) => state === 'published')
  if (one)
    await runQueue(place, one, [...others.slice(0, 1), ...absent, ...named, ...others.slice(1, 6)], clock)
  if (two) await runQueue(place, { ...two, cells: two.cells.slice(0, -2) }, others.slice(6, 18), clock)
}
