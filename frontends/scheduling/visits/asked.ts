import { computed } from 'vue'
import { useCounter } from '#frontends/kit/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { useMyVisits } from './queries.ts'

/** Days ahead for which clinics ask: all that the contract lists at once. */
const ahead = 62

/** What clinics ask of a psychiatrist and what was agreed; what waits for an answer, the nearest deadline first. */
export function useAsked(practitionerId: () => string | undefined, today: () => IsoDate) {
  const query = useMyVisits(practitionerId, today, ahead)
  const visits = computed(() => query.data.value?.visits ?? [])
  const asked = computed(() =>
    visits.value.filter(({ state }) => state === 'asked').toSorted((a, b) => a.answerBy - b.answerBy),
  )
  useCounter('/app/scheduling/requests', () => asked.value.length)
  return { ...query, visits, asked }
}
