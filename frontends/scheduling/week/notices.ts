import type { CalendarDay, IsoDate } from '#shared/kernel/calendar.ts'
import type { HalfDay, SessionWithCells } from '#shared/scheduling/index.ts'
import { halfState, halves } from './grid.ts'

export interface Gap {
  readonly date: IsoDate
  readonly half: HalfDay
}

export const draftsIn = (sessions: readonly SessionWithCells[], today: IsoDate): SessionWithCells[] =>
  sessions.filter(({ state, date }) => state === 'draft' && date >= today)

export const stoppedIn = (sessions: readonly SessionWithCells[], today: IsoDate): SessionWithCells[] =>
  sessions.filter(({ state, date }) => state === 'stopped' && date >= today)

export const gapsIn = (
  sessions: readonly SessionWithCells[],
  days: readonly CalendarDay[],
  today: IsoDate,
): Gap[] =>
  days.flatMap((day) =>
    halves
      .filter((half) => halfState(sessions, day, half, today) === 'gap')
      .map((half) => ({ date: day.date, half })),
  )
