import { cancelUntil, defaultSettings } from '#shared/scheduling/index.ts'
import type { Refusal } from './refusal.ts'
import { useWords } from './words.ts'

/** The rules of cancelling in words, from the settings that the server decides by. */
export function useRules() {
  const words = useWords()
  const { cancelDaysBefore, cancelMinute } = defaultSettings
  const time = words.time(cancelMinute)
  const cancelLine =
    cancelDaysBefore === 1
      ? words.t('rules.cancel', { time })
      : words.t('rules.cancelDays', { time, n: cancelDaysBefore })
  return {
    cancelLine,
    /** The same for the number of a day, or that it is too late for it. */
    cancelLineOf(date: string, now: number): string {
      const until = cancelUntil(date)
      return now < until ? cancelLine : words.t('mine.tooLate', { until: words.instant(until, now) })
    },
    /** Until when the appointment of that day can be cancelled or moved; milliseconds since the epoch. */
    cancelUntil: (date: string): number => cancelUntil(date),
  }
}

/** Every refusal in words: what happened and what to do next. */
export function useProblemText() {
  const { t, has } = useWords()
  return ({ type }: Refusal): string =>
    t(has(`problems.${type}`) ? `problems.${type}` : 'problems.about:blank')
}
