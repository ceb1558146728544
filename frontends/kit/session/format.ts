import { computed } from 'vue'
import { dateAt, daysBetween, type IsoDate, minuteAt } from '#shared/kernel/calendar.ts'
import { clock, type Interval, span } from '#shared/kernel/interval.ts'
import { type Language, language } from './preferences.ts'

const noon = (date: IsoDate): Date => new Date(`${date}T12:00:00Z`)

const localeOf = (chosen: Language): string => (chosen === 'en' ? 'en-GB' : 'zh-CN')

/** `9月16日 周三` · `Wed 16 Sept`. Days are Beijing days, so they are formatted as UTC noon and never shift. */
function formatsFor(chosen: Language) {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(chosen), { timeZone: 'UTC', ...options })
  const monthDay = dates({ month: chosen === 'en' ? 'short' : 'long', day: 'numeric' })
  const fullDay = dates({ year: 'numeric', month: chosen === 'en' ? 'short' : 'long', day: 'numeric' })
  const weekdayName = dates({ weekday: 'short' })
  const weekdayLetter = dates({ weekday: 'narrow' })
  const monthName = dates({ year: 'numeric', month: 'long' })
  const numbers = new Intl.NumberFormat(localeOf(chosen))

  const weekday = (date: IsoDate) => weekdayName.format(noon(date))
  const short = (date: IsoDate) => monthDay.format(noon(date))
  const day = (date: IsoDate) =>
    chosen === 'en' ? `${weekday(date)} ${short(date)}` : `${short(date)} ${weekday(date)}`

  const dated = (date: IsoDate) =>
    chosen === 'en'
      ? `${weekday(date)} ${fullDay.format(noon(date))}`
      : `${fullDay.format(noon(date))} ${weekday(date)}`

  return {
    /** `9月16日 周三` · `Wed 16 Sept` */
    day,
    /** The same, with its year where that is not the year of `today`: `1959年3月7日 周六` · `Sat 7 Mar 1959` */
    dated: (date: IsoDate, today: IsoDate) =>
      date.slice(0, 4) === today.slice(0, 4) ? day(date) : dated(date),
    /** `9月16日` · `16 Sept` */
    short,
    /** `2026年9月16日` · `16 Sept 2026` */
    full: (date: IsoDate) => fullDay.format(noon(date)),
    /** `9/16` */
    figures: (date: IsoDate) => `${Number(date.slice(5, 7))}/${Number(date.slice(8))}`,
    /** `周三` · `Wed` */
    weekday,
    /** `三` · `W` */
    weekdayLetter: (date: IsoDate) => weekdayLetter.format(noon(date)),
    /** `2026年9月` · `September 2026` */
    month: (date: IsoDate) => monthName.format(noon(date)),
    /** `9月14日 – 20日` · `14 Sept – 20 Sept` */
    range: (from: IsoDate, to: IsoDate) =>
      chosen === 'zh-CN' && from.slice(0, 7) === to.slice(0, 7)
        ? `${short(from)} – ${Number(to.slice(8))}日`
        : `${short(from)} – ${short(to)}`,
    /** 585 → `9:45` */
    time: clock,
    /** `9:00–12:00` */
    span: (interval: Interval) => span(interval),
    /** `9月16日 周三 9:45` */
    moment: (date: IsoDate, minute: number) => `${day(date)} ${clock(minute)}`,
    /** The Beijing time of an instant in milliseconds, `10:09`; with its day where that is not `today`. */
    instant: (instantMs: number, today: IsoDate = dateAt(Date.now())) => {
      const date = dateAt(instantMs)
      const time = clock(minuteAt(instantMs))
      return daysBetween(date, today) === 0 ? time : `${short(date)} ${time}`
    },
    number: (value: number) => numbers.format(value),
  }
}

const formats = computed(() => formatsFor(language.value))

export type Formats = ReturnType<typeof formatsFor>

/** Dates, times and numbers in the person's language; the computed changes with it. */
export const useFormats = () => formats
