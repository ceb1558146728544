import { addDays, type IsoDate, weekdayOf } from '#shared/kernel/calendar.ts'

/** `9:45`, `9.45`, `945`, `0945`, `9点45` → 585 minutes after midnight; undefined where it is no time. */
export function minuteFrom(text: string): number | undefined {
  const match =
    /^\s*(\d{1,2})\s*[:：.点时h]\s*(\d{1,2})?\s*分?\s*$/u.exec(text) ?? /^\s*(\d{1,2})(\d{2})\s*$/u.exec(text)
  const alone = /^\s*(\d{1,2})\s*$/u.exec(text)
  const hour = Number(match?.[1] ?? alone?.[1] ?? Number.NaN)
  const minute = Number(match?.[2] ?? 0)
  return hour <= 23 && minute <= 59 ? hour * 60 + minute : undefined
}

/** `9/16`, `9.16`, `9月16日`, `916`, `16`, `2026-09-16`; a day without year is the next such day from `today` on. */
export function dateFrom(text: string, today: IsoDate): IsoDate | undefined {
  const parts = text.match(/\d+/g) ?? []
  const [first = '', second = '', third = ''] = parts
  if (parts.length === 3) return existing(first.padStart(4, '20'), second, third)
  if (parts.length === 2) return nextDay(today, second, first)
  if (/^\d{8}$/.test(first)) return existing(first.slice(0, 4), first.slice(4, 6), first.slice(6))
  if (/^\d{3,4}$/.test(first)) return nextDay(today, first.slice(-2), first.slice(0, -2))
  return /^\d{1,2}$/.test(first) ? nextDay(today, first) : undefined
}

function existing(year: string, month: string, day: string): IsoDate | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const instant = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== date ? undefined : date
}

function nextDay(today: IsoDate, day: string, month?: string): IsoDate | undefined {
  const candidates = Array.from({ length: 366 * 2 }, (_, ahead) => addDays(today, ahead))
  return candidates.find(
    (date) =>
      Number(date.slice(8)) === Number(day) &&
      (month === undefined || Number(date.slice(5, 7)) === Number(month)),
  )
}

/** The six weeks, from Monday, that hold a month (`2026-09`). */
export function weeksOf(month: string): IsoDate[][] {
  const first = `${month}-01`
  const monday = addDays(first, 1 - weekdayOf(first))
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => addDays(monday, week * 7 + day)),
  )
  return weeks.filter((week) => week.some((date) => date.startsWith(month)))
}

export const addMonths = (month: string, by: number): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}
