import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { scheduling } from '../api.ts'

/** Four weeks back: whoever came in that time is known to the clinic's patients. */
const backDays = 28

/** How many visits of the site's patients each psychiatrist has seen there of late, by their id; asked once in a while. */
export function useSeenHere(siteId: () => string | undefined, today: () => IsoDate) {
  const from = computed(() => addDays(today(), -backDays))
  const { data } = useQuery({
    key: () => ['scheduling', 'seen-here', siteId() ?? '', from.value],
    query: () =>
      scheduling.listWeek({
        params: { siteId: siteId() ?? '' },
        query: { from: from.value, days: backDays },
      }),
    enabled: () => siteId() !== undefined,
    staleTime: 600_000,
  })
  return computed<ReadonlyMap<string, number>>(() => {
    const seen = new Map<string, number>()
    for (const { practitionerId, cells } of data.value?.sessions ?? []) {
      const here = cells.filter(({ state }) => state === 'seen').length
      if (here > 0) seen.set(practitionerId, (seen.get(practitionerId) ?? 0) + here)
    }
    return seen
  })
}
