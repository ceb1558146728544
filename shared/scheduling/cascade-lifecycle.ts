import type { Lifecycle } from '#shared/kernel/lifecycle.ts'

export const cascadeStates = ['open', 'offered', 'to-call', 'reached', 'moved', 'cancelled'] as const
export type CascadeState = (typeof cascadeStates)[number]

export const cascadeCommands = ['offer', 'exhaust', 'reach', 'move', 'cancel'] as const
export type CascadeCommand = (typeof cascadeCommands)[number]

/**
 * 停诊后每位患者的一行。A number is offered, and another where it is not taken; where none is left somebody calls. Whoever
 * was called can still take a number; who has one, or wants none, is done.
 */
export const cascadeLifecycle: Lifecycle<CascadeState, CascadeCommand> = {
  open: { offer: 'offered', exhaust: 'to-call', reach: 'reached', move: 'moved', cancel: 'cancelled' },
  offered: { offer: 'offered', exhaust: 'to-call', reach: 'offered', move: 'moved', cancel: 'cancelled' },
  'to-call': { offer: 'offered', reach: 'reached', move: 'moved', cancel: 'cancelled' },
  reached: { offer: 'offered', move: 'moved', cancel: 'cancelled' },
  moved: {},
  cancelled: {},
}
