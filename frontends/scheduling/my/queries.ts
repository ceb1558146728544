import { useMutation, useQuery } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { scheduling } from '../api.ts'
import { useAfterwards } from '../queries.ts'

type Maybe<Value> = () => Value | undefined

export const useMyWeek = (practitionerId: Maybe<string>, from: () => IsoDate, days: () => number) =>
  useQuery({
    key: () => ['scheduling', 'my-week', practitionerId() ?? '', from(), days()],
    query: () =>
      scheduling.readMyWeek({
        params: { practitionerId: practitionerId() ?? '' },
        query: { from: from(), days: days() },
      }),
    enabled: () => practitionerId() !== undefined,
    placeholderData: (before) => before,
  })

export const useFeed = (practitionerId: Maybe<string>, wanted: () => boolean) =>
  useQuery({
    key: () => ['scheduling', 'feed', practitionerId() ?? ''],
    query: () => scheduling.readFeedAddress({ params: { practitionerId: practitionerId() ?? '' } }),
    enabled: () => practitionerId() !== undefined && wanted(),
    staleTime: 600_000,
  })

export function useExtraSlot() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (sessionId: string) => scheduling.addExtraSlot({ params: { sessionId }, body: {} }),
    onSettled,
  })
}
