import { computed, onMounted, watch } from 'vue'
import type { Appointment, CascadeLine } from '#shared/scheduling/index.ts'
import { useMineSheets } from './mine-sheets.ts'
import { moveQuery } from './moving.ts'
import { useMyAnswers } from './my-answers.ts'
import { useMyAppointments } from './my-appointments.ts'
import { useMyPlace } from './my-place.ts'
import { addressOf, type MineState, placePath } from './page-state.ts'
import { useRules } from './rules.ts'
import type { Language } from './words.ts'

/** What one's own page shows, from one's appointments, the clock and the address. */
export function useMine({ at }: MineState, language: Language) {
  const mine = useMyAppointments(at)
  const { now, address, refusal, groups, sites, waiting, load, ticket } = mine
  const { offered, reoffered, waits, missed } = waiting
  const rules = useRules()
  const { places, look } = useMyPlace(
    computed(() => groups.value.today),
    () => void load(),
  )
  onMounted(() => watch(() => groups.value.today.map(({ appointmentId }) => appointmentId).join(), look))

  /** What is lost and kept in another place stands above, with its answers. */
  const shown = (list: readonly Appointment[]) =>
    list.filter((one) => !reoffered.value.some(({ appointmentId }) => appointmentId === one.appointmentId))
  const coming = computed(() =>
    [
      { key: 'mine.today', list: shown(groups.value.today) },
      { key: 'mine.coming', list: shown(groups.value.later) },
    ].filter(({ list }) => list.length > 0),
  )

  const daysHref = addressOf('/', language)
  /** Moving happens on the days around the clinic. */
  const moveHref = (one: Appointment) => {
    const code = sites.value.get(one.siteId)?.subdistrictCode
    return addressOf((code ? placePath(code) : '/') + moveQuery(one), language)
  }
  const movable = (one: Appointment) =>
    one.state === 'booked' && (one.stopped === true || now.value < rules.cancelUntil(one.date))

  return {
    ...mine,
    ...useMineSheets(address),
    answers: useMyAnswers(address, load),
    places,
    coming,
    nothing: computed(() =>
      [coming.value, offered.value, reoffered.value, waits.value].every((list) => list.length === 0),
    ),
    offline: computed(() => refusal.value?.status === 0),
    daysHref,
    moveHref,
    /** Where the shown ticket is moved; absent where the time to move is over. */
    ticketHref: computed(() => (ticket.value && movable(ticket.value) ? moveHref(ticket.value) : undefined)),
    /** Where somebody chooses for themselves instead of what they lost. */
    lostHref({ appointmentId }: CascadeLine): string {
      const { today, later } = groups.value
      const one = [...later, ...today].find((other) => other.appointmentId === appointmentId)
      return one ? moveHref(one) : daysHref
    },
    missOf: (one: Appointment) => (one.state === 'missed' ? waiting.missOf(one) : undefined),
    appealed: computed(() =>
      missed.value.misses.find(({ appointmentId }) => appointmentId === address.get('appeal')),
    ),
    async cancelled(): Promise<void> {
      await load()
      address.back({ cancel: undefined })
    },
  }
}
