import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isProblem, useFormats, useNow, useToast } from '#frontends/kit/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { Appointment, Cell } from '#shared/scheduling/index.ts'
import { called } from '../day/queue.ts'
import { useBookingStore } from '../stores/booking.ts'
import { insteadOf, type Offer, preferred } from './offers.ts'
import { useSeeking } from './seeking.ts'
import { useSending } from './sending.ts'

/** Booking by keyboard: who, which session, when. One desk for the dialog and for the page. */
export function useBookingDesk(siteId: () => string | undefined, done: (booked: Appointment) => void) {
  const { t } = useI18n()
  const formats = useFormats()
  const { say } = useToast()
  const store = useBookingStore()
  const now = useNow(15_000)
  const today = computed(() => dateAt(now.value))
  const { query, search, card, week, lastVisit, offers, offer } = useSeeking(siteId, store, { now, today })
  const { send, problem, busy, reset } = useSending(store)

  const isFreeNow = (cell: Cell): boolean =>
    offer.value?.free.some(({ slotId }) => slotId === cell.slotId) ?? false

  function chooseOffer(chosen: Offer | undefined): void {
    if (chosen && !chosen.blocked) store.chooseSession(chosen.session.sessionId, preferred(chosen.free))
  }

  // A session that was chosen before its numbers were read.
  watch([offer, () => store.step], ([chosen]) => {
    if (chosen && !store.cell && !store.lost && store.who) chooseOffer(chosen)
  })
  watch(lastVisit, (visit) => {
    store.visit = visit ? 'return' : 'first'
  })

  async function confirm(): Promise<void> {
    const { cell, who } = store
    if (!cell || !who || busy.value) return
    try {
      const booked = await send(cell)
      const when = formats.value.moment(booked.date, booked.time.start)
      say(t('book.done', { name: who.name, when, number: called(booked.number) }))
      done(booked)
    } catch (refusal) {
      if (isLost(refusal)) await takeNearest(cell)
    }
  }

  async function takeNearest(cell: Cell): Promise<void> {
    await week.refetch()
    store.lose(insteadOf(cell, offer.value?.free ?? [])[0])
  }

  function begin(...start: Parameters<typeof store.begin>): void {
    query.value = ''
    reset()
    store.begin(...start)
  }

  return {
    store,
    siteId,
    query,
    search,
    card,
    week,
    lastVisit,
    offers,
    offer,
    today,
    now,
    problem,
    busy,
    isFreeNow,
    chooseOffer,
    confirm,
    begin,
  }
}
export type BookingDesk = ReturnType<typeof useBookingDesk>

const isLost = (problem: unknown): boolean =>
  isProblem(problem, 'urn:problem:scheduling:slot-taken') ||
  isProblem(problem, 'urn:problem:scheduling:slot-over')
