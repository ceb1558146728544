import { computed, shallowRef } from 'vue'
import { useAddress } from '#frontends/kit/index.ts'
import type { Slot } from '#shared/scheduling/index.ts'
import type { BookingStart } from '../stores/booking.ts'

/**
 * Booking over the day list. The address says that somebody books, so that the back button closes it; what it began from
 * is kept beside it.
 */
export function useBookingFromDay() {
  const booking = useAddress('book', { push: true })
  const begun = shallowRef<BookingStart>({})
  const start = computed(() => ({ ...begun.value, walkIn: booking.value === 'walk-in' }))

  function open(how: 'new' | 'walk-in', from: BookingStart = {}): void {
    begun.value = from
    booking.value = how
  }
  function close(): void {
    booking.value = undefined
    begun.value = {}
  }
  const fill = ({ sessionId }: Pick<Slot, 'sessionId'>): void => open('new', { sessionId })
  /** Another appointment for the same person. */
  const again = ({ held }: Slot): void =>
    open('new', held ? { who: { patientId: held.patientId, ...held.card } } : {})
  function move({ slotId, held }: Pick<Slot, 'slotId' | 'held'>): void {
    if (!held) return
    const { patientId, appointmentId, card } = held
    open('new', { who: { patientId, ...card }, moving: { slotId, appointmentId } })
  }

  return { booking, start, open, close, fill, again, move }
}
