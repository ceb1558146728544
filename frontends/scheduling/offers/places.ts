import { useQuery } from '@pinia/colada'

/** Sites and sub-districts to choose from; they change by the month. */
export const usePlaces = (wanted: () => boolean) =>
  useQuery({
    key: ['scheduling', 'places'],
    query: async () => {
      const { alliance } = await import('./places-api.ts')
      const [{ sites }, { subdistricts }] = await Promise.all([
        alliance.listSites({ query: { limit: 200 } }),
        alliance.listSubdistricts(),
      ])
      return { sites, subdistricts }
    },
    enabled: wanted,
    staleTime: 600_000,
  })
