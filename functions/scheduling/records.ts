import type {
  AppealState,
  Appointment,
  PatientCard,
  RoomUse,
  Slot,
  SlotKey,
} from '#shared/scheduling/index.ts'

/** A number as it is kept: with its key, who took its last step, and who left it last. */
export interface StoredSlot extends Slot {
  readonly key: SlotKey
  readonly last?: { readonly by: string; readonly command: string } | undefined
  readonly left?: { readonly appointmentId: string; readonly patientId: string } | undefined
}

/** A patient's half-day with the appointment that holds it, or that held it until it was cancelled. */
export type Guard = Appointment & {
  readonly version: number
  /** Rises with every change of the appointment, moves included: calendars go by it (RFC 5545 §3.8.7.4). */
  readonly sequence: number
}

/** 爽约: the appointments that a patient has missed, as far back as they can pause booking. */
export interface Misses {
  readonly patientId: string
  readonly version: number
  readonly missed: readonly Miss[]
}
export interface Miss {
  readonly appointmentId: string
  readonly date: string
  /** Asked for, accepted or refused: an accepted appeal takes the miss out of the count. */
  readonly appeal?: AppealState | undefined
}

export interface SiteRooms {
  readonly siteId: string
  readonly date: string
  readonly version: number
  readonly uses: readonly RoomUse[]
}

export interface Card {
  readonly patientId: string
  readonly card: PatientCard
  readonly siteIds: readonly string[]
}
