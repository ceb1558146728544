import { type Lifecycle, next } from '#shared/kernel/lifecycle.ts'

export const visitStates = ['asked', 'countered', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const
export type VisitState = (typeof visitStates)[number]

export const visitCommands = ['accept', 'counter', 'decline', 'agree', 'withdraw', 'lapse', 'drop'] as const
export type VisitCommand = (typeof visitCommands)[number]

/**
 * 请医生的一生。The psychiatrist accepts, counters or declines; the clinic agrees to a counter-proposal or withdraws; the
 * clock lets lapse. What was accepted is a published session: it is dropped while nobody is booked, else stopped.
 */
export const visitLifecycle: Lifecycle<VisitState, VisitCommand> = {
  asked: {
    accept: 'accepted',
    counter: 'countered',
    decline: 'declined',
    withdraw: 'withdrawn',
    lapse: 'lapsed',
  },
  countered: {
    agree: 'accepted',
    counter: 'countered',
    decline: 'declined',
    withdraw: 'withdrawn',
    lapse: 'lapsed',
  },
  accepted: { drop: 'withdrawn' },
  declined: {},
  withdrawn: {},
  lapsed: {},
}

/** An unanswered ask is over at its deadline, whether or not somebody has written that down. */
export const visitStateAt = (
  { state, answerBy }: { readonly state: VisitState; readonly answerBy: number },
  now: number,
): VisitState => (now >= answerBy ? (next(visitLifecycle, state, 'lapse') ?? state) : state)
