import { useMutation, useQuery } from '@pinia/colada'
import type { ClinicalNeed, Wish } from '#shared/scheduling/index.ts'
import { useAfterwards } from '../queries.ts'
import { scheduling } from './api.ts'

type Maybe<Value> = () => Value | undefined

/** The list in the order of its offers; with a month, those whose waiting ended in it. */
export const useWaitlist = (siteId: Maybe<string>, ended: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'waits', siteId() ?? '', ended() ?? ''],
    query: () => {
      const month = ended()
      return scheduling.listWaitlist({
        params: { siteId: siteId() ?? '' },
        query: month ? { ended: month } : {},
      })
    },
    enabled: () => siteId() !== undefined,
    refetchOnWindowFocus: false,
  })
export type Waiting = Awaited<ReturnType<typeof scheduling.listWaitlist>>['waits'][number]

export function useJoin(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (body: { patientId: string; visit: 'first' | 'return'; wish: Wish; need: ClinicalNeed }) =>
      scheduling.joinWaitlist({ params: { siteId: siteId() ?? '' }, body }),
    onSettled,
  })
}

interface OfWait {
  readonly patientId: string
  readonly waitId: string
}

export function useChangeNeed() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ patientId, waitId, ...body }: OfWait & { version: number; need: ClinicalNeed }) =>
      scheduling.changeNeed({ params: { patientId, waitId }, body }),
    onSettled,
  })
}

/** What the desk hears: they take the offered number, do not want it, or wait no longer. */
export function useWaitAnswer() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: async ({
      patientId,
      waitId,
      slotId,
      as,
    }: OfWait & { slotId: string; as: 'accept' | 'decline' | 'leave' }): Promise<unknown> => {
      const params = { patientId, waitId }
      if (as === 'leave') return scheduling.leaveWaitlist({ params, body: {} })
      if (as === 'accept') return scheduling.acceptOffer({ params, body: { slotId } })
      return scheduling.declineOffer({ params, body: { slotId } })
    },
    onSettled,
  })
}
