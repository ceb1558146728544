import type { SessionWithCells } from '#shared/scheduling/index.ts'
import type { MirrorSlot } from '../../faults/model/things.ts'
import type { Agenda } from './agenda.ts'
import type { Person, Stage } from './stage.ts'
import type { Tally } from './tally.ts'

export const api = '/api/scheduling'
export const minuteMs = 60_000
export const hourMs = 3_600_000

export interface Patient {
  readonly patientId: string
  readonly person: Person
  readonly siteId: string
}
export interface Clinic {
  readonly session: SessionWithCells
  /** Public numbers that the page last showed as free: some minutes old, as a page is. */
  shown: string[]
}

/** Everybody who asks anything in that week, and what they have before them. */
export interface Town {
  readonly stage: Stage
  readonly agenda: Agenda
  readonly roll: () => number
  readonly staff: ReadonlyMap<string, Person>
  readonly patients: readonly Patient[]
  readonly clinics: readonly Clinic[]
  readonly tally: Tally
}

export const pick = <Value>(values: readonly Value[], roll: number): Value | undefined =>
  values[Math.floor(roll * values.length)]

export const slotsOf = ({ stage }: Town, { session }: Clinic): MirrorSlot[] =>
  [...stage.mirror.slots.values()].filter(({ sessionId }) => sessionId === session.sessionId)

/** The page as it is reloaded now. */
export function refresh(town: Town, clinic: Clinic): void {
  clinic.shown = slotsOf(town, clinic)
    .filter(({ pool, state, holdFor }) => pool === 'public' && state === 'free' && !holdFor)
    .map(({ slotId }) => slotId)
}
