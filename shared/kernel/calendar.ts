import * as z from 'zod'

/** A calendar day in Beijing, `2026-09-15`. Days are counted on from it: near the year 9999 that ends in no date. */
export const isoDate = z.iso
  .date()
  .refine((date) => date >= '1900-01-01' && date < '2200-01-01', { error: 'date-out-of-range' })
export type IsoDate = string

/** Beijing is UTC+8 all year, so its midnight is 16:00 UTC of the day before. */
const beijingOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** The Beijing day of an instant in milliseconds since the epoch. */
export const dateAt = (instantMs: number): IsoDate =>
  new Date(instantMs + beijingOffsetMs).toISOString().slice(0, 10)

/** Minutes after Beijing midnight of an instant in milliseconds. */
export const minuteAt = (instantMs: number): number =>
  Math.floor((((instantMs + beijingOffsetMs) % dayMs) + dayMs) / 60_000) % 1440

/** The instant, in milliseconds since the epoch, of a minute of a Beijing day. */
export const instantOf = (date: IsoDate, minute = 0): number =>
  Date.parse(`${date}T00:00:00Z`) - beijingOffsetMs + minute * 60_000

export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** Whole days from `a` to `b`; negative where `b` is earlier. */
export const daysBetween = (a: IsoDate, b: IsoDate): number =>
  Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / dayMs)

/** ISO 8601 weekday, 1 Monday – 7 Sunday. */
export const weekdayOf = (date: IsoDate): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

export const mondayOf = (date: IsoDate): IsoDate => addDays(date, 1 - weekdayOf(date))

/** `count` days from `from` on, in order. */
export const daysFrom = (from: IsoDate, count: number): IsoDate[] =>
  Array.from({ length: count }, (_, index) => addDays(from, index))

export const monthOf = (date: IsoDate): string => date.slice(0, 7)

/** What a day is under the State Council's yearly notice: 调休 makes some weekends working days. */
export const dayKind = z.enum(['workday', 'weekend', 'holiday', 'make-up'])

/** A day with its kind, and the holiday's Chinese and English names where it belongs to one. */
export const calendarDay = z.object({
  date: isoDate,
  kind: dayKind,
  name: z.string().optional(),
  nameEn: z.string().optional(),
})
export type CalendarDay = z.infer<typeof calendarDay>
