import { type CalendarDay, daysBetween, type IsoDate, mondayOf, weekdayOf } from '#shared/kernel/calendar.ts'
import type { DayDecision, SessionPlan, Template } from './model.ts'
import { planAt } from './planning.ts'

/** The weekday whose timetable a day runs, 1–7, or 0 where it is closed: holidays are, unless somebody decided. */
export function timetableOf(day: CalendarDay, decisions: readonly DayDecision[]): number {
  const decided = decisions.find(({ date }) => date === day.date)?.as
  if (decided === 'closed') return 0
  return decided ?? (day.kind === 'holiday' ? 0 : weekdayOf(day.date))
}

type Rhythm = Pick<Template, 'weekday' | 'everyWeeks' | 'validFrom' | 'validTo'>

/** Does the template run in that day's week, on the timetable of `weekday`? */
export function runsOn(
  { everyWeeks, validFrom, validTo, ...rhythm }: Rhythm,
  date: IsoDate,
  weekday: number,
): boolean {
  if (weekday !== rhythm.weekday || date < validFrom || (validTo !== undefined && date > validTo))
    return false
  return (daysBetween(mondayOf(validFrom), mondayOf(date)) / 7) % everyWeeks === 0
}

export interface Occurrence {
  readonly template: Template
  readonly day: CalendarDay
  /** The day is a holiday, or was decided to be closed: nothing becomes of the template. */
  readonly closed: boolean
}

/** What the templates make of the days, by day and time. A closed day names the templates that would have run. */
export function occurrencesOf(
  templates: readonly Template[],
  days: readonly CalendarDay[],
  decisions: readonly DayDecision[] = [],
): Occurrence[] {
  const inOrder = [...templates].sort((a, b) => a.time.start - b.time.start || a.room.localeCompare(b.room))
  return days.flatMap((day) => {
    const timetable = timetableOf(day, decisions)
    const closed = timetable === 0
    return inOrder
      .filter((template) => runsOn(template, day.date, closed ? weekdayOf(day.date) : timetable))
      .map((template) => ({ template, day, closed }))
  })
}

/** The plan of the session that a template makes on a day. */
export const planOn = (template: Template, date: IsoDate): SessionPlan => planAt(template, { date })
