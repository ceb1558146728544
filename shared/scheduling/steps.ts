import { dateAt, instantOf } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import { type AppointmentState, appointmentLifecycle } from './lifecycle.ts'
import type { Slot, StepCommand } from './model.ts'

type Held = NonNullable<Slot['held']>
type Standing = Exclude<AppointmentState, 'cancelled'>

/** A number on the day with who took its last step: what tells a repeated click from a second step. */
export interface StepFacts {
  readonly date: string
  readonly slot: Pick<Slot, 'state' | 'held' | 'time'>
  readonly last?: { readonly by: string; readonly command: string } | undefined
  /** The place in the queue that a late or skipped number gets (queue.ts); without it, its own. */
  readonly turn?: number | undefined
}
export interface Step {
  readonly appointmentId: string
  readonly command: StepCommand
  readonly personId: string
}
export interface Stepped {
  readonly state: Standing
  readonly held: Held
  /** The step has happened before, by the same person: nothing is written. */
  readonly repeated: boolean
}
export type StepRefusal = 'appointment-unknown' | 'step-not-allowed' | 'nothing-to-undo'

/** 签到 叫号 过号 看完 爽约 撤销. Nobody is checked in before the day, nobody has missed a time that is to come. */
export function decideStep(facts: StepFacts, step: Step, now: number): Decision<Stepped, StepRefusal> {
  const { slot, date } = facts
  const { held } = slot
  if (!held || held.appointmentId !== step.appointmentId || slot.state === 'free')
    return refuse('appointment-unknown')
  if (slot.state === 'stopped' || dateAt(now) < date) return refuse('step-not-allowed', { state: slot.state })
  if (isRepeated(facts, step)) return accept({ state: slot.state, held, repeated: true })
  if (step.command === 'undo') return decideUndo(slot.state, held)
  const state = next(appointmentLifecycle, slot.state, step.command)
  const tooEarly = step.command === 'miss' && now < instantOf(date, slot.time.start)
  if (!state || state === 'cancelled' || tooEarly) return refuse('step-not-allowed', { state: slot.state })
  if (step.command === 'skip')
    return accept({ state, held: placed({ ...held, before: slot.state }, facts.turn), repeated: false })
  const taken = placed(
    stamped(held, slot.state, state, now),
    step.command === 'check-in' ? facts.turn : held.turn,
  )
  return accept({ state, held: taken, repeated: false })
}

const placed = ({ turn: _, ...held }: Held, turn: number | undefined): Held =>
  turn === undefined ? held : { ...held, turn }

const leadsTo = { 'check-in': 'arrived', skip: 'arrived', finish: 'seen', miss: 'missed' } as const

/** A second `call` is a recall and a step of its own. */
function isRepeated({ slot, last }: StepFacts, { command, personId }: Step): boolean {
  if (last?.by !== personId || last.command !== command || command === 'call') return false
  return command === 'undo' ? slot.held?.before === undefined : slot.state === leadsTo[command]
}

const stampOf = { arrived: 'arrivedAt', called: 'calledAt', seen: 'endedAt', missed: 'endedAt' } as const

/** Who comes late keeps the time of the no-show until they are called: undo may lead back to it. */
function stamped(held: Held, from: Standing, to: Standing, now: number): Held {
  // 再叫一次: the screen of the waiting room shows it as the newest call.
  if (from === to) return to === 'called' ? { ...held, calledAt: now } : held
  const { endedAt: _, ...open } = held
  return {
    ...(to === 'called' ? open : held),
    before: from,
    ...(to === 'booked' ? {} : { [stampOf[to]]: now }),
  }
}

const reached: readonly Standing[] = ['booked', 'arrived', 'called', 'seen']

/** One step back; the times of what is undone go with it, and with being there the place in the queue. */
function decideUndo(from: Slot['state'], held: Held): Decision<Stepped, StepRefusal> {
  const { before, arrivedAt, calledAt, endedAt, turn, ...rest } = held
  if (!before || before === 'cancelled') return refuse('nothing-to-undo')
  const rank = before === 'missed' ? 0 : reached.indexOf(before)
  const times = {
    ...(rank >= 1 && arrivedAt !== undefined ? { arrivedAt } : {}),
    ...(rank >= 2 && calledAt !== undefined ? { calledAt } : {}),
    ...(from !== 'arrived' && turn !== undefined ? { turn } : {}),
    ...(before === 'missed' && endedAt !== undefined ? { endedAt } : {}),
  }
  return accept({ state: before, held: { ...rest, ...times }, repeated: false })
}
