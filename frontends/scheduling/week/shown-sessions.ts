import { computed } from 'vue'
import { useAddress, useFormats } from '#frontends/kit/index.ts'
import { addDays, type IsoDate, mondayOf } from '#shared/kernel/calendar.ts'
import { usePolling } from '../polling.ts'
import { useWeek } from '../queries.ts'
import { ribbonStart, weeksIn } from './grid.ts'
import { draftsIn, gapsIn, stoppedIn } from './notices.ts'
import { useShownWeek } from './shown.ts'

export const views = ['week', 'four'] as const

/** The weeks of a site as the address asks for them: which one, one or four, of one doctor or all. */
export function useShownSessions(siteId: () => string | undefined, today: () => IsoDate) {
  const formats = useFormats()
  const monday = useShownWeek(today)
  const named = useAddress('view')
  const doctor = useAddress('doctor')
  const view = computed({
    get: () => (named.value === 'four' ? 'four' : 'week'),
    set: (value: (typeof views)[number]) => {
      named.value = value === 'week' ? undefined : value
    },
  })
  const start = computed(() =>
    view.value === 'four' ? monday.value : ribbonStart(monday.value, mondayOf(today())),
  )
  const { data, error, isPending, isPlaceholderData, refetch } = useWeek(
    siteId,
    () => start.value,
    () => 28,
  )
  usePolling(() => siteId() && refetch(), 60_000)

  const days = computed(() => data.value?.days ?? [])
  const all = computed(() => data.value?.sessions ?? [])
  const sessions = computed(() =>
    all.value.filter(({ practitionerId }) => doctor.value === undefined || practitionerId === doctor.value),
  )
  const doctors = computed(() =>
    [...new Map(all.value.map((one) => [one.practitionerId, one.practitionerName])).entries()].map(
      ([value, label]) => ({ value, label }),
    ),
  )
  const weeks = computed(() => weeksIn(days.value, sessions.value))
  const shown = computed(() => weeks.value.find(({ from }) => from === monday.value) ?? weeks.value[0])
  const span = computed(() =>
    formats.value.range(
      shown.value?.from ?? monday.value,
      (view.value === 'four' ? weeks.value.at(-1)?.to : shown.value?.to) ?? addDays(monday.value, 6),
    ),
  )
  const drafts = computed(() => draftsIn(shown.value?.sessions ?? [], today()))
  const stopped = computed(() => stoppedIn(shown.value?.sessions ?? [], today()))
  /** Of one doctor's weeks nothing is missing. */
  const gaps = computed(() =>
    doctor.value
      ? []
      : gapsIn(all.value, view.value === 'four' ? days.value : (shown.value?.days ?? []), today()),
  )

  return {
    ...{ monday, view, doctor, doctors, span },
    ...{ data, error, isPending, isPlaceholderData, refetch },
    ...{ days, all, weeks, shown, drafts, stopped, gaps },
  }
}
