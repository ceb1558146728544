import { useQuery } from '@pinia/colada'
import { practitioners } from './api.ts'

/** Practices that end within so many days. */
export const useEnding = (withinDays: number) =>
  useQuery({
    key: ['alliance', 'ending', withinDays],
    query: () => practitioners.listPractices({ query: { withinDays } }),
    staleTime: 60_000,
  })

/** Who may see patients at a site today. */
export const usePractisingAt = (siteId: () => string) =>
  useQuery({
    key: () => ['alliance', 'practising', siteId()],
    query: () => practitioners.listPractitioners({ query: { site: siteId(), limit: 200 } }),
    staleTime: 60_000,
  })
