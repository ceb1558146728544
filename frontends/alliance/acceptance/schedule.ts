import { addDays, type IsoDate, weekdayOf } from '#shared/kernel/calendar.ts'

/** Names as people write them: between commas, enumeration commas or line ends. */
export const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、;；\n]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]

export type InspectorsFault = 'inspectors-missing' | 'inspectors-many' | 'inspectors-long'

/** The contract takes one to eight names of at most thirty characters. */
export function inspectorsFault(names: readonly string[]): InspectorsFault | undefined {
  if (names.length === 0) return 'inspectors-missing'
  if (names.length > 8) return 'inspectors-many'
  return names.some((name) => name.length > 30) ? 'inspectors-long' : undefined
}

/** A day that can still be arranged: the first weekday at least three days from now. */
export function suggestedDay(today: IsoDate): IsoDate {
  const day = addDays(today, 3)
  const weekday = weekdayOf(day)
  return weekday > 5 ? addDays(day, 8 - weekday) : day
}
