import { computed } from 'vue'
import { useAddress } from '#frontends/kit/index.ts'
import { type IsoDate, isoDate, mondayOf } from '#shared/kernel/calendar.ts'

/** The day that the address names, else `usual`, which leaves the address clean. */
export function useShownDay(name: string, usual: () => IsoDate) {
  const named = useAddress(name)
  return computed<IsoDate>({
    get: () => {
      const day = isoDate.safeParse(named.value)
      return day.success ? day.data : usual()
    },
    set: (day) => {
      named.value = day === usual() ? undefined : day
    },
  })
}

/** The Monday of the week that the address names, else of this one. */
export function useShownWeek(today: () => IsoDate) {
  const day = useShownDay('from', () => mondayOf(today()))
  return computed<IsoDate>({
    get: () => mondayOf(day.value),
    set: (monday) => {
      day.value = monday
    },
  })
}
