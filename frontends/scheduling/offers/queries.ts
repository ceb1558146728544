import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { OfferPlan } from '#shared/scheduling/index.ts'
import { scheduling } from './api.ts'

type Maybe<Value> = () => Value | undefined
const keyOf = (practitionerId: string) => ['scheduling', 'offers', practitionerId]

export const useOffers = (practitionerId: Maybe<string>) =>
  useQuery({
    key: () => keyOf(practitionerId() ?? ''),
    query: () => scheduling.listOffers({ params: { practitionerId: practitionerId() ?? '' } }),
    enabled: () => practitionerId() !== undefined,
  })

function useAfterwards(practitionerId: Maybe<string>): () => Promise<unknown> {
  const cache = useQueryCache()
  return () => cache.invalidateQueries({ key: keyOf(practitionerId() ?? '') })
}

/** A new offer, or other terms of one; its day and half-day stay. */
export function useSaveOffer(practitionerId: Maybe<string>) {
  const onSettled = useAfterwards(practitionerId)
  return useMutation({
    mutation: ({ plan, before }: { plan: OfferPlan; before?: { offerId: string; version: number } }) => {
      const params = { practitionerId: practitionerId() ?? '' }
      if (!before) return scheduling.createOffer({ params, body: plan })
      const { on: _, half: __, ...terms } = plan
      const { offerId, version } = before
      return scheduling.changeOffer({ params: { ...params, offerId }, body: { version, terms } })
    },
    onSettled,
  })
}

export function useEndOffer(practitionerId: Maybe<string>) {
  const onSettled = useAfterwards(practitionerId)
  return useMutation({
    mutation: ({ offerId, ...body }: { offerId: string; version: number; lastDay: IsoDate }) =>
      scheduling.endOffer({ params: { practitionerId: practitionerId() ?? '', offerId }, body }),
    onSettled,
  })
}
