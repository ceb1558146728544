import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { OwnRecord } from '#shared/patients/index.ts'
import type { Appointment, PublicSite } from '#shared/scheduling/index.ts'
import { type Address, useAddress } from './address.ts'
import { type CancelReason, cancelAppointment, listAppointments, listMine } from './api.ts'
import { endsAt } from './clinic-days.ts'
import { useClock } from './fresh.ts'
import { keepSignedIn } from './memory.ts'
import { fetchMonths } from './published.ts'
import { Refusal } from './refusal.ts'

export type Phase = 'loading' | 'signed-out' | 'unregistered' | 'ready' | 'failed'

const isOpen = ({ state }: Appointment): boolean => ['booked', 'arrived', 'called'].includes(state)

/** Today, later, and what is over or cancelled: latest first as the list comes, coming ones soonest first. */
export function sorted(appointments: readonly Appointment[], now: number) {
  const today = dateAt(now)
  const coming = appointments.filter((one) => isOpen(one) && endsAt(one) > now)
  const soonest = [...coming].sort((a, b) => a.date.localeCompare(b.date) || a.time.start - b.time.start)
  return {
    today: soonest.filter(({ date }) => date === today),
    later: soonest.filter(({ date }) => date > today),
    before: appointments.filter((one) => !coming.includes(one)),
  }
}

/** The signed-in person's appointments and their wards'. */
export function useMyAppointments(at: number) {
  const now = useClock(at)
  const address = useAddress()
  const phase = ref<Phase>('loading')
  const refusal = shallowRef<Refusal>()
  const records = shallowRef<readonly OwnRecord[]>([])
  const appointments = shallowRef<readonly Appointment[]>([])
  const sites = shallowRef<ReadonlyMap<string, PublicSite>>(new Map())
  const patientId = computed(() => {
    const asked = address.get('for')
    return (
      records.value.find((record) => record.patientId === asked)?.patientId ?? records.value[0]?.patientId
    )
  })

  async function load(): Promise<void> {
    refusal.value = undefined
    try {
      if (records.value.length === 0) records.value = await listMine()
      keepSignedIn(true)
      if (patientId.value) appointments.value = await listAppointments(patientId.value)
      phase.value = patientId.value ? 'ready' : 'unregistered'
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      keepSignedIn(!problem.away)
      refusal.value = problem
      phase.value = problem.away ? 'signed-out' : 'failed'
    }
  }

  /** Addresses come from the published file; without it a ticket still says the clinic's name. */
  async function findSites(): Promise<void> {
    const months = await fetchMonths(Date.now()).catch(() => [])
    sites.value = new Map(months.flatMap((month) => month.sites.map((site) => [site.siteId, site])))
  }

  onMounted(() => {
    void load()
    void findSites()
    watch(patientId, (now, before) => {
      if (before !== undefined && now !== undefined) void load()
    })
  })
  const again = () => void load()
  onMounted(() => addEventListener('online', again))
  onUnmounted(() => removeEventListener('online', again))

  const groups = computed(() => sorted(appointments.value, now.value))
  const named = (name: 'ticket' | 'cancel') =>
    computed(() => appointments.value.find(({ appointmentId }) => appointmentId === address.get(name)))
  return {
    now,
    address,
    phase,
    refusal,
    records,
    patientId,
    groups,
    sites,
    load,
    ticket: named('ticket'),
    leaving: named('cancel'),
  }
}

export const openTicket = (address: Address, { appointmentId }: Appointment): void =>
  address.push({ ticket: appointmentId })

/** Cancelling one appointment: nothing has happened until the server says so. */
export function useCancelling(done: () => Promise<void>) {
  const reason = ref<CancelReason>('patient-wish')
  const busy = ref(false)
  const refusal = shallowRef<Refusal>()
  async function cancel(appointment: Appointment): Promise<void> {
    if (busy.value) return
    busy.value = true
    refusal.value = undefined
    try {
      await cancelAppointment(appointment, reason.value)
      await done()
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      refusal.value = problem
    } finally {
      busy.value = false
    }
  }
  return { reason, busy, refusal, cancel }
}
