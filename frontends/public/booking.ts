import { onMounted, ref, shallowRef, watch } from 'vue'
import type { OwnRecord } from '#shared/patients/index.ts'
import type { Appointment } from '#shared/scheduling/index.ts'
import { bookSlot, listMine, moveAppointment } from './api.ts'
import { useHold } from './hold.ts'
import { isGone, type NumbersNeeds, useNumbers } from './numbers.ts'
import { Refusal } from './refusal.ts'
import type { TicketKind } from './ticket.ts'

/** Which appointment is being moved; a new one is booked where there is none. */
export type Moving = Pick<Appointment, 'appointmentId' | 'slotId' | 'patientId'>

interface Needs extends NumbersNeeds {
  readonly moving: () => Moving | undefined
  /** Whom the page is about already, where the address says it. */
  readonly forWhom: () => string | undefined
  readonly offline: () => boolean
  readonly done: (booked: Appointment, as: TicketKind) => void
}

interface Wanted {
  readonly slotId: string
  readonly patientId: string
  readonly visit: 'first' | 'return'
  /** 连号: who comes with them and takes the next number. */
  readonly companion: string | undefined
  readonly moved: Moving | undefined
}

async function send({
  slotId,
  moved,
  companion,
  patientId,
  visit,
}: Wanted): Promise<Appointment | undefined> {
  if (moved) return moveAppointment(moved, slotId)
  const first = { patientId, visit }
  if (!companion) return bookSlot(slotId, first)
  const { bookTogether } = await import('./mine-api.ts')
  return (await bookTogether(slotId, [first, { patientId: companion, visit }]))[0]
}

function kindOf({ moved, companion }: Wanted): TicketKind {
  if (moved) return 'moved'
  return companion ? 'two' : 'new'
}

/** 约号: who, which number, and what became of it. The number is kept while the form is filled in. */
export function useBooking({ moving, forWhom, offline, done, ...needs }: Needs) {
  const records = shallowRef<readonly OwnRecord[]>()
  const patientId = ref('')
  const visit = ref<'first' | 'return'>('first')
  const companion = ref<string>()
  const away = ref(false)
  const busy = ref(false)
  const refusal = shallowRef<Refusal>()
  const numbers = useNumbers(needs)
  const { chosen, slotId, lose } = numbers
  const { left, over, keep: hold, forget } = useHold()

  /** Asks for whom the person may book; nobody signed in is no failure. */
  async function begin(): Promise<void> {
    try {
      const own = await listMine()
      records.value = own
      const asked = own.find((one) => one.patientId === forWhom()) ?? own[0]
      patientId.value = moving()?.patientId ?? asked?.patientId ?? ''
    } catch (problem) {
      fail(problem)
    }
  }

  function fail(problem: unknown): void {
    if (!(problem instanceof Refusal)) throw problem
    if (problem.away) away.value = true
    else refusal.value = problem
  }

  /** What is chosen is kept. Where it cannot be, only what the person can do something about is said. */
  async function keep(): Promise<void> {
    const number = chosen.value
    if (!number || !patientId.value || away.value || offline() || busy.value) return
    refusal.value = undefined
    const problem = await hold(slotId.value, patientId.value)
    if (!problem || number !== chosen.value) return
    if (isGone(problem)) await lose(number.start, problem)
    else if (problem.away || (problem.decided && !moving())) fail(problem)
  }
  onMounted(() => {
    void begin()
    watch([slotId, patientId], keep)
  })

  async function confirm(): Promise<void> {
    const number = chosen.value
    if (!number || !patientId.value || busy.value) return
    busy.value = true
    refusal.value = undefined
    const wanted: Wanted = {
      ...{ slotId: slotId.value, patientId: patientId.value, visit: visit.value },
      ...{ companion: companion.value, moved: moving() },
    }
    try {
      const booked = await send(wanted)
      forget()
      if (booked) done(booked, kindOf(wanted))
    } catch (problem) {
      fail(problem)
      if (problem instanceof Refusal && isGone(problem)) await lose(number.start, problem)
    }
    busy.value = false
  }
  return { ...numbers, records, patientId, visit, companion, away, busy, refusal, left, over, confirm }
}
