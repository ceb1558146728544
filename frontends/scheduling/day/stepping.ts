import * as z from 'zod'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import {
  decideStep,
  defaultSettings,
  type Slot,
  type StepCommand,
  turnBehind,
  turnOfLate,
} from '#shared/scheduling/index.ts'

/** A step of the queue that somebody took here: kept until the server has heard of it. */
export const step = z.object({
  slotId: z.string(),
  appointmentId: z.string(),
  command: z.enum(['check-in', 'call', 'skip', 'finish', 'miss', 'undo']),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** Whose step it is: nobody else's session may send it. */
  personId: z.string(),
})
export type Step = z.infer<typeof step>

const nobody = { at: 0, personId: '' }

/** May the step be taken now? The server asks the same rule. */
export const mayStep = (slot: Slot, date: IsoDate, command: StepCommand, now: number): boolean =>
  slot.held !== undefined &&
  decideStep({ date, slot }, { ...nobody, command, appointmentId: slot.held.appointmentId }, now).ok

/** The place in the queue that a step gives: who comes late or is skipped lets others go first. */
function turnFor(slots: readonly Slot[], slot: Slot, { command, at }: Step): number | undefined {
  if (command === 'skip') return turnBehind(slots, slot, defaultSettings.skipPlaces)
  return command === 'check-in' ? turnOfLate(slots, slot, at) : undefined
}

/** The slot as it will stand when the server has heard of the step; unchanged where the step does not fit any more. */
export function stepped(slot: Slot, date: IsoDate, taken: Step, slots: readonly Slot[] = [slot]): Slot {
  const decision = decideStep({ date, slot, turn: turnFor(slots, slot, taken) }, taken, taken.at)
  return decision.ok ? { ...slot, state: decision.value.state, held: decision.value.held } : slot
}

/** In the order in which they were taken: what one step does to the queue counts for the next. */
export const withSteps = (slots: readonly Slot[], date: IsoDate, steps: readonly Step[]): Slot[] =>
  steps.reduce<Slot[]>(
    (all, taken) =>
      all.map((slot) => (slot.slotId === taken.slotId ? stepped(slot, date, taken, all) : slot)),
    [...slots],
  )
