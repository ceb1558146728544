import { computed, shallowRef } from 'vue'
import type { ClinicKind } from '#shared/scheduling/index.ts'
import { useAddress } from './address.ts'
import { type ClinicDays, earliest, kindsIn, type Offer, offersOf, ofKinds } from './clinic-days.ts'
import { useClock, useFreshDays } from './fresh.ts'
import { clinicKinds } from './kinds.ts'
import { fittingRadius, nextRadius, radii, within } from './nearby.ts'
import type { PlaceState } from './page-state.ts'
import { byDay, bySite, firstUseful } from './place-days.ts'

const daysAWeek = 7

/** What one sub-district's page shows, from the published days, the clock and the address. */
export function usePlace({ at, place, data: first }: PlaceState) {
  const data = shallowRef<ClinicDays>(first)
  const now = useClock(at)
  const address = useAddress()
  const { knownAt, offline, refresh } = useFreshDays(at, (fresh) => {
    data.value = fresh
  })

  const all = computed(() => offersOf(data.value, now.value, place))
  const km = computed(() => {
    const asked = Number(address.get('km'))
    return radii.find((one) => one === asked) ?? fittingRadius(all.value)
  })
  const near = computed(() => within(all.value, km.value))
  const kinds = computed(() => kindsIn(near.value, clinicKinds))
  const chosenKinds = computed(() => {
    const asked = address.get('kind')?.split(',') ?? []
    return clinicKinds.filter((kind) => asked.includes(kind))
  })
  const offers = computed(() => ofKinds(near.value, chosenKinds.value))
  const days = computed(() => byDay(data.value, offers.value, now.value))
  const date = computed(() => {
    const asked = address.get('date')
    return days.value.some(({ day }) => day.date === asked) ? (asked ?? '') : firstUseful(days.value)
  })
  const week = computed(() => {
    const index = days.value.findIndex(({ day }) => day.date === date.value)
    return address.get('week') === undefined
      ? Math.floor(Math.max(0, index) / daysAWeek)
      : Number(address.get('week'))
  })
  /** The session whose times are open, wherever it is. */
  const named = (name: 'session' | 'wait') =>
    computed<Offer | undefined>(() =>
      all.value.find(({ session }) => session.sessionId === address.get(name)),
    )

  return {
    data,
    now,
    address,
    knownAt,
    offline,
    refresh,
    km,
    kinds,
    chosenKinds,
    offers,
    days,
    date,
    week,
    open: named('session'),
    /** The full session whose waiting list is being joined. */
    waited: named('wait'),
    wider: computed(() => nextRadius(km.value)),
    spots: computed(() => new Set(near.value.map(({ site }) => site.siteId)).size),
    best: computed(() => earliest(offers.value)),
    sites: computed(() => bySite(offers.value)),
    grouping: computed(() => (address.get('view') === 'site' ? 'site' : 'date')),
    start: computed(() => {
      const asked = address.get('at')
      return asked === undefined ? undefined : Number(asked)
    }),
    chooseKinds: (chosen: readonly ClinicKind[]) => address.replace({ kind: chosen.join(',') || undefined }),
  }
}
