export interface RoomQueue {
  readonly room: string
  readonly lastCall?: { readonly number: number; readonly at: number } | undefined
}
export interface Call {
  readonly room: string
  readonly number: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Milliseconds for which a call stands out as new. */
const freshMs = 30_000

/** The number that was called last in any room, called again included, until the person has been seen. */
export const newestCall = (rooms: readonly RoomQueue[]): Call | undefined =>
  rooms
    .flatMap(({ room, lastCall }) => (lastCall ? [{ room, ...lastCall }] : []))
    .toSorted((a, b) => b.at - a.at)[0]

export const isFresh = ({ at }: Call, now: number): boolean => now - at < freshMs
