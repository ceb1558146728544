import { openDue } from '#functions/platform/due.ts'
import { type Delivered, deliveredFrom } from '#functions/platform/events.ts'
import { grantsEntity } from '#functions/platform/grants.ts'
import { runDue } from '#functions/platform/jobs.ts'
import { sessionCookie } from '#functions/platform/session.ts'
import type { Fault } from '#functions/platform/table.ts'
import { schedulingJobs } from '#functions/scheduling/jobs.ts'
import type { Grant } from '#shared/access/index.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import {
  donghu,
  event,
  farAway,
  heard,
  minutes,
  ok,
  openClinic,
  practitionerEvent,
  tellPatient,
  wangjing,
} from '#test/scheduling/support.ts'
import { offers } from '#test/scheduling/visits-support.ts'
import { type Engine, freshTable, sameTable } from '#test/support/engine.ts'
import { asking } from '#test/support/platform.ts'
import { dice, faultBy, type Weather } from '../fault-injection.ts'
import { judgeCommit } from './invariants.ts'
import { type Mirror, openMirror } from './mirror.ts'
import { currentPlayer, openTurns } from './turns.ts'

export const sites = [wangjing, donghu, farAway]
export const doctors = ['prac-001', 'prac-002', 'prac-003']
/** The days of a history's week on which there are clinics: Tuesday to Thursday. */
export const clinicDays = [1, 2, 3]
const firstMonday = '2026-09-14'
/** Histories that share a table, each in a week of its own, before another one is made. */
const weeks = 25
const yearMs = 365 * 86_400_000

/** Lets a write of that kind through whatever has happened since it was decided. */
function takeGuardsFrom(body: unknown, kind: string): void {
  const { TransactItems = [] } = body as { TransactItems?: readonly { Put?: Record<string, unknown> }[] }
  for (const { Put: put } of TransactItems) {
    const { __edb_e__: long, E: short } = (put?.['Item'] ?? {}) as Record<string, { S?: string }>
    if (!put || (long ?? short)?.S !== kind) continue
    delete put['ConditionExpression']
    delete put['ExpressionAttributeNames']
    delete put['ExpressionAttributeValues']
  }
}

/** Everything that a history moves: the API over a table of its own, its clock, its listeners and what is due. */
export interface WorldChoice {
  /** Kind of thing whose writes lose their conditions: what the model is there to find. */
  readonly unguarded?: string
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: many small functions over one world
export async function openWorld(engine: Engine, { unguarded }: WorldChoice = {}) {
  const wrong: string[] = []
  const weather: Weather = { share: 0, roll: Math.random, seen: new Map() }
  let roll: () => number = Math.random
  const disturbed = faultBy(weather)
  const calm = await freshTable(engine)
  let mirror: Mirror | undefined
  const turns = openTurns(
    () => roll(),
    () => mirror?.commits() ?? 0,
  )
  const undelivered: Delivered[] = []

  const seam: Fault = (command, body, send) =>
    turns.take(() => {
      if (unguarded && command === 'TransactWriteItemsCommand') takeGuardsFrom(body, unguarded)
      const seen = [...weather.seen.values()].reduce((sum, count) => sum + count, 0)
      const kept = async () => {
        const answer = await send()
        if (command === 'TransactWriteItemsCommand') committed(body)
        return answer
      }
      const answer = disturbed(command, body, kept)
      const after = [...weather.seen.values()].reduce((sum, count) => sum + count, 0)
      if (after > seen) currentPlayer()?.suffered.push('delay')
      return answer
    })

  const table = sameTable(engine, calm, { fault: seam })
  mirror = openMirror(table)
  const held = mirror
  let time = () => 0
  const clinic = await openClinic({ table, patients: [] })
  time = () => clinic.clock.now
  const { platform, app, clock, consumers } = clinic

  function committed(body: unknown): void {
    const commit = held.take(body)
    const player = currentPlayer()
    for (const entry of commit.entries) {
      player?.committed.push(entry.act)
      undelivered.push(deliveredFrom(entry))
    }
    wrong.push(...judgeCommit(held, commit, { now: time(), since: player?.since ?? commit.number }))
  }

  const signedIn = new Map<string, ReturnType<typeof asking>>()
  async function signIn(personId: string, ...grants: readonly Grant[]): Promise<void> {
    await grantsEntity(table)
      .put({ personId, displayName: personId, version: 1, grants: [...grants] })
      .go()
    const since = clock.now
    const expiresAt = Math.max(since, Date.now()) + 2 * yearMs
    const sealed = await platform.seal.seal({ personId, since, expiresAt })
    const headers = {
      cookie: `${sessionCookie(platform.origin)}=${sealed}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    }
    signedIn.set(personId, asking(app, headers))
  }
  await signIn('office', { role: 'alliance-office' })
  for (const siteId of sites) await signIn(`staff-${siteId}`, { role: 'clinic-staff', siteId })
  for (const practitionerId of doctors) {
    await signIn(practitionerId, { role: 'practitioner', practitionerId })
    for (const weekday of [2, 3, 4])
      for (const half of ['morning', 'afternoon'] as const)
        await offers(as(practitionerId), practitionerId, {
          on: { type: 'weekly', weekday, everyWeeks: 1 },
          half,
          time: half === 'morning' ? { start: 480, end: 720 } : { start: 780, end: 1020 },
          mode: practitionerId === 'prac-003' ? 'ask' : 'book',
          ...(practitionerId === 'prac-002' ? { visitsAWeek: 3 } : {}),
        })
  }
  function as(personId: string): ReturnType<typeof asking> {
    const found = signedIn.get(personId)
    if (!found) throw new Error(`Nobody is called ${personId}`)
    return found
  }

  const due = openDue(table, 'scheduling')
  const jobs = schedulingJobs(platform)
  let week = 0
  const seeds = new Set<number>()
  let factsVersion = 1
  const world = {
    ...{ clinic, mirror: held, turns, wrong, weather, undelivered, table, calm, clock, signIn, as },
    monday: firstMonday,
    patients: [] as string[],
    /** Practitioners whose practice at a site ends before its term does, by `<practitioner> <site>`. */
    cut: new Map<string, string>(),
    roll: () => roll(),
    day: (index: number): string => addDays(world.monday, clinicDays[index % clinicDays.length] ?? 1),

    /** Whether a history of this seed could meet one that was played here: ids follow from the seed. */
    isFreshFor: (seed: number): boolean => week < weeks && !seeds.has(seed),

    /** A week and patients that no history of this world has seen. */
    async begin(seed: number): Promise<void> {
      week += 1
      seeds.add(seed)
      roll = dice(seed)
      weather.roll = dice(seed + 1)
      weather.share = 0
      world.monday = addDays(firstMonday, 7 * week)
      clock.now = Math.max(clock.now, instantOf(world.monday, 480))
      held.clear()
      wrong.length = 0
      undelivered.length = 0
      world.patients = Array.from({ length: 4 }, (_, index) => `p-${seed}-${index}`)
      await Promise.all(
        world.patients.map(async (patientId) => {
          await tellPatient(clinic.hear, platform, patientId, sites)
          await signIn(patientId, { role: 'patient', patientId })
        }),
      )
    },
    /** The register tells where a practitioner may see patients: everywhere, but for what was cut. */
    async tellFacts(practitionerId: string): Promise<void> {
      factsVersion += 1
      const terms = sites.flatMap((siteId) => {
        const to = world.cut.get(`${practitionerId} ${siteId}`) ?? '2027-12-31'
        const practice = {
          practiceId: `pr-${siteId}`,
          siteId,
          basis: 'alliance' as const,
          from: '2026-01-01',
          to,
        }
        return to < practice.from ? [] : [practice]
      })
      const facts = practitionerEvent(practitionerId, {
        name: practitionerId,
        sites: terms,
        version: factsVersion,
      })
      await heard(consumers, event('practitioners/practice-bounds-changed', facts, { at: clock.now }))
    },

    /** Gives what the journal holds to the listeners, in the order of the dice, some of it twice; what fails, again later. */
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: order, doubling and failure are one draw each
    async relay({ scramble }: { scramble: boolean }): Promise<void> {
      const batch = undelivered.splice(0)
      while (batch.length > 0) {
        const [told] = batch.splice(scramble ? Math.floor(roll() * batch.length) : 0, 1)
        if (!told) return
        const player = currentPlayer()
        if (player) Object.assign(player, { since: held.commits() })
        try {
          await heard(consumers, told)
        } catch (error) {
          if (weather.share === 0) throw error
          undelivered.push(told)
        }
        if (scramble && roll() < 0.1) undelivered.push(told)
      }
    },

    /** What is due by the clock is done; the number of things that failed. */
    async doDue(): Promise<number> {
      const { failed } = await runDue({
        table,
        due,
        jobs,
        log: platform.log,
        now: () => clock.now,
        patience: 60_000,
      })
      return failed
    },

    /** All that follows by itself from what has happened, until nothing more does. */
    async settle(): Promise<void> {
      for (let round = 0; round < 12; round++) {
        await world.relay({ scramble: false })
        const before = held.commits()
        const failed = await world.doDue()
        if (failed > 0) clock.now += 11 * minutes
        if (undelivered.length === 0 && held.commits() === before && failed === 0) return
      }
      wrong.push('what follows by itself does not come to an end')
    },
  }
  return world
}
export type World = Awaited<ReturnType<typeof openWorld>>
export { donghu, farAway, minutes, ok, wangjing }
