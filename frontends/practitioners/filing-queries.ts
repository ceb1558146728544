import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { ApiProblem } from '#frontends/kit/index.ts'
import type {
  CheckFields,
  CheckKind,
  FilingStepRequest,
  FilingView,
  PracticeFields,
} from '#shared/practitioners/index.ts'
import { practitioners } from './api.ts'

/** One filing: whose, and which. */
export interface FilingKey {
  readonly practitionerId: string
  readonly practiceId: string
}
const keyOf = ({ practitionerId, practiceId }: FilingKey) => [
  'practitioners',
  'filing',
  practitionerId,
  practiceId,
]

export const useFiling = (key: () => FilingKey) =>
  useQuery({
    key: () => keyOf(key()),
    query: () => practitioners.readFiling({ params: key() }),
    refetchOnWindowFocus: false,
  })

/** When the line was written that is written over, as the person saw it; milliseconds. */
type SeenAt = number | undefined

/** All that can be done with a filing, as one kind of write: each answers with the filing as it became. */
export type FilingWrite =
  | { readonly act: 'step'; readonly step: FilingStepRequest }
  | {
      readonly act: 'check'
      readonly check: CheckKind
      readonly fields: CheckFields
      readonly seenAt?: SeenAt
    }
  | { readonly act: 'change'; readonly fields: Omit<PracticeFields, 'siteId'> }
  | { readonly act: 'renew'; readonly to: string }
  | { readonly act: 'complaints'; readonly count: number; readonly note?: string; readonly seenAt?: SeenAt }

interface Write extends FilingKey {
  readonly version: number
  readonly write: FilingWrite
}

const seen = ({ seenAt }: { readonly seenAt?: SeenAt }) => (seenAt === undefined ? {} : { seenAt })

function send({ practitionerId, practiceId, version, write }: Write): Promise<FilingView> {
  const params = { practitionerId, practiceId }
  switch (write.act) {
    case 'step':
      return practitioners.stepFiling({ params, body: { version, step: write.step } })
    case 'check':
      return practitioners.checkFiling({
        params: { ...params, check: write.check },
        body: { ...write.fields, ...seen(write) },
      })
    case 'change':
      return practitioners.changeFiling({ params, body: { ...write.fields, version } })
    case 'renew':
      return practitioners.renewPractice({ params, body: { version, to: write.to } })
    case 'complaints': {
      const { count, note } = write
      return practitioners.noteComplaints({
        params,
        body: { count, ...(note === undefined ? {} : { note }), ...seen(write) },
      })
    }
  }
}

/** Where somebody was faster, the filing is read anew. */
export function useFilingWrite() {
  const cache = useQueryCache()
  return useMutation({
    mutation: send,
    onSuccess: (filing) =>
      cache.setQueryData(
        keyOf({ practitionerId: filing.practitionerId, practiceId: filing.practice.practiceId }),
        filing,
      ),
    onError: async (problem, input) => {
      const raced = problem instanceof ApiProblem && [404, 409].includes(problem.status)
      if (raced) await cache.invalidateQueries({ key: keyOf(input) })
    },
    onSettled: async (_, __, { practitionerId }) => {
      await cache.invalidateQueries({ key: ['practitioners', 'register'] })
      await cache.invalidateQueries({ key: ['practitioners', 'entry', practitionerId] })
    },
  })
}

interface Opened {
  readonly practitionerId: string
  readonly version: number
  readonly practice: PracticeFields
}
export function useOpenFiling() {
  const cache = useQueryCache()
  return useMutation({
    mutation: ({ practitionerId, version, practice }: Opened) =>
      practitioners.openFiling({ params: { practitionerId }, body: { ...practice, version } }),
    onSettled: (_, __, { practitionerId }) =>
      cache.invalidateQueries({ key: ['practitioners', 'entry', practitionerId] }),
  })
}

const warningsKey = ['practitioners', 'warnings']
export const useWarnings = (withinDays: () => number) =>
  useQuery({
    key: () => [...warningsKey, String(withinDays())],
    query: () => practitioners.listWarnings({ query: { withinDays: withinDays() } }),
    placeholderData: (before) => before,
  })

export function useSeeWarnings() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (warningIds: string[]) => practitioners.seeWarnings({ body: { warningIds } }),
    onSettled: () => cache.invalidateQueries({ key: warningsKey }),
  })
}

export const useLedger = () =>
  useQuery({ key: ['practitioners', 'ledger'], query: () => practitioners.readLedger() })
