import { addDays, dateAt, instantOf, minuteAt } from '#shared/kernel/calendar.ts'
import type { PatientsSettings } from './settings.ts'

type Quiet = Pick<PatientsSettings, 'quietFrom' | 'quietUntil'>

/** Are phones left alone at this minute of the day? The hours may reach over midnight. */
export const isQuiet = (minute: number, { quietFrom, quietUntil }: Quiet): boolean =>
  quietFrom <= quietUntil
    ? minute >= quietFrom && minute < quietUntil
    : minute >= quietFrom || minute < quietUntil

/** The first instant from `at` on, in milliseconds, at which a message may leave; an urgent one at once. */
export function leavesAt(at: number, urgent: boolean, quiet: Quiet): number {
  if (urgent || !isQuiet(minuteAt(at), quiet)) return at
  const today = instantOf(dateAt(at), quiet.quietUntil)
  return today > at ? today : instantOf(addDays(dateAt(at), 1), quiet.quietUntil)
}
