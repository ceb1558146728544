import { type Ref, ref, watch } from 'vue'

export interface RoomQueue {
  readonly sessionId: string
  readonly room: string
  readonly calling: readonly number[]
}
export interface Call {
  readonly room: string
  readonly number: number
}

/** The number that was called last, as one who watches the screen learns it: by its being new. */
export function newestCall(before: readonly RoomQueue[], after: readonly RoomQueue[]): Call | undefined {
  for (const { sessionId, room, calling } of after) {
    const known = before.find((one) => one.sessionId === sessionId)?.calling ?? []
    const fresh = calling.find((number) => !known.includes(number))
    if (fresh !== undefined) return { room, number: fresh }
  }
  return undefined
}

const calledIn = (rooms: readonly RoomQueue[], { room, number }: Call): boolean =>
  rooms.some((one) => one.room === room && one.calling.includes(number))

/** Keeps showing the newest call until another comes or the person has been seen. */
export function useNewestCall(rooms: Readonly<Ref<readonly RoomQueue[]>>): Readonly<Ref<Call | undefined>> {
  const call = ref<Call>()
  watch(
    rooms,
    (after, before) => {
      const newest = newestCall(before ?? [], after)
      if (newest) call.value = newest
      else if (call.value && !calledIn(after, call.value)) call.value = undefined
    },
    { immediate: true },
  )
  return call
}
