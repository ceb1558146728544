import { useMutation } from '@pinia/colada'
import type { BookingRequest } from '#shared/scheduling/index.ts'
import { scheduling } from '../api.ts'
import { useAfterwards } from '../queries.ts'

export function useBooking() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, request }: { slotId: string; request: BookingRequest }) =>
      scheduling.bookSlot({ params: { slotId }, body: request }),
    onSettled,
  })
}

export function useCancel() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, ...body }: { slotId: string; appointmentId: string; reason: CancelReason }) =>
      scheduling.cancelAppointment({ params: { slotId }, body }),
    onSettled,
  })
}

export type CancelReason = Parameters<typeof scheduling.cancelAppointment>[0]['body']['reason']

export function useMove() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, ...body }: { slotId: string; appointmentId: string; toSlotId: string }) =>
      scheduling.moveAppointment({ params: { slotId }, body }),
    onSettled,
  })
}
