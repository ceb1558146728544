import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { scheduling } from './api.ts'

export const useAppeals = (siteId: () => string | undefined) =>
  useQuery({
    key: () => ['scheduling', 'appeals', siteId() ?? ''],
    query: () => scheduling.listAppeals({ params: { siteId: siteId() ?? '' } }),
    enabled: () => siteId() !== undefined,
    refetchOnWindowFocus: false,
  })

export function useDecideAppeal() {
  const cache = useQueryCache()
  return useMutation({
    mutation: ({
      siteId,
      appointmentId,
      ...body
    }: {
      siteId: string
      appointmentId: string
      version: number
      accepted: boolean
      answer?: string
    }) => scheduling.decideAppeal({ params: { siteId, appointmentId }, body }),
    onSettled: () => cache.invalidateQueries({ key: ['scheduling', 'appeals'] }),
  })
}
