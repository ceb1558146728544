import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import type { SessionWithCells } from '#shared/scheduling/index.ts'
import type { HandoverWay } from './ways.ts'

/** What is being chosen: whom, with which session, or when and where. */
export interface HandoverForm {
  way: HandoverWay
  practitionerId: string | undefined
  withSessionId: string | undefined
  date: IsoDate | undefined
  start: number | undefined
  end: number | undefined
  room: string
}

export const handoverOf = (way: HandoverWay, { date, time, room }: SessionWithCells): HandoverForm => ({
  way,
  practitionerId: undefined,
  withSessionId: undefined,
  date,
  ...time,
  room,
})

/** Booked and here: who would be told. */
export const bookedIn = ({ cells }: Pick<SessionWithCells, 'cells'>): number =>
  cells.filter(({ state }) => state === 'booked' || state === 'arrived').length

/** With whose session it could be exchanged: published, to come, of somebody else. */
export const swappable = (
  sessions: readonly SessionWithCells[],
  session: SessionWithCells,
  today: IsoDate,
): SessionWithCells[] =>
  sessions.filter(
    ({ state, date, practitionerId }) =>
      state === 'published' && date >= today && practitionerId !== session.practitionerId,
  )

export interface Moved {
  readonly date: IsoDate
  readonly time: Interval
  readonly room: string
}

/** Where to, once it is whole and something is different from now. */
export function movedTo({ date, start, end, room }: HandoverForm, from: SessionWithCells): Moved | undefined {
  const place = room.trim()
  if (date === undefined || start === undefined || end === undefined || end <= start || place === '')
    return undefined
  const same = date === from.date && start === from.time.start && end === from.time.end && place === from.room
  return same ? undefined : { date, time: { start, end }, room: place }
}
