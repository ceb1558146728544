import { onMounted, onUnmounted, type Ref, shallowRef } from 'vue'
import { instantOf } from '#shared/kernel/calendar.ts'
import type { Appointment, Place } from '#shared/scheduling/index.ts'
import { readMyPlace } from './mine-api.ts'

const everyMs = 20_000
/** Until one has checked in, the queue says something only when the time is near. */
const nearMs = 60 * 60_000
/** Whoever comes hours early and checks in at the desk hears of it within a minute: only every third look asks for them. */
const farLooks = 3

type Queued = Pick<Appointment, 'appointmentId' | 'slotId' | 'state' | 'stopped' | 'date' | 'time'>

const isNear = ({ date, time }: Queued, now: number): boolean => now >= instantOf(date, time.start) - nearMs

/** 前面还有几位: asked for again while somebody looks, and never else. */
export function useMyPlace(today: Readonly<Ref<readonly Queued[]>>, changed: () => void) {
  const places = shallowRef<ReadonlyMap<string, Place>>(new Map())
  let looks = 0

  const stateOf = (one: Queued): string => places.value.get(one.appointmentId)?.state ?? one.state
  const isAsked = (one: Queued, turn: number): boolean =>
    !one.stopped && (stateOf(one) !== 'booked' || isNear(one, Date.now()) || turn % farLooks === 0)

  async function look(): Promise<void> {
    if (document.visibilityState !== 'visible' || !navigator.onLine) return
    const turn = looks++
    const watched = today.value.filter((one) => isAsked(one, turn))
    const found = await Promise.all(
      watched.map(async (one) => {
        // What is not answered now is asked again in seconds: the card stands without it.
        const place = await readMyPlace(one).catch(() => undefined)
        const says = place && (place.state !== 'booked' || isNear(one, Date.now()))
        return says ? ([[one.appointmentId, place]] as const) : []
      }),
    )
    places.value = new Map(found.flat())
    const over = watched.some((one) => ['seen', 'missed', 'stopped'].includes(stateOf(one)))
    if (over) changed()
  }

  let timer: ReturnType<typeof setInterval> | undefined
  const again = () => void look()
  onMounted(() => {
    timer = setInterval(again, everyMs)
    document.addEventListener('visibilitychange', again)
  })
  onUnmounted(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', again)
  })
  return { places, look }
}

/** One square of the queue's picture. */
interface Square {
  readonly kind: 'past' | 'calling' | 'before' | 'own' | 'after'
  readonly number?: number
}
const mostDrawn = 5

/**
 * The queue as squares, for people who read pictures faster: who is with the doctor, those between in the order in which
 * they are likely to be called, one's own. Of a long queue the last of those between are drawn.
 */
export function squaresOf({ number, before, calling }: Place): readonly Square[] {
  const numbered = (kind: Square['kind'], numbers: readonly number[]) =>
    numbers.map((one): Square => ({ kind, number: one }))
  const blank = (kind: Square['kind']) => Array.from({ length: 2 }, (): Square => ({ kind }))
  return [
    ...blank('past'),
    ...numbered('calling', calling),
    ...numbered('before', before.slice(-mostDrawn)),
    ...numbered('own', [number]),
    ...blank('after'),
  ]
}
