import { computed } from 'vue'
import { useAddress, useFormats, useNow } from '#frontends/kit/index.ts'
import { addDays, dateAt, isoDate, mondayOf } from '#shared/kernel/calendar.ts'
import { weeks } from './gaps.ts'

/** The four weeks that are looked at; the first Monday is kept in the address where it is not this week's. */
export function useFourWeeks() {
  const formats = useFormats()
  const now = useNow(60_000)
  const thisMonday = computed(() => mondayOf(dateAt(now.value)))
  const named = useAddress('from')
  const monday = computed(() =>
    isoDate.safeParse(named.value).success ? mondayOf(named.value ?? '') : thisMonday.value,
  )
  const mondays = computed(() => Array.from({ length: weeks }, (_, week) => addDays(monday.value, week * 7)))
  const span = computed(() => formats.value.range(monday.value, addDays(monday.value, weeks * 7 - 1)))
  function move(by: number): void {
    const to = addDays(monday.value, by * 7)
    named.value = to === thisMonday.value ? undefined : to
  }
  return { monday, mondays, span, move }
}
