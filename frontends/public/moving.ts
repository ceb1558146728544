import { computed, onMounted, shallowRef, watch } from 'vue'
import type { Appointment } from '#shared/scheduling/index.ts'
import type { Address } from './address.ts'
import { listAppointments } from './api.ts'
import type { Moving } from './booking.ts'

/** What is being moved, with its old time once that has been fetched. */
export type MovingFrom = Moving & { readonly from?: Appointment }

/** Where an appointment is moved: the days of its clinic's sub-district, with the appointment in the address. */
export const moveQuery = ({ slotId, appointmentId, patientId }: Moving): string =>
  `?${new URLSearchParams({ move: slotId, appointment: appointmentId, for: patientId })}`

export function useMoving(address: Address) {
  const from = shallowRef<Appointment>()
  const moving = computed<MovingFrom | undefined>(() => {
    const [slotId, appointmentId, patientId] = ['move', 'appointment', 'for'].map((name) => address.get(name))
    if (!slotId || !appointmentId || !patientId) return undefined
    return { slotId, appointmentId, patientId, ...(from.value ? { from: from.value } : {}) }
  })
  async function find(patientId: string | undefined): Promise<void> {
    if (!patientId) return
    const own = await listAppointments(patientId).catch(() => [])
    from.value = own.find(({ appointmentId }) => appointmentId === moving.value?.appointmentId)
  }
  onMounted(() => watch(() => moving.value?.patientId, find, { immediate: true }))
  return moving
}
