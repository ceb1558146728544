import { addDays, daysBetween, type IsoDate, instantOf } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import type { HalfDay, Quotas, SessionPlan } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'
import type { VisitPlan } from './visit-model.ts'

/** The usual hours of a visiting half-day. */
export const usualTime = (half: HalfDay, settings: Settings = defaultSettings): Interval =>
  half === 'morning'
    ? { start: settings.visitMorningStart, end: settings.visitMorningEnd }
    : { start: settings.visitAfternoonStart, end: settings.visitAfternoonEnd }

/** As many numbers as the time holds: some for the clinic and for referrals, the rest for the public. */
export function usualQuotas(
  time: Interval,
  slotMinutes: number,
  settings: Settings = defaultSettings,
): Quotas {
  const fits = Math.min(settings.sessionCapacity, Math.floor((time.end - time.start) / slotMinutes))
  const clinic = Math.min(settings.visitClinicNumbers, Math.floor(fits / 3))
  const referral = Math.min(settings.visitReferralNumbers, Math.floor(fits / 4))
  return { public: fits - clinic - referral, clinic, referral }
}

/** What the site itself adds to a plan that leaves it out. */
export interface SiteDefaults {
  readonly departmentId: string
  readonly room: string
}

/** The whole plan of a session, out of what a clinic asks for. */
export function wholePlan(
  practitionerId: string,
  plan: VisitPlan,
  { departmentId, room }: SiteDefaults,
  settings: Settings = defaultSettings,
): SessionPlan {
  const slotMinutes = plan.slotMinutes ?? settings.slotMinutes
  return {
    practitionerId,
    departmentId: plan.departmentId ?? departmentId,
    date: plan.date,
    time: plan.time,
    room: plan.room ?? room,
    kind: plan.kind,
    slotMinutes,
    quotas: plan.quotas ?? usualQuotas(plan.time, slotMinutes, settings),
    release: plan.release ?? { daysAhead: settings.releaseDaysAhead, at: settings.releaseMinute },
  }
}

/** The plan on another day or at another time: numbers that no longer fit are left out, the public's last. */
export function movedPlan(
  plan: SessionPlan,
  to: { readonly date: IsoDate; readonly time: Interval },
): SessionPlan {
  const fits = Math.floor((to.time.end - to.time.start) / plan.slotMinutes)
  const left = { ...plan.quotas }
  const order = ['referral', 'clinic', 'followUp', 'protected', 'public'] as const
  const total = () => order.reduce((sum, pool) => sum + (left[pool] ?? 0), 0)
  for (const pool of order) {
    const over = total() - fits
    if (over > 0 && left[pool]) left[pool] = Math.max(0, left[pool] - over)
  }
  return { ...plan, date: to.date, time: to.time, quotas: left }
}

/**
 * Until when an ask can be answered: so many hours, at latest noon of the day before; where that leaves too little, some
 * hours, but not into the visit. Undefined where the visit is too near to be asked for. Milliseconds since the epoch.
 */
export function answerUntil(
  { date, time }: { readonly date: IsoDate; readonly time: Interval },
  now: number,
  settings: Settings = defaultSettings,
): number | undefined {
  const hour = 3_600_000
  const usual = Math.min(
    now + settings.askHours * hour,
    instantOf(addDays(date, -1), settings.askUntilMinute),
  )
  const last = instantOf(date, time.start) - settings.askBeforeStartHours * hour
  const until = Math.max(usual, Math.min(now + settings.askLeastHours * hour, last))
  return until > now && last > now ? until : undefined
}

/** May this day be proposed instead of the asked one? */
export const isNear = (
  asked: IsoDate,
  other: IsoDate,
  { counterDays }: Settings = defaultSettings,
): boolean => Math.abs(daysBetween(asked, other)) <= counterDays

/** The days of a series from the first on: every so many weeks until the last, without the exceptions. */
export function seriesDates(first: IsoDate, everyWeeks: number, until: IsoDate): IsoDate[] {
  const count = Math.floor(daysBetween(first, until) / (7 * everyWeeks)) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index * 7 * everyWeeks))
}
