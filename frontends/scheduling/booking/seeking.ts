import { computed, type Ref, ref } from 'vue'
import { useAbility } from '#frontends/kit/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Pool } from '#shared/scheduling/index.ts'
import { ageOf } from '../day/people.ts'
import { useWeek } from '../queries.ts'
import type { useBookingStore } from '../stores/booking.ts'
import { refDebounced } from './debounced.ts'
import { offersFor, walkInOffers } from './offers.ts'
import { useCard, usePatientSearch } from './queries.ts'

/** Two weeks are what a number is usually wanted in; the release window of most templates. */
const daysShown = 14
const restMs = 180

/** What is read for a booking: people, what is known of the chosen one, and the sessions by how they suit. */
export function useSeeking(
  siteId: () => string | undefined,
  store: ReturnType<typeof useBookingStore>,
  clock: {
    readonly now: Readonly<Ref<number>>
    readonly today: Readonly<Ref<IsoDate>>
    /** The number that is being kept for who books here. */
    readonly keeps: () => string | undefined
  },
) {
  const { may } = useAbility()
  const query = ref('')
  const text = refDebounced(query, restMs)
  const search = usePatientSearch(siteId, () => text.value)
  const card = useCard(() => store.who?.patientId)
  const week = useWeek(
    siteId,
    () => clock.today.value,
    () => (store.walkIn ? 1 : daysShown),
  )

  const lastVisit = computed(() => card.data.value?.appointments.find(({ state }) => state === 'seen'))
  const mayBook = (pool: Pool): boolean => may('book', 'Slot', { siteId: siteId(), pool })
  const seeker = computed(() => ({
    age: store.who && ageOf(store.who, clock.today.value),
    practitionerId: lastVisit.value?.practitionerId,
    keeps: clock.keeps(),
  }))
  const offers = computed(() => {
    const sessions = week.data.value?.sessions ?? []
    const open = sessions.filter(({ state }) => state === 'published')
    return store.walkIn
      ? walkInOffers(open, clock.now.value)
      : offersFor(sessions, seeker.value, clock.now.value, mayBook)
  })
  const offer = computed(() => offers.value.find(({ session }) => session.sessionId === store.sessionId))

  return { query, search, card, week, lastVisit, offers, offer }
}
