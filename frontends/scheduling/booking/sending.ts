import { computed, ref } from 'vue'
import type { Appointment, BookingRequest, OnBehalf, SeriesLine } from '#shared/scheduling/index.ts'
import type { useBookingStore } from '../stores/booking.ts'
import { useBooking, useMove } from './appointment-queries.ts'
import { useSeries, useTogether, useWalkIn } from './more-queries.ts'
import { onceKnown } from './queries.ts'

/** A person registered a moment ago may take some tries to be known to scheduling. */
const triesForFresh = 10

/** Who asks for the patient, once both parts are said. */
const saidOf = ({ relation, consent }: Partial<OnBehalf> = {}): OnBehalf | undefined =>
  relation && consent ? { relation, consent } : undefined

/**
 * Sends what the desk has put together: a booking, a move, a walk-in, two in a row, or a series, which has no single
 * answer but a line for each day.
 */
export function useSending(store: ReturnType<typeof useBookingStore>) {
  const booking = useBooking()
  const moving = useMove()
  const walkIn = useWalkIn()
  const series = useSeries()
  const together = useTogether()
  const all = [booking, moving, walkIn, series, together]
  const lines = ref<readonly SeriesLine[]>()

  function request(): BookingRequest {
    const note = store.note.trim()
    const onBehalf = saidOf(store.onBehalf)
    return {
      patientId: store.who?.patientId ?? '',
      visit: store.visit,
      ...(note ? { note } : {}),
      ...(onBehalf ? { onBehalf } : {}),
    }
  }

  const known = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
    onceKnown(ask, store.who?.fresh ? triesForFresh : 1)

  async function send(): Promise<Appointment | undefined> {
    const { sessionId, more } = store
    if (store.walkIn && sessionId) return known(() => walkIn.mutateAsync({ sessionId, request: request() }))
    const slotId = store.cell?.slotId ?? ''
    if (store.moving) return moving.mutateAsync({ ...store.moving, toSlotId: slotId })
    if (more?.how === 'together') return sendBoth(slotId, more.companion?.patientId ?? '', more.visit)
    if (more?.how !== 'series') return known(() => booking.mutateAsync({ slotId, request: request() }))
    const { how: _, ...rhythm } = more
    lines.value = (await known(() => series.mutateAsync({ slotId, ...request(), ...rhythm }))).lines
    return undefined
  }

  async function sendBoth(slotId: string, patientId: string, visit: 'first' | 'return') {
    const { onBehalf, ...own } = request()
    const patients: [typeof own, typeof own] = [own, { patientId, visit }]
    const both = await together.mutateAsync({ slotId, patients, ...(onBehalf ? { onBehalf } : {}) })
    return both.appointments[0]
  }

  return {
    send,
    lines,
    problem: computed(() => all.map(({ error }) => error.value).find(Boolean) ?? null),
    busy: computed(() => all.some(({ isLoading }) => isLoading.value)),
    reset(): void {
      lines.value = undefined
      for (const one of all) one.reset()
    },
  }
}
