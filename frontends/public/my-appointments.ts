import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { OwnRecord } from '#shared/patients/index.ts'
import type { Appointment, PublicSite } from '#shared/scheduling/index.ts'
import { type Address, useAddress } from './address.ts'
import { listAppointments, listMine } from './api.ts'
import { endsAt } from './clinic-days.ts'
import { useClock } from './fresh.ts'
import { keepSignedIn } from './memory.ts'
import { type CancelReason, cancelAppointment } from './mine-api.ts'
import { useMyWaiting } from './my-waiting.ts'
import { fetchMonths } from './published.ts'
import { Refusal } from './refusal.ts'

const staleMs = 60_000

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
  const sites = useSites()
  const patientId = computed(() => {
    const asked = address.get('for')
    return (
      records.value.find((record) => record.patientId === asked)?.patientId ?? records.value[0]?.patientId
    )
  })

  const waiting = useMyWaiting(now)

  /** The appointments are the page; what belongs to them comes beside them, and its failure is said and hides nothing. */
  async function loadFor(id: string): Promise<void> {
    const more = waiting.load(id)
    const own = await listAppointments(id)
    if (id !== patientId.value) return
    appointments.value = own
    if (own.some(({ state }) => state === 'missed')) await waiting.loadMisses(id)
    const failed = await more
    if (failed) throw failed
  }

  async function load(): Promise<void> {
    refusal.value = undefined
    try {
      if (records.value.length === 0) records.value = await listMine()
      keepSignedIn(true)
      if (patientId.value) await loadFor(patientId.value)
      phase.value = patientId.value ? 'ready' : 'unregistered'
    } catch (problem) {
      refused(problem)
    }
  }

  function refused(problem: unknown): void {
    if (!(problem instanceof Refusal)) throw problem
    keepSignedIn(!problem.away)
    refusal.value = problem
    if (problem.away) phase.value = 'signed-out'
    else if (phase.value === 'loading') phase.value = 'failed'
  }

  onMounted(() => {
    void load()
    watch(patientId, (now, before) => {
      if (before === undefined || now === undefined) return
      appointments.value = []
      waiting.clear()
      void load()
    })
  })
  useLookingAgain(() => void load())

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
    waiting,
    load,
    ticket: named('ticket'),
    leaving: named('cancel'),
  }
}

/** Addresses come from the published file; without it a ticket still says the clinic's name. */
function useSites() {
  const sites = shallowRef<ReadonlyMap<string, PublicSite>>(new Map())
  onMounted(async () => {
    const months = await fetchMonths(Date.now()).catch(() => [])
    sites.value = new Map(months.flatMap((month) => month.sites.map((site) => [site.siteId, site])))
  })
  return sites
}

/** Offers come by themselves: who looks at the page again, or gets their network back, sees them. */
function useLookingAgain(load: () => void): void {
  let askedAt = Date.now()
  const again = () => {
    askedAt = Date.now()
    load()
  }
  const look = () => {
    if (document.visibilityState === 'visible' && Date.now() - askedAt > staleMs) again()
  }
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    addEventListener('online', again)
    document.addEventListener('visibilitychange', look)
    timer = setInterval(look, staleMs)
  })
  onUnmounted(() => {
    removeEventListener('online', again)
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  })
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
