import type { Act } from '#functions/platform/journal.ts'
import { halfDayOf, type Session, stoppedFromOf } from '#shared/scheduling/index.ts'
import { beginOf } from './cascade-parts.ts'
import type { Desk } from './desk.ts'
import type { Guard, StoredSlot } from './records.ts'
import { sessionAct } from './session-events.ts'
import type { Loaded } from './session-loading.ts'
import { leaving } from './session-plan.ts'
import { patientsIn } from './views.ts'
import type { Change } from './writing-repository.ts'

export interface Together {
  readonly parts: Change[]
  /** The patients' appointments as they become. */
  readonly guards: Guard[]
}

/**
 * The patients' own lists of the numbers that somebody holds, fresh. Whoever has moved to another number since these were
 * read is not among them.
 */
export async function guardsIn(
  { repository }: Desk,
  { date }: Pick<Session, 'date'>,
  slots: readonly StoredSlot[],
): Promise<Guard[]> {
  const guards = await Promise.all(
    slots.map(async ({ held, slotId, time }) => {
      if (!held) return []
      const guard = await repository.findGuard(held.patientId, date, halfDayOf(time), { fresh: true })
      return guard?.appointmentId === held.appointmentId && guard.slotId === slotId ? guard : []
    }),
  )
  return guards.flat()
}

/**
 * The numbers of a session that change with it without a patient's own list: who is booking one at this moment has read
 * the session as it was, and looks again; and so does whoever writes this, where a patient has left one meanwhile.
 */
export const anewIn = (
  { repository }: Desk,
  slots: readonly StoredSlot[],
  guards: readonly Pick<Guard, 'slotId'>[],
): Change[] =>
  slots
    .filter((slot) => !guards.some(({ slotId }) => slotId === slot.slotId))
    .map(repository.changed.slotAnew)

/** What is written of a session whose numbers change their state all together, patients' own lists included. */
export async function together(
  desk: Desk,
  session: Session,
  slots: readonly StoredSlot[],
): Promise<Together> {
  const stopped = session.state === 'stopped'
  const marked = (await guardsIn(desk, session, slots)).map(
    ({ stopped: _, ...guard }): Guard => ({
      ...guard,
      version: guard.version + 1,
      sequence: guard.sequence + 1,
      ...(stopped ? { stopped } : {}),
    }),
  )
  const { changed } = desk.repository
  const parts = [changed.session(session), ...slots.map(changed.slot), ...marked.map(changed.guard)]
  return { parts, guards: marked }
}

/** A stop touches the numbers that are still to come; who is being seen is seen to the end. */
const stopSlot = (slot: StoredSlot): StoredSlot | undefined => {
  const stoppedFrom = stoppedFromOf(slot)
  return stoppedFrom && { ...slot, state: 'stopped', stoppedFrom, version: slot.version + 1 }
}

export interface Why {
  readonly reason: string
  readonly words?: string | undefined
  readonly now: number
  /** When its patients are looked after; absent where that is done in another way. */
  readonly cascadeAt?: number | undefined
  /** Whether other numbers are offered to them by themselves. */
  readonly offers?: boolean
  readonly movedTo?: string | undefined
}

/**
 * Everything that a stop writes: session, numbers, the patients' own lists, time and room given back, and the instant at
 * which its patients are looked after. They hear of it then, with what can be done for them: a stop that is taken back
 * frightens nobody.
 */
export async function stopping(desk: Desk, { session: before, slots: all }: Loaded, why: Why) {
  const stopped = all.flatMap((slot) => stopSlot(slot) ?? [])
  const patientIds = patientsIn(stopped)
  const cascadeAt = patientIds.length > 0 ? why.cascadeAt : undefined
  const session: Session = {
    ...before,
    state: 'stopped',
    stopReason: why.reason,
    ...(why.words ? { stopWords: why.words } : {}),
    ...(cascadeAt === undefined ? {} : { cascadeAt }),
    ...(why.movedTo === undefined ? {} : { movedTo: why.movedTo }),
    stoppedAt: why.now,
    version: before.version + 1,
  }
  const { parts } = await together(desk, session, stopped)
  const due = cascadeAt === undefined ? [] : [desk.due.plan(beginOf(session, why.offers ?? true))]
  const items = [...parts, ...(await leaving(desk, session)), ...due]
  const act: Act = sessionAct('session-stopped', session, { patientIds })
  return { session, stopped, items, act }
}
