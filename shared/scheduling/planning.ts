import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import type { HalfDay, Pool, Quotas, SessionPlan } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'

/** A number as a plan makes it, before anybody holds it. */
export interface PlannedSlot {
  readonly number: number
  readonly time: Interval
  readonly pool: Pool
}

export type PlanFault = 'no-numbers' | 'too-many-numbers' | 'too-short' | 'outside-day' | 'crosses-noon'

/** A plan without its day: of a session as of a template. */
export type AnyPlan = Pick<SessionPlan, 'time' | 'slotMinutes' | 'quotas'>

const planned = ['public', 'clinic', 'referral', 'protected', 'follow-up'] as const
type Planned = (typeof planned)[number]

/** How many numbers a channel has; the younger channels have none where nothing is said. */
const quotaOf = (quotas: Quotas, pool: Planned): number =>
  pool === 'follow-up' ? (quotas.followUp ?? 0) : (quotas[pool] ?? 0)

/** A morning begins before noon (settings); a half-day is what a patient can hold one appointment in. */
export const halfDayOf = ({ start }: Interval, { noon }: Settings = defaultSettings): HalfDay =>
  start < noon ? 'morning' : 'afternoon'

export const capacityOf = (quotas: Quotas): number =>
  planned.reduce((sum, pool) => sum + quotaOf(quotas, pool), 0)

/** The plan by which something was made, a session or a template: on a day, at its own time and room or at others. */
export function planAt(
  made: Omit<SessionPlan, 'date'>,
  { date, time = made.time, room = made.room }: Pick<SessionPlan, 'date'> & Partial<SessionPlan>,
): SessionPlan {
  const { departmentId, practitionerId, kind, slotMinutes, quotas, release, overflow, overbooking } = made
  return {
    ...{ departmentId, practitionerId, kind, slotMinutes, quotas, release, date, time, room },
    ...(overflow ? { overflow } : {}),
    ...(overbooking === undefined ? {} : { overbooking }),
  }
}

/** Does the plan hold together? Refuses with the fault's code and the limit it breaks. */
export function decidePlan<Plan extends AnyPlan>(
  plan: Plan,
  settings: Settings = defaultSettings,
): Decision<Plan, 'plan-invalid'> {
  const { time, slotMinutes, quotas } = plan
  const numbers = capacityOf(quotas)
  const fits = Math.floor((time.end - time.start) / slotMinutes)
  const wrong = (fault: PlanFault, most?: number) =>
    refuse('plan-invalid' as const, most === undefined ? { fault } : { fault, most })
  if (numbers === 0) return wrong('no-numbers')
  if (numbers > settings.sessionCapacity) return wrong('too-many-numbers', settings.sessionCapacity)
  if (time.start < settings.dayStart || time.end > settings.dayEnd) return wrong('outside-day')
  if (time.start < settings.noon && time.end > settings.noon + 60) return wrong('crosses-noon')
  if (numbers > fits) return wrong('too-short', fits)
  return accept(plan)
}

/**
 * The numbers of a plan in the order of their times. The channels are spread over the half-day, so that none has
 * only the late ones: each number goes to the channel that is furthest behind its share; in the channels' order where
 * two are equally far.
 */
export function slotsOf({ time, slotMinutes, quotas }: AnyPlan): PlannedSlot[] {
  const total = capacityOf(quotas)
  const given: Record<Planned, number> = { public: 0, clinic: 0, referral: 0, protected: 0, 'follow-up': 0 }
  return Array.from({ length: total }, (_, index) => {
    const behind = (pool: Planned) => (quotaOf(quotas, pool) * (index + 1)) / total - given[pool]
    const pool = planned.reduce((best, one) => (behind(one) > behind(best) + 1e-9 ? one : best))
    given[pool] += 1
    const start = time.start + index * slotMinutes
    return { number: index + 1, time: { start, end: start + slotMinutes }, pool }
  })
}
