import { type InjectionKey, inject } from 'vue'
import { addDays, dateAt, daysBetween, type IsoDate, minuteAt, weekdayOf } from '#shared/kernel/calendar.ts'
import { clock, type Interval } from '#shared/kernel/interval.ts'
import { halfDayOf, isNumbered } from '#shared/scheduling/index.ts'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

export interface Messages {
  readonly [key: string]: string | Messages
}
type Values = Readonly<Record<string, string | number>>

const found = (messages: Messages, key: string): string | undefined => {
  const value = key
    .split('.')
    .reduce<string | Messages | undefined>(
      (part, name) => (typeof part === 'object' ? part[name] : undefined),
      messages,
    )
  return typeof value === 'string' ? value : undefined
}

/** Of `one | other`, by `n`. Chinese has one form. */
const inNumber = (text: string, n: string | number | undefined): string => {
  const [one = '', other = one] = text.split(' | ')
  return Number(n) === 1 ? one : other
}

/**
 * The page's texts, dates and numbers in one language. Dates come from the locale files and not from `Intl`: server
 * and browser must write the same letters, and their data differ ("Sep", "Sept").
 */
export function wordsOf(language: Language, messages: Messages) {
  const has = (key: string): boolean => found(messages, key) !== undefined
  const t = (key: string, values: Values = {}): string =>
    inNumber(found(messages, key) ?? key, values['n']).replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    )

  const weekday = (date: IsoDate): string => t(`date.weekday.${weekdayOf(date)}`)
  const short = (date: IsoDate): string =>
    t('date.short', { month: t(`date.month.${Number(date.slice(5, 7))}`), day: Number(date.slice(8)) })
  const day = (date: IsoDate): string => t('date.day', { date: short(date), weekday: weekday(date) })
  /** `明天 9月16日 周三`; without the first word where the day is further away. */
  const near = (date: IsoDate, now: number): string => {
    const relative = ['today', 'tomorrow'].find((_, ahead) => addDays(dateAt(now), ahead) === date)
    return relative ? t('date.near', { relative: t(`date.${relative}`), day: day(date) }) : day(date)
  }
  const instant = (at: number, now: number): string => {
    const [date, time] = [dateAt(at), clock(minuteAt(at))]
    const ahead = daysBetween(dateAt(now), date)
    if (ahead === 0) return time
    if (ahead === 1) return t('date.at', { day: t('date.tomorrow'), time })
    return t('date.at', { day: ahead > 0 && ahead < 7 ? weekday(date) : day(date), time })
  }
  return {
    language,
    t,
    /** Is there a text of this key? */
    has,
    /** `周三` */
    weekday,
    /** `三` */
    letter: (date: IsoDate): string => t(`date.letter.${weekdayOf(date)}`),
    /** `9月16日` */
    short,
    /** `9月16日 周三` */
    day,
    near,
    /** `9:45` */
    time: clock,
    span: ({ start, end }: Interval): string => `${clock(start)}–${clock(end)}`,
    half: (time: Interval): string => t(`date.${halfDayOf(time)}`),
    /** 主任医师; a title that is no code stays as it is written. */
    title: (code: string): string => (has(`title.${code}`) ? t(`title.${code}`) : code),
    /** `2` is said as 2 诊室; a room that has a name of its own keeps it. */
    room: (room: string): string => (isNumbered(room) ? t('room', { room }) : room),
    /** `8:12`, `明天 8:00`, `周四 8:00`; with its date where that is further away. */
    instant,
    /** Times or names in a row: `9:45、10:30`. */
    list: (parts: readonly string[]): string => parts.join(t('list.between')),
  }
}
export type Words = ReturnType<typeof wordsOf>

export const wordsKey: InjectionKey<Words> = Symbol('words')

export function useWords(): Words {
  const words = inject(wordsKey)
  if (!words) throw new TypeError('the page was mounted without its words')
  return words
}
