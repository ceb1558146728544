import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { type Interval, overlaps } from '#shared/kernel/interval.ts'

/** 诊室: a room as a session of that day uses it. */
export interface RoomUse {
  readonly sessionId: string
  readonly room: string
  readonly time: Interval
}

/** `2` is said as 2 诊室; a room that has a name of its own keeps it. */
export const isNumbered = (room: string): boolean => /^\d+$/.test(room)

/** A number with the word for a room behind it is said in many ways and widths: it is the same door. */
const doorOf = (room: string): string => room.normalize('NFKC').replace(/^\s*(\d+)\s*\p{Script=Han}*$/u, '$1')

/** Of a site that has held no session yet. */
const firstRooms = ['1', '2', '3', '4']
const roomsOf = (known: readonly string[]): readonly string[] => (known.length > 0 ? known : firstRooms)

/** The rooms of a site that no session uses then, in the order in which they are given. */
export function freeRoomsOf(known: readonly string[], uses: readonly RoomUse[], time: Interval): string[] {
  const byDoor = new Map(roomsOf(known).map((room) => [doorOf(room), room]))
  for (const use of uses) if (overlaps(use.time, time)) byDoor.delete(doorOf(use.room))
  return [...byDoor.values()]
}

/** Is the room there for the session? Its own use of that day does not stand in its way. */
export function decideRoom(wanted: RoomUse, uses: readonly RoomUse[]): Decision<string, 'room-taken'> {
  const { sessionId, room, time } = wanted
  const taken = uses.find(
    (use) => use.sessionId !== sessionId && doorOf(use.room) === doorOf(room) && overlaps(use.time, time),
  )
  return taken ? refuse('room-taken', { room, time: taken.time }) : accept(room)
}

/** Whoever comes chooses among the rooms that the site has: which those are is the clinic's to say. */
export const decideChosenRoom = (
  room: string,
  planned: string,
  known: readonly string[],
): Decision<string, 'plan-invalid'> =>
  room === planned || roomsOf(known).includes(room)
    ? accept(room)
    : refuse('plan-invalid', { fault: 'room-unknown' })
