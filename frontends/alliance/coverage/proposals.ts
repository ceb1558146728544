import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { ClinicKind, Gap, Proposal, Visit } from '#shared/scheduling/index.ts'

const calls = async () => (await import('./scheduling-api.ts')).scheduling
type Calls = Awaited<ReturnType<typeof calls>>

export type ProposalLine = Awaited<ReturnType<Calls['listProposals']>>['lines'][number]
export type DismissReason = Parameters<Calls['dismissProposal']>[0]['body']['reason']

interface Wish {
  readonly from: IsoDate
  readonly kind: ClinicKind | undefined
}
const asked = ({ from, kind }: Wish) => ({ from, ...(kind ? { kind } : {}) })

/** Sites without a day, and who waits there; the map is drawn before they come. */
export const useGaps = (wish: () => Wish) =>
  useQuery({
    key: () => ['alliance', 'gaps', wish().from, wish().kind ?? ''],
    query: async () => (await calls()).listGaps({ query: asked(wish()) }),
    placeholderData: (before) => before,
  })

export const useProposals = (wish: () => Wish, farthest: () => number | undefined = () => undefined) =>
  useQuery({
    key: () => ['alliance', 'proposals', wish().from, wish().kind ?? '', farthest() ?? 0],
    query: async () => {
      const longest = farthest()
      const query = { ...asked(wish()), ...(longest === undefined ? {} : { farthest: longest }) }
      return (await calls()).listProposals({ query })
    },
    placeholderData: (before) => before,
  })

/** The same for sites that were chosen, while they are looked at. */
export const useProposalsAt = (wish: () => Wish, siteIds: () => ReadonlySet<string>, shown: () => boolean) =>
  useQuery({
    key: () => ['alliance', 'proposals', wish().from, wish().kind ?? '', [...siteIds()].sort().join(',')],
    query: async () => {
      const query = { ...asked(wish()), sites: [...siteIds()].sort().join(',') }
      return (await calls()).listProposals({ query })
    },
    enabled: () => shown() && siteIds().size > 0,
  })

function useAfterwards(): () => Promise<unknown> {
  const cache = useQueryCache()
  return () =>
    Promise.all(
      ['proposals', 'gaps', 'published'].map((name) => cache.invalidateQueries({ key: ['alliance', name] })),
    )
}

/** 采纳: the visit is agreed at once, or the psychiatrist is asked. */
export function useAcceptProposal() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: async ({ proposalId, kind }: Proposal) =>
      (await calls()).acceptProposal({ params: { proposalId }, body: { kind } }),
    onSettled,
  })
}

/** What became of one of several proposals that were taken together. */
export interface Outcome {
  readonly proposal: Proposal
  readonly visit?: Visit
  /** Why not. */
  readonly problem?: unknown
}

/** One after the other: a refusal of one leaves the others standing. */
export function useAcceptTogether() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: async (proposals: readonly Proposal[]): Promise<Outcome[]> => {
      const { acceptProposal } = await calls()
      const outcomes: Outcome[] = []
      for (const proposal of proposals) {
        const { proposalId, kind } = proposal
        outcomes.push(
          await acceptProposal({ params: { proposalId }, body: { kind } }).then(
            (visit) => ({ proposal, visit }),
            (problem: unknown) => ({ proposal, problem }),
          ),
        )
      }
      return outcomes
    },
    onSettled,
  })
}

export function useDismissProposal() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: async ({
      proposalId,
      reason,
      words,
    }: {
      proposalId: string
      reason: DismissReason
      words?: string
    }) =>
      (await calls()).dismissProposal({
        params: { proposalId },
        body: { reason, ...(words ? { words } : {}) },
      }),
    onSettled,
  })
}

/** People waiting by sub-district. */
export function peopleByArea(gaps: readonly Gap[]): ReadonlyMap<string, number> {
  const people = new Map<string, number>()
  for (const gap of gaps)
    if (gap.people > 0) people.set(gap.areaCode, (people.get(gap.areaCode) ?? 0) + gap.people)
  return people
}
