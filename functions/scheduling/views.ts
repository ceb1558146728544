import type {
  Appointment,
  Cell,
  Session,
  SessionWithCells,
  SessionWithSlots,
  Slot,
} from '#shared/scheduling/index.ts'
import { isPromised, recognitionCode } from '#shared/scheduling/index.ts'
import type { Guard, StoredSlot } from './records.ts'

export const cellOf = ({ number, time, pool, releaseAt, state, slotId, hold }: Slot): Cell => ({
  number,
  time,
  pool,
  releaseAt,
  state,
  slotId,
  ...(hold ? { heldUntil: hold.until, ...(isPromised(hold) ? { promised: true } : {}) } : {}),
})

export const withCells = (session: Session, slots: readonly StoredSlot[]): SessionWithCells => ({
  ...session,
  cells: slots.map(cellOf),
})

export const slotOf = ({ key: _, last: __, left: ___, ...slot }: StoredSlot): Slot => slot
export const withSlots = (session: Session, slots: readonly StoredSlot[]): SessionWithSlots => ({
  ...session,
  slots: slots.map(slotOf),
})

/** Each session with its own numbers, out of those of whole days. */
export const grouped = <View>(
  sessions: readonly Session[],
  slots: readonly StoredSlot[],
  view: (session: Session, slots: StoredSlot[]) => View,
): View[] => {
  const bySession = Map.groupBy(slots, ({ sessionId }) => sessionId)
  return sessions.map((session) => view(session, bySession.get(session.sessionId) ?? []))
}

export const appointmentOf = ({ version: _, sequence: __, ...appointment }: Guard): Appointment => appointment

/** The appointment that a patient holds by this number. */
export function guardOf(
  session: Session,
  slot: StoredSlot,
  visit: Pick<Guard, 'appointmentId' | 'patientId' | 'visit' | 'bookedAt' | 'version' | 'sequence'>,
): Guard {
  const { sessionId, siteId, siteName, practitionerId, practitionerName, date, room, kind } = session
  const { slotId, time, number, pool } = slot
  const { appointmentId, patientId, bookedAt, version, sequence } = visit
  return {
    appointmentId,
    patientId,
    bookedAt,
    version,
    sequence,
    visit: visit.visit,
    slotId,
    sessionId,
    siteId,
    siteName,
    practitionerId,
    practitionerName,
    date,
    time,
    room,
    number,
    pool,
    kind,
    state: 'booked' as const,
    code: recognitionCode(appointmentId),
  }
}

export const patientsIn = (slots: readonly Slot[]): string[] => [
  ...new Set(slots.flatMap(({ held }) => held?.patientId ?? [])),
]
