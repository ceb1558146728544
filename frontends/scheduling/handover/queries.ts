import { useMutation } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import { scheduling } from '../cascade/api.ts'
import { useAfterwards } from '../queries.ts'

interface Versioned {
  readonly sessionId: string
  readonly version: number
}

export function useSubstitute() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, ...body }: Versioned & { practitionerId: string }) =>
      scheduling.substituteSession({ params: { sessionId }, body }),
    onSettled,
  })
}

export function useSwap() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, ...body }: Versioned & { withSessionId: string; withVersion: number }) =>
      scheduling.swapSessions({ params: { sessionId }, body }),
    onSettled,
  })
}

export function useMoveSession() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, ...body }: Versioned & { date: IsoDate; time: Interval; room: string }) =>
      scheduling.moveSession({ params: { sessionId }, body }),
    onSettled,
  })
}
