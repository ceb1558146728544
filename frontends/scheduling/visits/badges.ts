import type { BadgeState } from '#frontends/kit/index.ts'
import { type IsoDate, instantOf } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import type { Visit } from '#shared/scheduling/index.ts'

/** Shape and colour of a request's state; its words are `visits.state.<state>`. */
export const visitBadges: Readonly<Record<Visit['state'], BadgeState>> = {
  asked: 'to-confirm',
  countered: 'to-correct',
  accepted: 'passed',
  declined: 'cancelled',
  withdrawn: 'cancelled',
  lapsed: 'expired',
}

/** The day and hours that a request stands for now: where it was moved to, or those proposed instead, while that is open. */
export const standsFor = ({
  state,
  counter,
  plan,
  became,
}: Pick<Visit, 'state' | 'counter' | 'plan' | 'became'>): {
  readonly date: IsoDate
  readonly time: Interval
} => became?.moved ?? (state === 'countered' && counter ? counter : plan)

export const isPending = ({ state }: Visit): boolean => state === 'asked' || state === 'countered'

const hour = 3_600_000

/** What is left for the answer: hours, or minutes of the last one; it presses in the last day. */
export function leftFor(
  { answerBy }: Pick<Visit, 'answerBy'>,
  now: number,
): { readonly unit: 'days' | 'hours' | 'minutes' | 'over'; readonly n: number; readonly presses: boolean } {
  const left = answerBy - now
  if (left <= 0) return { unit: 'over', n: 0, presses: true }
  if (left < hour) return { unit: 'minutes', n: Math.ceil(left / 60_000), presses: true }
  if (left < 48 * hour) return { unit: 'hours', n: Math.floor(left / hour), presses: left < 24 * hour }
  return { unit: 'days', n: Math.floor(left / (24 * hour)), presses: false }
}

/** May an agreed visit still be given back? Not once it has begun. */
export const isAhead = (visit: Visit, now: number): boolean => {
  const { date, time } = standsFor(visit)
  return instantOf(date, time.start) > now
}
