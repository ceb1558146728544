import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { AuthorisationActRequest, Pair } from '#shared/practitioners/index.ts'
import { practitioners } from './api.ts'

const key = ['practitioners', 'authorisations']

export const useAuthorisations = () =>
  useQuery({ key, query: () => practitioners.listAuthorisations({ query: {} }) })

interface Batch {
  readonly act: AuthorisationActRequest
  readonly pairs: readonly Pair[]
}
export function useAuthorisationBatch() {
  const cache = useQueryCache()
  return useMutation({
    mutation: ({ act, pairs }: Batch) =>
      practitioners.saveAuthorisations({ body: { ...act, pairs: [...pairs] } }),
    onSettled: () => cache.invalidateQueries({ key }),
  })
}

/** With `check` it only says what it would do. */
export function useAuthorisationImport() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (body: { csv: string; check: boolean }) => practitioners.importAuthorisations({ body }),
    onSettled: (_, __, { check }) => (check ? undefined : cache.invalidateQueries({ key })),
  })
}
export const authorisationFile = (): string => practitioners.url('exportAuthorisations')
