import fc from 'fast-check'
import { instantOf } from '#shared/kernel/calendar.ts'
import { donghu, ok, wangjing } from '#test/scheduling/support.ts'
import type { Answer } from '#test/support/platform.ts'
import { type ActName, askingFor, type Step, weighted } from './acts.ts'
import type { Asking } from './asking.ts'
import { judgeEnd } from './judge-end.ts'
import { restoring } from './offer-acts.ts'
import { currentPlayer } from './turns.ts'
import type { World } from './world.ts'

export interface History {
  readonly seed: number
  /** How many in a hundred writes are disturbed. */
  readonly weather: number
  /** How many patients have an appointment when it begins. */
  readonly booked: number
  readonly steps: readonly Step[]
}

const figure = fc.nat(59)
const stepAmong = (acts: typeof weighted): fc.Arbitrary<Step> =>
  fc.record({
    act: fc.oneof(...acts.map(({ act, weight }) => ({ arbitrary: fc.constant(act), weight }))),
    who: figure,
    what: figure,
    how: figure,
    beside: fc.boolean(),
  })
const historyAmong = (acts: typeof weighted): fc.Arbitrary<History> =>
  fc.record({
    seed: fc.nat(),
    weather: fc.constantFrom(0, 0, 0, 12),
    booked: fc.nat(3),
    steps: fc.array(stepAmong(acts), { minLength: 3, maxLength: 32, size: 'max' }),
  })
export const anyHistory = historyAmong(weighted)
/** In which nothing but this is done. */
export const historyOf = (...acts: readonly ActName[]): fc.Arbitrary<History> =>
  historyAmong(weighted.filter(({ act }) => acts.includes(act)))

const api = '/api/scheduling'

/** Three clinics to begin with, so that there is something to book from the first step. */
async function prepare(world: World, { seed, booked }: History): Promise<void> {
  let asked = 0
  const ask = async (
    siteId: string,
    practitionerId: string,
    index: number,
    start: number,
    numbers: number,
  ) => {
    const body = {
      practitionerId,
      plan: {
        ...{ date: world.day(index), time: { start, end: start + 60 }, kind: 'general' },
        quotas: { public: numbers, clinic: 1, referral: 0 },
        release: { daysAhead: 14, at: 480 },
      },
    }
    const key = `model-before-${seed}-clinic-${asked++}`
    return ok(await world.as(`staff-${siteId}`).post(`${api}/sites/${siteId}/visits`, body, key))
  }
  const { sessionId } = await ask(wangjing, 'prac-001', 1, 540, 3)
  await ask(wangjing, 'prac-002', 2, 540, 2)
  await ask(donghu, 'prac-001', 2, 540, 2)
  const open = [...world.mirror.slots.values()]
    .filter((slot) => slot.sessionId === sessionId && slot.pool === 'public')
    .slice(0, booked)
  for (const [index, { slotId }] of open.entries()) {
    const patientId = world.patients[index] ?? ''
    const body = { patientId, visit: 'return' }
    const key = `model-before-${seed}-${patientId}`
    ok(await world.as(patientId).post(`${api}/slots/${slotId}/appointment`, body, key))
  }
}

const patience = 6

/** Asks again until there is an answer, as a browser does: every error of the server is a doubt. */
async function insistently(world: World, send: Asking['send']): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await send()
    if (answer.status >= 500 && world.weather.share === 0)
      world.wrong.push(`the server failed: ${answer.status} ${JSON.stringify(answer.body)}`)
    if (answer.status < 500 || tries >= patience) return answer
  }
}

/** A yes rests on a committed act; a plain no has changed nothing. */
function judgeAnswer({ mirror, wrong }: World, name: string, asking: Asking, { status, body }: Answer): void {
  const { acts = [], aggregate, orElse = [], severalWrites } = asking
  const player = currentPlayer()
  if (status < 300 && acts.length > 0) {
    const aggregateId = aggregate?.(body)
    const found = mirror.log.some(
      ({ act, aggregateId: about }) =>
        orElse.includes(act) || (acts.includes(act) && (aggregateId === undefined || about === aggregateId)),
    )
    if (!found) wrong.push(`${name} was answered ${status}, and nothing of it was written`)
  }
  const changed = (player?.committed ?? []).filter((act) => !act.endsWith('-read'))
  const calm = player?.suffered.length === 0
  if (status >= 400 && calm && changed.length > 0 && !severalWrites)
    wrong.push(`${name} was answered ${status} ${body?.type}, and ${changed.join(', ')} was written`)
  if (status === 400 || status === 401)
    wrong.push(`${name} could not even be asked: ${status} ${JSON.stringify(body)}`)
}

const played = (world: World, { seed }: History, { one, index }: Placed, told?: Told) => ({
  name: `${index} ${one.act}`,
  act: async () => {
    world.clock.now += 1
    const asking = askingFor(world, one, `model-history-${seed}-step-${index}`)
    if (asking === undefined) return told?.(`${index} ${one.act}: nothing to do`)
    if (typeof asking === 'function') {
      const weather = world.weather.share
      try {
        await asking()
      } catch (error) {
        if (weather === 0) throw error
      }
      return told?.(`${index} ${one.act}`)
    }
    const answer = await insistently(world, asking.send)
    told?.(`${index} ${one.act}: ${answer.status} ${answer.body?.type ?? ''}`)
    judgeAnswer(world, `${index} ${one.act}`, asking, answer)
  },
})

interface Placed {
  readonly one: Step
  readonly index: number
}

/** Steps that are taken beside each other go together. */
function groupsOf(steps: readonly Step[]): Placed[][] {
  const groups: Placed[][] = []
  for (const [index, one] of steps.entries()) {
    const last = groups.at(-1)
    if (one.beside && last && last.length < 5) last.push({ one, index })
    else groups.push([{ one, index }])
  }
  return groups
}

type Told = (line: string) => void

/** Plays a history in a world, and says everything that was wrong with it. */
export async function playHistory(world: World, history: History, told?: Told): Promise<string[]> {
  await world.begin(history.seed)
  await prepare(world, history)
  world.weather.share = history.weather / 100
  for (const group of groupsOf(history.steps)) {
    await world.turns.play(group.map((placed) => played(world, history, placed, told)))
    if (world.wrong.length > 0) return [...world.wrong]
  }
  world.weather.share = 0
  await world.settle()
  world.wrong.push(...(await judgeEnd(world)))
  if (world.wrong.length > 0) return [...world.wrong]
  await sunset(world)
  return [...world.wrong]
}

/** Who offers to come offers again what they did at first. */
async function restore(world: World): Promise<void> {
  for (const [key, begun] of world.offered) {
    const now = world.mirror.offers.get(key)
    if (now && now.version > begun.version) ok(await restoring(world, begun, now).send())
  }
}

/** The week is over: everything that was open passes by the clock alone, and practices are as they were. */
async function sunset(world: World): Promise<void> {
  world.clock.now = instantOf(world.day(2), 1439) + 36 * 3_600_000
  await world.settle()
  const { waits, visits, lines } = world.mirror
  for (const { waitId, state } of waits.values())
    if (state === 'waiting' || state === 'offered') world.wrong.push(`${waitId} waits for days that are over`)
  for (const { visitId, state } of visits.values())
    if (state === 'asked' || state === 'countered')
      world.wrong.push(`${visitId} was never written down as lapsed`)
  for (const { slotId, state } of lines.values())
    if (state === 'open' || state === 'offered')
      world.wrong.push(`the line of ${slotId} is ${state} for good`)
  await restore(world)
  const cut = [...world.cut.keys()].map((name) => name.split(' ')[0] ?? '')
  world.cut.clear()
  for (const practitionerId of new Set(cut)) await world.tellFacts(practitionerId)
}
