import { computed, ref, shallowRef } from 'vue'
import type { OwnRecord } from '#shared/patients/index.ts'
import type { Appointment } from '#shared/scheduling/index.ts'
import { bookSlot, listMine, moveAppointment } from './api.ts'
import { type FreeNumber, nearestTo, type Offer, slotIdOf } from './clinic-days.ts'
import { Refusal } from './refusal.ts'

/** Which appointment is being moved; a new one is booked where there is none. */
export type Moving = Pick<Appointment, 'appointmentId' | 'slotId' | 'patientId'>

interface Needs {
  readonly offer: () => Offer | undefined
  /** The start that was asked for, minutes of the day. */
  readonly wanted: () => number | undefined
  readonly moving: () => Moving | undefined
  /** Fetches the published numbers anew. */
  readonly refresh: () => Promise<boolean>
  readonly choose: (start: number) => void
  readonly done: (booked: Appointment) => void
}

/** 约号: who, which number, and what became of it. Nothing is held before it is booked, and nothing says so. */
export function useBooking({ offer, wanted, moving, refresh, choose, done }: Needs) {
  const records = shallowRef<readonly OwnRecord[]>()
  const patientId = ref<string>()
  const visit = ref<'first' | 'return'>('first')
  const away = ref(false)
  const busy = ref(false)
  const refusal = shallowRef<Refusal>()
  /** Starts that others took while this sheet was open, the last one last. */
  const lost = ref<readonly number[]>([])

  const free = computed<readonly FreeNumber[]>(() =>
    (offer()?.free ?? []).filter(({ start }) => !lost.value.includes(start)),
  )
  const chosen = computed(() => free.value.find(({ start }) => start === wanted()) ?? free.value[0])

  /** Asks for whom the person may book; nobody signed in is no failure. */
  async function begin(): Promise<void> {
    refusal.value = undefined
    lost.value = []
    if (records.value) return
    try {
      records.value = await listMine()
      patientId.value = moving()?.patientId ?? records.value[0]?.patientId
      away.value = false
    } catch (problem) {
      fail(problem)
    }
  }

  function fail(problem: unknown): void {
    if (!(problem instanceof Refusal)) throw problem
    if (problem.away) away.value = true
    else refusal.value = problem
  }

  function send(slotId: string): Promise<Appointment> | undefined {
    const moved = moving()
    if (moved) return moveAppointment(moved, slotId)
    return patientId.value ? bookSlot(slotId, { patientId: patientId.value, visit: visit.value }) : undefined
  }

  async function confirm(): Promise<void> {
    const number = chosen.value
    const session = offer()?.session
    if (!number || !session || busy.value) return
    busy.value = true
    refusal.value = undefined
    try {
      const booked = await send(slotIdOf(session.sessionId, number.number))
      if (booked) done(booked)
    } catch (problem) {
      fail(problem)
      if (problem instanceof Refusal && problem.type === 'urn:problem:scheduling:slot-taken')
        await lose(number.start)
    } finally {
      busy.value = false
    }
  }

  /** Somebody was faster: the nearest number that is still there is chosen, the person only has to agree. */
  async function lose(start: number): Promise<void> {
    lost.value = [...lost.value, start]
    await refresh()
    const next = nearestTo(free.value, start)
    if (next) choose(next.start)
  }

  return { records, patientId, visit, away, busy, refusal, lost, free, chosen, begin, confirm }
}
