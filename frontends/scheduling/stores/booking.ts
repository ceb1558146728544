import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Cell, OnBehalf } from '#shared/scheduling/index.ts'

/** The person a number is sought for, as the search or a row of the day list gave them. */
export interface Chosen {
  readonly patientId: string
  readonly name: string
  readonly sex: '0' | '1' | '2' | '9'
  readonly birthYear: number
  readonly phoneTail?: string | undefined
  /** Registered a moment ago: scheduling may not have heard of them yet. */
  readonly fresh?: boolean
}
export type BookingStep = 'who' | 'session' | 'time'
/** An appointment that is to get another number instead. */
export interface Moving {
  readonly slotId: string
  readonly appointmentId: string
}

/** More than one number at once: the same again every so many weeks, or the next one for somebody else. */
export type More =
  | { readonly how: 'series'; everyWeeks: number; times: number; waitlist: boolean }
  | { readonly how: 'together'; companion: Chosen | undefined; visit: 'first' | 'return' }

/** What is known when a booking begins: from a row, a session, or nothing. */
export interface BookingStart {
  readonly who?: Chosen
  readonly sessionId?: string
  readonly moving?: Moving
  readonly walkIn?: boolean
}

/** The booking that the desk is in the middle of: who, which session, when. */
export const useBookingStore = defineStore('scheduling/booking', () => {
  const step = ref<BookingStep>('who')
  const who = ref<Chosen>()
  const sessionId = ref<string>()
  const cell = ref<Cell>()
  /** A number that somebody else took while it was chosen here. */
  const lost = ref<Cell>()
  const visit = ref<'first' | 'return'>('return')
  const note = ref('')
  const moving = ref<Moving>()
  /** 现场: the person stands at the desk, so only today counts, and booking checks in at once. */
  const walkIn = ref(false)
  /** 代约: what who asks is to the patient, and how the patient agreed; missing where the patient asks. */
  const onBehalf = ref<Partial<OnBehalf>>()
  const more = ref<More>()
  const whole = computed(() => {
    if (onBehalf.value && !(onBehalf.value.relation && onBehalf.value.consent)) return false
    return more.value?.how !== 'together' || more.value.companion !== undefined
  })
  const ready = computed(
    () =>
      who.value !== undefined &&
      whole.value &&
      (cell.value !== undefined || (walkIn.value && sessionId.value !== undefined)),
  )

  function begin(start: BookingStart = {}): void {
    who.value = start.who
    sessionId.value = start.sessionId
    moving.value = start.moving
    walkIn.value = start.walkIn ?? false
    cell.value = undefined
    lost.value = undefined
    visit.value = 'return'
    note.value = ''
    onBehalf.value = undefined
    more.value = undefined
    step.value = start.who ? 'session' : 'who'
  }

  function choosePerson(person: Chosen): void {
    who.value = person
    step.value = 'session'
  }

  function chooseSession(id: string, first: Cell | undefined): void {
    sessionId.value = id
    cell.value = first
    lost.value = undefined
    step.value = 'time'
  }

  /** The chosen number went to somebody else; the nearest one takes its place. */
  function lose(instead: Cell | undefined): void {
    lost.value = cell.value
    cell.value = instead
  }

  return {
    step,
    who,
    sessionId,
    cell,
    lost,
    visit,
    note,
    moving,
    walkIn,
    onBehalf,
    more,
    ready,
    begin,
    choosePerson,
    chooseSession,
    lose,
  }
})
