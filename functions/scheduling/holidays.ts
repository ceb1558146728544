import chineseDays from 'chinese-days'
import { type CalendarDay, daysFrom, type IsoDate, weekdayOf } from '#shared/kernel/calendar.ts'

/**
 * What kind of day it is under the State Council's notices, as `chinese-days` carries them. A year whose notice the
 * installed version does not know yet has plain weeks.
 */
export function calendarDayOf(date: IsoDate): CalendarDay {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  // Noon of the machine's own zone: the package reads dates by local time, and no zone moves noon to another day.
  const { work, name } = chineseDays.getDayDetail(new Date(year, month - 1, day, 12))
  const [english = '', chinese] = name.split(',')
  if (chinese) return { date, kind: work ? 'make-up' : 'holiday', name: chinese, nameEn: english }
  return { date, kind: weekdayOf(date) >= 6 ? 'weekend' : 'workday' }
}

export const calendarDays = (from: IsoDate, count: number): CalendarDay[] =>
  daysFrom(from, count).map(calendarDayOf)
