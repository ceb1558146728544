import { useMutation, useQuery } from '@pinia/colada'
import type { Slot } from '#shared/scheduling/index.ts'
import { slots } from '../booking/slot-calls.ts'
import { useAfterwards } from '../queries.ts'

/** Weeks that a follow-up is usually wanted in; any other number can be written. */
export const usualWeeks = [2, 4, 8, 12] as const

/** Numbers of the same practitioner and site near the day in so many weeks. */
export const useFollowUps = (slotId: () => string, weeks: () => number) =>
  useQuery({
    key: () => ['scheduling', 'follow-ups', slotId(), weeks()],
    query: () => slots.findFollowUps({ params: { slotId: slotId() }, query: { weeks: weeks() } }),
    staleTime: 0,
    placeholderData: (before) => before,
  })

export function useBookFollowUp() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slot, ...body }: { slot: Slot; weeks: number; toSlotId?: string }) =>
      slots.bookFollowUp({
        params: { slotId: slot.slotId },
        body: { appointmentId: slot.held?.appointmentId ?? '', ...body },
      }),
    onSettled,
  })
}
