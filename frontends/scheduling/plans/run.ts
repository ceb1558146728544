import type { CalendarDay, IsoDate } from '#shared/kernel/calendar.ts'
import { weekdayOf } from '#shared/kernel/calendar.ts'
import type { DayDecision, PlannedSession } from '#shared/scheduling/index.ts'

/** The days of a run that somebody has to decide about: holidays, and weekends that are working days. */
export const unusualDays = (days: readonly CalendarDay[]): CalendarDay[] =>
  days.filter(({ kind }) => kind === 'holiday' || kind === 'make-up')

/** What a day is when nobody decides: holidays are closed, all else runs its own weekday. */
export const usualDecision = ({ date, kind }: CalendarDay): DayDecision => ({
  date,
  as: kind === 'holiday' ? 'closed' : weekdayOf(date),
})

/** Only decisions that differ from the usual travel. */
export const decisionsToSend = (
  days: readonly CalendarDay[],
  made: ReadonlyMap<IsoDate, DayDecision['as']>,
): DayDecision[] =>
  unusualDays(days).flatMap((day) => {
    const as = made.get(day.date)
    return as === undefined || as === usualDecision(day).as ? [] : [{ date: day.date, as }]
  })

export interface RunDay {
  readonly day: CalendarDay
  readonly lines: readonly PlannedSession[]
}

/** The lines by day, the days that have any in order. */
export function byDay(days: readonly CalendarDay[], lines: readonly PlannedSession[]): RunDay[] {
  return days
    .map((day) => ({ day, lines: lines.filter(({ date }) => date === day.date) }))
    .filter((one) => one.lines.length > 0)
}

export const countOf = (
  lines: readonly PlannedSession[],
  ...outcomes: readonly PlannedSession['outcome'][]
): number => lines.filter(({ outcome }) => outcomes.includes(outcome)).length
