import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useAddress } from '#frontends/kit/index.ts'
import { addDays, type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import { type ClinicKind, clinicKinds, type HalfDay, halfDayOf, usualTime } from '#shared/scheduling/index.ts'

export const rhythms = [0, 1, 2] as const
export type Rhythm = (typeof rhythms)[number]

/** The half-day that is asked for. */
export interface Wanted {
  readonly date: IsoDate
  readonly half: HalfDay
  readonly time: Interval
  readonly kind: ClinicKind
}

const minuteIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,4}$/.test(text) && Number(text) <= 1440 ? Number(text) : undefined

/** The half-day in the address, so that a gap of the week leads to it and the back button back; tomorrow at first. */
export function useWanted(today: () => IsoDate) {
  const route = useRoute()
  const router = useRouter()
  const day = useAddress('date')
  const part = useAddress('half')
  const sort = useAddress('kind')
  const from = useAddress('start')
  const until = useAddress('end')
  const every = useAddress('every')

  const date = computed<IsoDate | undefined>({
    get: () => {
      const parsed = isoDate.safeParse(day.value)
      return parsed.success && parsed.data >= today() ? parsed.data : addDays(today(), 1)
    },
    set: (chosen) => (day.value = chosen),
  })
  const half = computed<HalfDay>({
    get: () => (part.value === 'morning' ? 'morning' : 'afternoon'),
    // With the half-day go the hours that were written for the other one.
    set: (chosen) => {
      const { start: _, end: __, ...rest } = route.query
      void router.replace({ path: route.path, query: { ...rest, half: chosen } })
    },
  })
  const kind = computed<ClinicKind | undefined>({
    get: () => clinicKinds.find((one) => one === sort.value) ?? 'general',
    set: (chosen) => (sort.value = chosen),
  })
  const rhythm = computed<Rhythm | undefined>({
    get: () => rhythms.find((one) => String(one) === every.value) ?? 0,
    set: (chosen) => (every.value = chosen ? String(chosen) : undefined),
  })
  const time = computed<Interval>(() => {
    const usual = usualTime(half.value)
    const start = minuteIn(from.value) ?? usual.start
    const end = minuteIn(until.value) ?? usual.end
    return start < end && halfDayOf({ start, end }) === half.value ? { start, end } : usual
  })
  const start = computed<number | undefined>({
    get: () => time.value.start,
    set: (minute) => (from.value = minute === undefined ? undefined : String(minute)),
  })
  const end = computed<number | undefined>({
    get: () => time.value.end,
    set: (minute) => (until.value = minute === undefined ? undefined : String(minute)),
  })
  const wanted = computed<Wanted>(() => ({
    date: date.value ?? today(),
    half: half.value,
    time: time.value,
    kind: kind.value ?? 'general',
  }))
  const own = computed(() => from.value !== undefined || until.value !== undefined)
  return { date, half, kind, rhythm, start, end, wanted, own }
}
