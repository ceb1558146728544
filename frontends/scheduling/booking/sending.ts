import { computed } from 'vue'
import type { Appointment, Cell } from '#shared/scheduling/index.ts'
import { scheduling } from '../api.ts'
import { useBooking, useMove } from '../queries.ts'
import type { useBookingStore } from '../stores/booking.ts'
import { onceKnown } from './queries.ts'

/** A person registered a moment ago may take some tries to be known to scheduling. */
const triesForFresh = 10

/** Sends the booking or the move that the desk has put together; a walk-in is checked in with it. */
export function useSending(store: ReturnType<typeof useBookingStore>) {
  const booking = useBooking()
  const moving = useMove()

  async function send(cell: Cell): Promise<Appointment> {
    const booked = store.moving
      ? await moving.mutateAsync({ ...store.moving, toSlotId: cell.slotId })
      : await book(cell)
    if (store.walkIn) await checkIn(booked)
    return booked
  }

  function book({ slotId }: Cell): Promise<Appointment> {
    const note = store.note.trim()
    const request = {
      patientId: store.who?.patientId ?? '',
      visit: store.visit,
      ...(note ? { note } : {}),
    }
    return onceKnown(() => booking.mutateAsync({ slotId, request }), store.who?.fresh ? triesForFresh : 1)
  }

  return {
    send,
    problem: computed(() => booking.error.value ?? moving.error.value),
    busy: computed(() => booking.isLoading.value || moving.isLoading.value),
    reset(): void {
      booking.reset()
      moving.reset()
    },
  }
}

const checkIn = ({ slotId, appointmentId }: Appointment): Promise<unknown> =>
  scheduling.takeStep({ params: { slotId }, body: { appointmentId, command: 'check-in' } })
