import { useMutation } from '@pinia/colada'
import type { BookingRequest, OnBehalf } from '#shared/scheduling/index.ts'
import { useAfterwards } from '../queries.ts'
import { slots } from './slot-calls.ts'

/** 现场: the server gives the number; it is checked in with it. */
export function useWalkIn() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, request }: { sessionId: string; request: BookingRequest }) =>
      slots.addWalkIn({ params: { sessionId }, body: request }),
    onSettled,
  })
}

export function useSeries() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      slotId,
      ...body
    }: BookingRequest & { slotId: string; everyWeeks: number; times: number; waitlist: boolean }) =>
      slots.bookSeries({ params: { slotId }, body }),
    onSettled,
  })
}

type Companion = Pick<BookingRequest, 'patientId' | 'visit' | 'note'>

export function useTogether() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      slotId,
      ...body
    }: {
      slotId: string
      patients: [Companion, Companion]
      onBehalf?: OnBehalf
    }) => slots.bookTogether({ params: { slotId }, body }),
    onSettled,
  })
}
