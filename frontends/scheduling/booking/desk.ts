import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isProblem, useAbility, useFormats, useNow, useToast } from '#frontends/kit/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { Appointment, Cell, Pool } from '#shared/scheduling/index.ts'
import { scheduling } from '../api.ts'
import { ageOf } from '../day/people.ts'
import { called } from '../day/queue.ts'
import { useBooking, useMove, useWeek } from '../queries.ts'
import { useBookingStore } from '../stores/booking.ts'
import { refDebounced } from './debounced.ts'
import { insteadOf, type Offer, offersFor, preferred } from './offers.ts'
import { onceKnown, useCard, usePatientSearch } from './queries.ts'

const daysShown = 14

/** Booking by keyboard: who, which session, when. One desk for the dialog and for the page. */
export function useBookingDesk(siteId: () => string | undefined, done: (booked: Appointment) => void) {
  const { t } = useI18n()
  const formats = useFormats()
  const { may } = useAbility()
  const { say } = useToast()
  const store = useBookingStore()
  const now = useNow(15_000)
  const today = computed(() => dateAt(now.value))

  const query = ref('')
  const text = refDebounced(query, 180)
  const search = usePatientSearch(siteId, () => text.value)
  const card = useCard(() => store.who?.patientId)
  const week = useWeek(
    siteId,
    () => today.value,
    () => (store.walkIn ? 1 : daysShown),
  )

  const lastVisit = computed(() => card.data.value?.appointments.find(({ state }) => state === 'seen'))
  const mayBook = (pool: Pool): boolean => may('book', 'Slot', { siteId: siteId(), pool })
  const offers = computed(() =>
    offersFor(
      week.data.value?.sessions ?? [],
      {
        age: store.who ? ageOf(store.who, today.value) : undefined,
        practitionerId: lastVisit.value?.practitionerId,
      },
      now.value,
      mayBook,
    ),
  )
  const offer = computed(() => offers.value.find(({ session }) => session.sessionId === store.sessionId))
  const isFreeNow = (cell: Cell): boolean =>
    offer.value?.free.some(({ slotId }) => slotId === cell.slotId) ?? false

  function chooseOffer(chosen: Offer | undefined): void {
    if (chosen && !chosen.blocked) store.chooseSession(chosen.session.sessionId, preferred(chosen.free))
  }

  // A session that was chosen before its numbers were read, or a person who has been here before.
  watch([offer, () => store.step], ([chosen]) => {
    if (chosen && !store.cell && !store.lost && store.who) chooseOffer(chosen)
  })
  watch(lastVisit, (visit) => {
    store.visit = visit ? 'return' : 'first'
  })

  const { mutateAsync: book, error: bookingProblem, isLoading: booking, reset: resetBooking } = useBooking()
  const { mutateAsync: move, error: movingProblem, isLoading: moving, reset: resetMoving } = useMove()
  const problem = computed(() => bookingProblem.value ?? movingProblem.value)
  const busy = computed(() => booking.value || moving.value)

  async function send(cell: Cell): Promise<Appointment> {
    const { who, visit, moving: from } = store
    if (from) return move({ ...from, toSlotId: cell.slotId })
    const note = store.note.trim()
    const request = { patientId: who?.patientId ?? '', visit, ...(note ? { note } : {}) }
    return onceKnown(() => book({ slotId: cell.slotId, request }), who?.fresh ? 10 : 1)
  }

  async function confirm(): Promise<void> {
    const cell = store.cell
    if (!cell || !store.who || busy.value) return
    try {
      const booked = await send(cell)
      if (store.walkIn) await checkIn(booked)
      say(
        t('book.done', {
          name: store.who.name,
          when: formats.value.moment(booked.date, booked.time.start),
          number: called(booked.number),
        }),
      )
      done(booked)
    } catch (refusal) {
      if (isLost(refusal)) await takeNearest(cell)
    }
  }

  const checkIn = (booked: Appointment): Promise<unknown> =>
    scheduling.takeStep({
      params: { slotId: booked.slotId },
      body: { appointmentId: booked.appointmentId, command: 'check-in' },
    })

  async function takeNearest(cell: Cell): Promise<void> {
    await week.refetch()
    store.lose(insteadOf(cell, offer.value?.free ?? [])[0])
  }

  function begin(...start: Parameters<typeof store.begin>): void {
    query.value = ''
    resetBooking()
    resetMoving()
    store.begin(...start)
  }

  return {
    store,
    query,
    search,
    card,
    week,
    offers,
    offer,
    lastVisit,
    today,
    now,
    problem,
    busy,
    isFreeNow,
    chooseOffer,
    confirm,
    begin,
    siteId,
    lost: computed(() => isLost(problem.value)),
  }
}
export type BookingDesk = ReturnType<typeof useBookingDesk>

const isLost = (problem: unknown): boolean =>
  isProblem(problem, 'urn:problem:scheduling:slot-taken') ||
  isProblem(problem, 'urn:problem:scheduling:slot-over')
