import { openDue } from '#functions/platform/due.ts'
import { type Delivered, deliveredFrom } from '#functions/platform/events.ts'
import { runDue } from '#functions/platform/jobs.ts'
import { schedulingJobs } from '#functions/scheduling/jobs.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { event, heard, openClinic, practitionerEvent, tellPatient } from '#test/scheduling/support.ts'
import { type Engine, freshTable, sameTable } from '#test/support/engine.ts'
import { dice, type Weather } from '../fault-injection.ts'
import { openCrowd, sites } from './crowd.ts'
import { judgeCommit } from './invariants.ts'
import { openMirror } from './mirror.ts'
import { type Mutant, openSeam } from './seam.ts'
import { currentPlayer, openTurns } from './turns.ts'

/** The days of a history's week on which there are clinics: Tuesday to Thursday. */
const clinicDays = [1, 2, 3]
const firstMonday = '2026-09-14'
/** Histories that share a table, each in a week of its own, before another one is made. */
const weeks = 25

/** Everything that a history moves: the API over a table of its own, its clock, its listeners and what is due. */
export async function openWorld(engine: Engine, mutant: Mutant = {}) {
  const wrong: string[] = []
  const weather: Weather = { share: 0, roll: Math.random, seen: new Map() }
  let roll: () => number = Math.random
  const calm = await freshTable(engine)
  const mirror = openMirror(calm)
  const turns = openTurns(() => roll(), mirror.commits)
  const undelivered: Delivered[] = []
  let now = () => 0
  const table = sameTable(engine, calm, { fault: openSeam({ turns, weather, mutant, onCommit }) })
  const clinic = await openClinic({ table, patients: [] })
  const { platform, clock, consumers } = clinic
  now = () => clock.now
  const { signIn, as } = await openCrowd(clinic)
  const offered = [...mirror.offers]

  function onCommit(body: unknown): void {
    const commit = mirror.take(body)
    const player = currentPlayer()
    for (const entry of commit.entries) {
      player?.committed.push(entry.act)
      const told = deliveredFrom(entry)
      if (!mutant.isLost?.(told)) undelivered.push(told)
    }
    wrong.push(...judgeCommit(mirror, commit, { now: now(), since: player?.since ?? commit.number }))
  }

  /** What a listener fails at is told again later, as a relay does. */
  async function tell(told: Delivered): Promise<void> {
    try {
      await heard(consumers, told)
    } catch (error) {
      if (weather.share === 0) throw error
      undelivered.push(told)
    }
  }

  const due = openDue(table, 'scheduling')
  const jobs = schedulingJobs(platform)
  let week = 0
  const seeds = new Set<number>()
  let factsVersion = 1
  const world = {
    ...{ clinic, mirror, offered, turns, wrong, weather, undelivered, table, calm, clock, signIn, as },
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
      mirror.clear()
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
      await tell(event('practitioners/practice-bounds-changed', facts, { at: clock.now }))
    },

    /** Gives what the journal holds to the listeners, in the order of the dice, some of it twice; what fails, again later. */
    async relay({ scramble }: { scramble: boolean }): Promise<void> {
      const batch = undelivered.splice(0)
      while (batch.length > 0) {
        const [told] = batch.splice(scramble ? Math.floor(roll() * batch.length) : 0, 1)
        if (!told) return
        const player = currentPlayer()
        if (player) Object.assign(player, { since: mirror.commits() })
        await tell(told)
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

    /** All that follows by itself from what has happened, until nothing more does: what has failed is tried again. */
    async settle(): Promise<void> {
      for (let round = 0; round < 24; round++) {
        await world.relay({ scramble: false })
        const before = mirror.commits()
        const failed = await world.doDue()
        const again = mirror.triedAgainAt()
        if (again > clock.now) clock.now = again
        else if (undelivered.length === 0 && mirror.commits() === before && failed === 0) return
      }
      wrong.push('what follows by itself does not come to an end')
    },
  }
  return world
}
export type World = Awaited<ReturnType<typeof openWorld>>
