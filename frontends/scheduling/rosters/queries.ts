import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { RosterOwner, RosterRequest } from '#shared/scheduling/index.ts'
import { scheduling } from './api.ts'

type Maybe<Value> = () => Value | undefined

export const useImports = (owner: Maybe<RosterOwner>) =>
  useQuery({
    key: () => ['scheduling', 'roster-imports', owner()?.kind ?? '', owner()?.id ?? ''],
    query: () => {
      const { kind = 'practitioner', id = '' } = owner() ?? {}
      return scheduling.listRosterImports({ query: { ownerKind: kind, ownerId: id } })
    },
    enabled: () => owner() !== undefined,
  })

function useAfterwards(): () => Promise<unknown> {
  const cache = useQueryCache()
  const shown = ['roster-imports', 'my-week', 'coming']
  return () => Promise.all(shown.map((name) => cache.invalidateQueries({ key: ['scheduling', name] })))
}

/** What an import would do; nothing is written. */
export const usePreview = () =>
  useMutation({ mutation: (body: RosterRequest) => scheduling.previewRoster({ body }) })

export const useImport = () => {
  const onSettled = useAfterwards()
  return useMutation({ mutation: (body: RosterRequest) => scheduling.importRoster({ body }), onSettled })
}

export type CommitmentPlan = Parameters<typeof scheduling.addCommitment>[0]['body']

export function useAddCommitment(practitionerId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (body: CommitmentPlan) =>
      scheduling.addCommitment({ params: { practitionerId: practitionerId() ?? '' }, body }),
    onSettled,
  })
}

export function useRemoveCommitment(practitionerId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ date, claimId }: { date: IsoDate; claimId: string }) =>
      scheduling.removeCommitment({ params: { practitionerId: practitionerId() ?? '', date, claimId } }),
    onSettled,
  })
}
