import { type CalendarDay, daysFrom, type IsoDate, weekdayOf } from '#shared/kernel/calendar.ts'

type Package = typeof import('chinese-days')['default']

/**
 * What kind of day it is under the State Council's notices, as `chinese-days` carries them. A year whose notice the
 * installed version does not know yet has plain weeks.
 */
function dayIn(chineseDays: Package, date: IsoDate): CalendarDay {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  // Noon of the machine's own zone: the package reads dates by local time, and no zone moves noon to another day.
  const { work, name } = chineseDays.getDayDetail(new Date(year, month - 1, day, 12))
  const [english = '', chinese] = name.split(',')
  if (chinese) return { date, kind: work ? 'make-up' : 'holiday', name: chinese, nameEn: english }
  return { date, kind: weekdayOf(date) >= 6 ? 'weekend' : 'workday' }
}

/** The package makes its tables when it is loaded, so it is loaded with the first question and not at a cold start. */
const load = async (): Promise<Package> => (await import('chinese-days')).default

export async function calendarDays(from: IsoDate, count: number): Promise<CalendarDay[]> {
  const chineseDays = await load()
  return daysFrom(from, count).map((date) => dayIn(chineseDays, date))
}

export const calendarDayOf = async (date: IsoDate): Promise<CalendarDay> => dayIn(await load(), date)
