import { computed, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isProblem, useFormats, useNow, useToast } from '#frontends/kit/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { Appointment, Cell } from '#shared/scheduling/index.ts'
import { called } from '../day/queue.ts'
import { useBookingStore } from '../stores/booking.ts'
import { useHolding } from './holding.ts'
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
  const { kept, unseen, forget } = useHolding(store, async (slotId) => {
    if (store.cell?.slotId === slotId) await takeNearest(store.cell)
  })
  const keeps = () => kept.value?.slotId
  const sought = useSeeking(siteId, store, { now, today, keeps })
  const { query, search, card, week, lastVisit, offers, offer } = sought
  const { send, problem, busy, lines, reset } = useSending(store)

  const isFreeNow = (cell: Cell): boolean =>
    offer.value?.free.some(({ slotId }) => slotId === cell.slotId) ?? false

  function chooseOffer(chosen: Offer | undefined): void {
    if (!chosen || chosen.blocked) return
    store.chooseSession(chosen.session.sessionId, store.walkIn ? undefined : preferred(chosen.free))
  }

  const takenUp = useTakenUp(store, offer, chooseOffer)
  watch(lastVisit, (visit) => {
    store.visit = visit ? 'return' : 'first'
  })

  async function confirm(): Promise<void> {
    const { cell, who } = store
    if (!store.ready || !who || busy.value || unseen.value) return
    try {
      const booked = await send()
      forget()
      // A series has a line for each day: they stay on screen until they are read.
      if (!booked) return
      const when = formats.value.moment(booked.date, booked.time.start)
      say(t('book.done', { name: who.name, when, number: called(booked.number) }))
      done(booked)
    } catch (refusal) {
      if (cell && isLost(refusal)) await takeNearest(cell)
    }
  }

  async function takeNearest(cell: Cell): Promise<void> {
    await week.refetch()
    store.lose(insteadOf(cell, offer.value?.free ?? [])[0])
  }

  function begin(...start: Parameters<typeof store.begin>): void {
    query.value = ''
    takenUp.forget()
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
    kept,
    /** What became of each day of a series. */
    lines,
    unseen,
    isFreeNow,
    chooseOffer,
    confirm,
    begin,
  }
}
/** A session that was chosen before its numbers were read; once, so that one can go back and choose another. */
function useTakenUp(
  store: ReturnType<typeof useBookingStore>,
  offer: Readonly<Ref<Offer | undefined>>,
  choose: (offer: Offer) => void,
) {
  let last: string | undefined
  watch([offer, () => store.step], ([chosen, step]) => {
    if (!chosen || store.cell || store.lost || !store.who || step === 'who') return
    if (last === chosen.session.sessionId) return
    last = chosen.session.sessionId
    choose(chosen)
  })
  return {
    forget: (): void => {
      last = undefined
    },
  }
}

export type BookingDesk = ReturnType<typeof useBookingDesk>

const isLost = (problem: unknown): boolean =>
  isProblem(problem, 'urn:problem:scheduling:slot-held') ||
  isProblem(problem, 'urn:problem:scheduling:slot-taken') ||
  isProblem(problem, 'urn:problem:scheduling:slot-over')
