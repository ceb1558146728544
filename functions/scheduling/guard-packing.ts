import { type Appointment, parseSlotId, recognitionCode, sessionIdOf } from '#shared/scheduling/index.ts'
import type { Guard } from './records.ts'

/** What a patient's own list says of an appointment, in order and without what its number's id says already. */
export type PackedGuard = readonly [
  appointmentId: string,
  slotId: string,
  siteName: string,
  practitionerId: string,
  practitionerName: string,
  start: number,
  end: number,
  room: string,
  pool: Appointment['pool'],
  kind: Appointment['kind'],
  visit: Appointment['visit'],
  state: Appointment['state'],
  bookedAt: number,
  sequence: number,
  stopped: boolean,
]

/** Ten of a patient's appointments are 1 RCU, read fresh: less than 400 bytes each. */
export const packGuard = (guard: Guard): PackedGuard => [
  guard.appointmentId,
  guard.slotId,
  guard.siteName,
  guard.practitionerId,
  guard.practitionerName,
  guard.time.start,
  guard.time.end,
  guard.room,
  guard.pool,
  guard.kind,
  guard.visit,
  guard.state,
  guard.bookedAt,
  guard.sequence,
  guard.stopped ?? false,
]

interface GuardItem {
  readonly patientId: string
  readonly date: string
  readonly version: number
  readonly facts: PackedGuard
}

export function unpackGuard({ patientId, date, version, facts }: GuardItem): Guard {
  const [
    appointmentId,
    slotId,
    siteName,
    practitionerId,
    practitionerName,
    start,
    end,
    room,
    pool,
    kind,
    visit,
    state,
    bookedAt,
    sequence,
    stopped,
  ] = facts
  const { siteId, suffix, number } = parseSlotId(slotId) ?? { siteId: '', suffix: '', number: 0 }
  return {
    appointmentId,
    slotId,
    sessionId: sessionIdOf({ siteId, date, suffix }),
    patientId,
    siteId,
    siteName,
    practitionerId,
    practitionerName,
    date,
    time: { start, end },
    room,
    number,
    pool,
    kind,
    visit,
    state,
    code: recognitionCode(appointmentId),
    bookedAt,
    sequence,
    version,
    ...(stopped ? { stopped } : {}),
  }
}

/** As a journal entry keeps it: the number's id says the day. */
export const guardFrom = (facts: PackedGuard, patientId: string): Guard =>
  unpackGuard({ patientId, date: parseSlotId(facts[1])?.date ?? '', version: 1, facts })
