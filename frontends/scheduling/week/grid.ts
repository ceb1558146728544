import { addDays, type CalendarDay, daysFrom, type IsoDate } from '#shared/kernel/calendar.ts'
import {
  type HalfDay,
  halfDayOf,
  loadOf,
  type Session,
  type SessionWithCells,
} from '#shared/scheduling/index.ts'

export const halves: readonly HalfDay[] = ['morning', 'afternoon']

/** What a half-day of a day is to the site, all rooms together. */
export type HalfState = 'covered' | 'gap' | 'closed' | 'past'

const covers = ({ state }: Session): boolean => state !== 'stopped'

export const at = (sessions: readonly SessionWithCells[], date: IsoDate, half: HalfDay): SessionWithCells[] =>
  sessions.filter((one) => one.date === date && halfDayOf(one.time) === half)

/** A working half-day to come on which nobody is there is a gap; a weekend or holiday without a session is closed. */
export function halfState(
  sessions: readonly SessionWithCells[],
  day: CalendarDay,
  half: HalfDay,
  today: IsoDate,
): HalfState {
  if (at(sessions, day.date, half).some(covers)) return 'covered'
  if (day.kind === 'holiday' || day.kind === 'weekend') return 'closed'
  return day.date < today ? 'past' : 'gap'
}

export interface WeekCell {
  readonly date: IsoDate
  readonly sessions: readonly SessionWithCells[]
  /** What stands in a cell without sessions; `free` where another room covers the half-day. */
  readonly empty: 'gap' | 'closed' | 'past' | 'free'
}
export interface WeekRow {
  readonly half: HalfDay
  readonly room: string
  readonly cells: readonly WeekCell[]
}
export interface Grid {
  readonly rows: readonly WeekRow[]
  /** Rooms that stand empty all week, by half-day: folded to a line. */
  readonly folded: readonly { readonly half: HalfDay; readonly rooms: readonly string[] }[]
}

const byName = (a: string, b: string): number => a.localeCompare(b, 'zh-CN', { numeric: true })

export const roomsOf = (sessions: readonly Session[]): string[] =>
  [...new Set(sessions.map(({ room }) => room))].toSorted(byName)

/** Rooms × days of one week. `sessions` are those of the weeks on screen, so that a room keeps its row. */
export function weekGrid(
  sessions: readonly SessionWithCells[],
  days: readonly CalendarDay[],
  today: IsoDate,
): Grid {
  const rooms = roomsOf(sessions)
  const inWeek = sessions.filter(({ date }) => days.some((day) => day.date === date))
  const parts = halves.map((half) => partOf(half, rooms.length > 0 ? rooms : ['1'], inWeek, days, today))
  return {
    rows: parts.flatMap(({ rows }) => rows),
    folded: parts.map(({ half, empty }) => ({ half, rooms: empty })),
  }
}

type Empty = WeekCell['empty']

/** What stands in an empty cell. The first row of a half-day speaks for all its rooms. */
function emptyAs(state: HalfState, isFirst: boolean, isPast: boolean): Empty {
  if (state === 'closed') return 'closed'
  if (isFirst && state !== 'covered') return state
  return isPast ? 'past' : 'free'
}

function partOf(
  half: HalfDay,
  rooms: readonly string[],
  sessions: readonly SessionWithCells[],
  days: readonly CalendarDay[],
  today: IsoDate,
) {
  const used = rooms.filter((room) =>
    sessions.some((one) => one.room === room && halfDayOf(one.time) === half),
  )
  const shown = used.length > 0 ? used : rooms.slice(0, 1)
  const rows = shown.map((room, index) => ({
    half,
    room,
    cells: days.map((day) => ({
      date: day.date,
      sessions: at(sessions, day.date, half).filter((one) => one.room === room),
      empty: emptyAs(halfState(sessions, day, half, today), index === 0, day.date < today),
    })),
  }))
  return { half, rows, empty: rooms.filter((room) => !shown.includes(room)) }
}

/** Taken and all numbers of a day or a week; drafts and stopped sessions have none. */
export function loadIn(sessions: readonly SessionWithCells[]): { taken: number; total: number } {
  const cells = sessions.filter(({ state }) => state === 'published').flatMap((one) => one.cells)
  return loadOf(cells)
}

export interface WeekPart {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly days: readonly CalendarDay[]
  readonly sessions: readonly SessionWithCells[]
}

/** The days cut into weeks from Monday. */
export function weeksIn(days: readonly CalendarDay[], sessions: readonly SessionWithCells[]): WeekPart[] {
  return Array.from({ length: Math.floor(days.length / 7) }, (_, index) => {
    const part = days.slice(index * 7, index * 7 + 7)
    const from = part[0]?.date ?? ''
    const to = part.at(-1)?.date ?? ''
    return { from, to, days: part, sessions: sessions.filter(({ date }) => date >= from && date <= to) }
  })
}

/** The four weeks that are read at once: those from this Monday on, or from the shown one where it lies outside them. */
export const ribbonStart = (shown: IsoDate, thisMonday: IsoDate): IsoDate =>
  daysFrom(thisMonday, 22).includes(shown) ? thisMonday : shown

export const earlierWeek = (monday: IsoDate): IsoDate => addDays(monday, -7)
export const laterWeek = (monday: IsoDate): IsoDate => addDays(monday, 7)
