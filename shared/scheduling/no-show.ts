import { type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { defaultSettings, type Settings } from './settings.ts'

/** The same day of another month, or that month's last day where it is shorter. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, last))
  return isoDate.parse(first.toISOString().slice(0, 10))
}

/** How far back missed appointments can still matter: the window and the pause after it. */
export const missesSince = (
  today: IsoDate,
  { missWindowMonths, pauseMonths }: Settings = defaultSettings,
): IsoDate => addMonths(today, -(missWindowMonths + pauseMonths))

/**
 * 爽约暂停: the first day on which the person may book again, or undefined where nothing stands in the way. Missing
 * three appointments within three months pauses booking for three months from the last of them.
 */
export function pausedUntil(
  missed: readonly IsoDate[],
  today: IsoDate,
  settings: Settings = defaultSettings,
): IsoDate | undefined {
  const { missesToPause, missWindowMonths, pauseMonths } = settings
  const dates = missed.filter((date) => date <= today).sort()
  const ends = dates.flatMap((last, index) => {
    const first = dates[index - missesToPause + 1]
    return first !== undefined && first > addMonths(last, -missWindowMonths)
      ? [addMonths(last, pauseMonths)]
      : []
  })
  const until = ends.at(-1)
  return until !== undefined && until > today ? until : undefined
}
