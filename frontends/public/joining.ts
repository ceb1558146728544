import { computed, onMounted, ref, shallowRef } from 'vue'
import { addDays, dateAt, type IsoDate } from '#shared/kernel/calendar.ts'
import type { OwnRecord } from '#shared/patients/index.ts'
import { listMine } from './api.ts'
import type { Offer } from './clinic-days.ts'
import { joinWaitlist, type OwnWait } from './mine-api.ts'
import { Refusal } from './refusal.ts'

/** How long somebody waits: this one day, or so many days from today. */
export const spans = ['day', 'fortnight', 'month', 'quarter'] as const
type Span = (typeof spans)[number]
const ahead = { fortnight: 14, month: 30, quarter: 90 } as const

/** The first and the last day that would do. */
export function spanOf(span: Span, date: IsoDate, now: number): { from: IsoDate; to: IsoDate } {
  if (span === 'day') return { from: date, to: date }
  const today = dateAt(now)
  const to = addDays(today, ahead[span])
  return { from: today, to: to < date ? date : to }
}

export type Half = 'any' | 'morning' | 'afternoon'

/** 候补: who waits for a number of this clinic, and for which days. */
export function useJoining(offer: () => Offer, now: () => number, asked: string | undefined) {
  const records = shallowRef<readonly OwnRecord[]>()
  const patientId = ref<string>()
  const visit = ref<'first' | 'return'>('first')
  const span = ref<Span>('fortnight')
  const half = ref<Half>('any')
  const away = ref(false)
  const busy = ref(false)
  const refusal = shallowRef<Refusal>()
  const joined = shallowRef<OwnWait>()

  async function trying(work: () => Promise<void>): Promise<void> {
    refusal.value = undefined
    try {
      await work()
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      if (problem.away) away.value = true
      else refusal.value = problem
    }
  }

  const begin = (): Promise<void> =>
    trying(async () => {
      const all = await listMine()
      records.value = all
      patientId.value = (all.find((one) => one.patientId === asked) ?? all[0])?.patientId
    })
  onMounted(begin)

  async function join(): Promise<void> {
    const id = patientId.value
    if (!id || busy.value) return
    busy.value = true
    const { session, site } = offer()
    const halves = half.value === 'any' ? {} : { halves: [half.value] }
    const wish = { kind: session.kind, ...spanOf(span.value, session.date, now()), ...halves }
    await trying(async () => {
      joined.value = await joinWaitlist(site.siteId, { patientId: id, visit: visit.value, wish })
    })
    busy.value = false
  }

  const unanswered = computed(() => refusal.value !== undefined && !refusal.value.decided)
  return { records, patientId, visit, span, half, away, busy, refusal, unanswered, joined, join }
}
