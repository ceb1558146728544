import type { DueThing } from '#functions/platform/due.ts'
import { entryByClock, type Jobs } from '#functions/platform/jobs.ts'
import { writeTogether } from '#functions/platform/table.ts'
import { parseSlotId } from '#shared/scheduling/index.ts'
import { runCascade } from './cascade-begin.ts'
import { type Acting, beginKind, lapseKind } from './cascade-parts.ts'
import type { StoredLine } from './cascade-repository.ts'
import type { Desk } from './desk.ts'
import { stoppedOf } from './displaced.ts'
import { freeNumbers } from './free-numbers.ts'
import { moveKind } from './move-anew.ts'
import { bringOver } from './move-over.ts'
import { cutKind, cutPractice } from './practice-cut.ts'
import { passOnUntilSaved } from './reoffering.ts'

const byClock = (thing: DueThing, now: number): Acting => ({
  now,
  by: 'system',
  entry: (act) => entryByClock('scheduling', thing, now, act),
})

const done = async ({ due, platform }: Desk, thing: DueThing): Promise<void> =>
  void (await writeTogether(platform.table, [due.drop(thing)]))

/** The stop is final: its patients are looked after. Killed in between, the next round goes on. */
const begin = (desk: Desk) => async (thing: DueThing, now: number) => {
  const { offers } = thing.data as { offers: boolean }
  await runCascade(desk, byClock(thing, now), thing.id, offers)
  await done(desk, thing)
}

/** Nobody has confirmed: the next number, or somebody calls. Answered in the same moment, one of the writes is refused. */
const lapse = (desk: Desk) => async (thing: DueThing, now: number) => {
  const slotId = thing.id
  const { line: lost } = thing.data as { line: string }
  const key = parseSlotId(lost)
  const line = key && (await desk.repository.findLine(key))
  const still = ({ state, offer }: StoredLine) =>
    state === 'offered' && offer?.slotId === slotId && offer.until <= now
  const stopped = line && still(line) ? await stoppedOf(desk, line.sessionId) : undefined
  if (stopped) {
    const { numbers } = await freeNumbers(desk, stopped, now)
    const given = { stopped, numbers, how: { step: 'lapsed' as const }, still }
    await passOnUntilSaved(desk, byClock(thing, now), lost, given)
  }
  await done(desk, thing)
}

/** A move to another day that was not finished goes on. */
const goOnMoving = (desk: Desk) => async (thing: DueThing, now: number) => {
  const { to } = thing.data as { to: string }
  await bringOver(desk, byClock(thing, now), thing.id, to)
  await done(desk, thing)
}

const cut = (desk: Desk) => async (thing: DueThing, now: number) => {
  await cutPractice(desk, () => byClock(thing, now), thing, now)
  await done(desk, thing)
}

export const cascadeJobs = (desk: Desk): Jobs => ({
  [beginKind]: begin(desk),
  [lapseKind]: lapse(desk),
  [moveKind]: goOnMoving(desk),
  [cutKind]: cut(desk),
})
