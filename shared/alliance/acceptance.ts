import type { IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import type { Department } from './department.ts'
import { type AcceptanceCommand, type AcceptanceState, acceptanceLifecycle } from './lifecycle.ts'

/** Who takes a step, when, and which version they saw. */
export interface Step {
  readonly version: number
  readonly today: IsoDate
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly by: string
}
export type StepRefusal = 'stale-version' | 'step-not-allowed'

/** The state that `command` leads to, for somebody who saw the department as it is. Both versions go with a refusal. */
export function begin(
  found: Department,
  command: AcceptanceCommand,
  step: Step,
): Decision<AcceptanceState, StepRefusal> {
  if (found.version !== step.version) return refuse('stale-version', { current: found })
  const state = next(acceptanceLifecycle, found.state, command)
  return state ? accept(state) : refuse('step-not-allowed', { state: found.state })
}

/** The department after a step. A reason holds for the state that it was given for, no longer. */
export function moved(
  found: Department,
  state: AcceptanceState,
  step: Step,
  change: Partial<Department>,
): Department {
  const { reason: _, ...kept } = found
  return {
    ...(state === found.state ? found : { ...kept, since: step.today }),
    ...change,
    state,
    version: found.version + 1,
    changed: { by: step.by, at: step.at },
  }
}

/** A step without conditions of its own. */
export function decideStep(
  found: Department,
  command: AcceptanceCommand,
  step: Step,
  change: Partial<Department> = {},
): Decision<Department, StepRefusal> {
  const to = begin(found, command, step)
  return to.ok ? accept(moved(found, to.value, step, change)) : to
}
