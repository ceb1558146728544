import type { Act, Journal } from '#functions/platform/journal.ts'
import type { Request } from '#functions/platform/request.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import { counts, halfDayOf, recognitionCode, type Session, type SlotKey } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import { basisOf } from './policy.ts'
import type { Reading } from './reading-repository.ts'
import type { Guard, Misses, StoredSlot } from './records.ts'

export interface Place {
  readonly session: Session
  readonly slot: StoredSlot
}

export async function findPlace(
  { repository }: Desk,
  key: SlotKey,
  reading: Reading,
): Promise<Place | undefined> {
  const { slot, session } = await repository.findPlace(key, reading)
  return slot && session ? { slot, session } : undefined
}

/** The version that the guard of this half-day is written over; 0 where there is none. */
export const guardVersion = (guards: readonly Guard[], { session, slot }: Place): number =>
  guards.find(({ date, time }) => date === session.date && halfDayOf(time) === halfDayOf(slot.time))
    ?.version ?? 0

/** The days of missed appointments that count: those whose appeal was accepted do not. */
export const countedIn = (misses: Misses | undefined): string[] =>
  misses?.missed.filter(counts).map(({ date }) => date) ?? []

export type Visit = Pick<
  NonNullable<StoredSlot['held']>,
  'appointmentId' | 'patientId' | 'card' | 'visit' | 'bookedAt' | 'note' | 'onBehalf'
>

export const take = ({ slot }: Place, visit: Visit): StoredSlot => {
  const { left: _, last: __, held: ___, hold: ____, ...free } = slot
  return {
    ...free,
    state: 'booked',
    version: slot.version + 1,
    held: { ...visit, code: recognitionCode(visit.appointmentId) },
  }
}

/** The number is free again; one of a stopped session stays closed. */
export const leave = ({ held, last: _, ...slot }: StoredSlot): StoredSlot => ({
  ...slot,
  ...(slot.state === 'stopped' ? { stoppedFrom: 'free' } : { state: 'free' }),
  version: slot.version + 1,
  ...(held ? { left: { appointmentId: held.appointmentId, patientId: held.patientId } } : {}),
})

export const actOf = (
  request: Pick<Request<Operation>, 'actor'>,
  act: string,
  guard: Guard,
  more: Partial<Act> = {},
): Act => ({
  act,
  aggregateId: guard.appointmentId,
  bodyId: guard.siteId,
  patientIds: [guard.patientId],
  basis: basisOf(request.actor, guard.patientId),
  data: { slotId: guard.slotId },
  ...more,
})

/** Two in a row are made by one entry: the second is `<first>.2`. */
async function patientOfFirst(journal: Journal, appointmentId: string): Promise<string | undefined> {
  const creation = await journal.findCreation('scheduling', appointmentId)
  if (creation || !appointmentId.endsWith('.2')) return creation?.patientIds?.[0]
  return (await journal.findCreation('scheduling', appointmentId.slice(0, -2)))?.patientIds?.[1]
}

/**
 * The appointment that holds this number, or that was cancelled from it, as its patient's own list has it. Whose a
 * cancelled one was, its first journal entry still knows: the number may be another patient's by now.
 */
export async function findAppointment(
  { repository, journal }: Desk,
  key: SlotKey,
  appointmentId: string,
  reading: Reading,
) {
  const slot = await repository.findSlot(key, reading)
  if (!slot) return undefined
  const held = slot.held?.appointmentId === appointmentId ? slot.held : undefined
  const patientId = held?.patientId ?? (await patientOfFirst(journal, appointmentId))
  const guard = patientId && (await repository.findGuard(patientId, key.date, halfDayOf(slot.time), reading))
  if (!guard || guard.appointmentId !== appointmentId || guard.slotId !== slot.slotId) return undefined
  return held || guard.state === 'cancelled' ? { slot, guard, held } : undefined
}

/** The guard as it stands after a change; calendars go by the sequence. */
export const later = (guard: Guard, changed: Partial<Guard>): Guard => ({
  ...guard,
  ...changed,
  version: guard.version + 1,
  sequence: guard.sequence + 1,
})
