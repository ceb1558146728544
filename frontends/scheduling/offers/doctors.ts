import { useQuery } from '@pinia/colada'

/** The doctors of a hospital; they change by the month. */
export const useDoctors = (organisationId: () => string | undefined) =>
  useQuery({
    key: () => ['scheduling', 'doctors', organisationId() ?? ''],
    query: async () => {
      const { practitioners } = await import('./register-api.ts')
      return practitioners.listPractitioners({ query: { organisation: organisationId(), limit: 200 } })
    },
    enabled: () => organisationId() !== undefined,
    staleTime: 600_000,
  })
