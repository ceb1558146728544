import * as z from 'zod'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { decideStep, type Slot, type StepCommand } from '#shared/scheduling/index.ts'

/** A step of the queue that somebody took here: kept until the server has heard of it. */
export const step = z.object({
  slotId: z.string(),
  appointmentId: z.string(),
  command: z.enum(['check-in', 'call', 'finish', 'miss', 'undo']),
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

/** The slot as it will stand when the server has heard of the step; unchanged where the step does not fit any more. */
export function stepped(slot: Slot, date: IsoDate, taken: Step): Slot {
  const decision = decideStep({ date, slot }, taken, taken.at)
  return decision.ok ? { ...slot, state: decision.value.state, held: decision.value.held } : slot
}

export const withSteps = (slots: readonly Slot[], date: IsoDate, steps: readonly Step[]): Slot[] =>
  slots.map((slot) =>
    steps
      .filter(({ slotId }) => slotId === slot.slotId)
      .reduce((one, taken) => stepped(one, date, taken), slot),
  )
