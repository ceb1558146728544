import type { Due, DueThing, Outstanding } from './due.ts'
import { type Act, type Entry, newEntry } from './journal.ts'
import type { Log } from './log.ts'
import { type Table, writeTogether } from './table.ts'

/**
 * What a context does by itself, by the kind of what is due. A job does its work and takes its thing off the list in one
 * transaction (`due.finish`): killed before, it runs again; killed after, it does not. It must bear being repeated and
 * losing a race.
 */
export type Jobs = Readonly<Record<string, (thing: DueThing, now: number) => Promise<void>>>

/** The journal entry of an act that nobody asked for: the clock did. */
export const entryByClock = (context: string, thing: DueThing, now: number, act: Act): Entry =>
  newEntry(
    { context, personId: 'system', at: now, requestId: `${thing.kind}.${thing.id}`.slice(0, 80) },
    { basis: 'system', ...act },
  )

export interface Round {
  /** Things whose job ended well. */
  readonly done: number
  /** Things whose job failed, or that no job is known for: tried again later. */
  readonly failed: number
  /** True where there was more than one round takes. */
  readonly more: boolean
}

export interface RoundParts {
  readonly table: Table
  readonly due: Due
  readonly jobs: Jobs
  readonly log: Log
  readonly now: () => number
  /** Milliseconds after which nothing new is begun; default 6 s, within the 10 s that a Lambda has. */
  readonly patience?: number
}

const most = 200

/** Does what is due, one thing after the other, oldest first. What fails is logged by kind and waits longer each time. */
export async function runDue({ table, due, jobs, log, now, patience = 6000 }: RoundParts): Promise<Round> {
  const began = performance.now()
  const things = await due.list(now(), most)
  let done = 0
  let failed = 0
  for (const thing of things) {
    if (performance.now() - began > patience) break
    if (await ranWell(thing)) done += 1
    else failed += 1
  }
  return { done, failed, more: things.length === most || done + failed < things.length }

  async function ranWell(thing: Outstanding): Promise<boolean> {
    try {
      const job = jobs[thing.kind]
      if (!job) throw new UnknownKind(thing.kind)
      await job(thing, now())
      return true
    } catch (error) {
      const failures = thing.failures + 1
      log.error({ kind: thing.kind, failures, error: (error as Error).name }, 'due thing failed')
      await writeTogether(table, [due.putOff(thing, failures, now() + pauseAfter(failures))])
      return false
    }
  }
}

class UnknownKind extends Error {
  constructor(kind: string) {
    super(kind)
    this.name = 'UnknownKind'
  }
}

const firstPauseMs = 10_000
const longestPauseMs = 3_600_000

/** 10 s, 20 s, 40 s … one hour: nothing is given up, a mended job finds it. */
export const pauseAfter = (failures: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 20))

/** Every round until nothing is due, or time is up. @throws Error where things failed: the deployment's alarm hangs on it. */
export async function runAllDue(parts: RoundParts): Promise<void> {
  const began = performance.now()
  const patience = parts.patience ?? 6000
  let failed = 0
  for (;;) {
    const round = await runDue({ ...parts, patience: patience - (performance.now() - began) })
    failed += round.failed
    if (!round.more || performance.now() - began > patience) break
  }
  if (failed > 0) throw new Error(`${failed} due things failed`)
}
