import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { ApiProblem } from '#frontends/kit/index.ts'
import type {
  PracticeFields,
  PractitionerFields,
  PractitionerView,
  Specialty,
} from '#shared/practitioners/index.ts'
import { alliance, practitioners } from './api.ts'

const keys = {
  entry: (practitionerId: string) => ['practitioners', 'entry', practitionerId],
}

export interface RegisterChoice {
  readonly search: string
  readonly specialty: Specialty | undefined
  readonly organisation: string | undefined
  readonly after: string | undefined
}
const queryOf = ({ search, specialty, organisation, after }: RegisterChoice) => ({
  limit: 100,
  ...(search ? { search } : {}),
  ...(specialty ? { specialty } : {}),
  ...(organisation ? { organisation } : {}),
  ...(after ? { after } : {}),
})

export const useRegister = (choice: () => RegisterChoice) =>
  useQuery({
    key: () => ['practitioners', 'register', JSON.stringify(queryOf(choice()))],
    query: ({ signal }) => practitioners.listPractitioners({ query: queryOf(choice()), signal }),
    placeholderData: (before) => before,
  })

export const useEntry = (practitionerId: () => string | undefined) =>
  useQuery({
    key: () => keys.entry(practitionerId() ?? ''),
    query: () => practitioners.readPractitioner({ params: { practitionerId: practitionerId() ?? '' } }),
    enabled: () => practitionerId() !== undefined,
    refetchOnWindowFocus: false,
  })

/** The directory for choosing a body or a site: a district's is one page of the contract. */
export const useSites = () =>
  useQuery({
    key: ['practitioners', 'sites'],
    query: () => alliance.listSites({ query: { limit: 200 } }),
    staleTime: 600_000,
  })

/** A write answers with the entry as it stands; where somebody was faster, it is read anew. */
function useWrite<Input>(write: (input: Input) => Promise<PractitionerView>, idOf: (input: Input) => string) {
  const cache = useQueryCache()
  return useMutation({
    mutation: write,
    onSuccess: (entry) => cache.setQueryData(keys.entry(entry.practitionerId), entry),
    onError: async (problem, input) => {
      const raced = problem instanceof ApiProblem && [404, 409].includes(problem.status)
      if (raced) await cache.invalidateQueries({ key: keys.entry(idOf(input)) })
    },
    onSettled: () => cache.invalidateQueries({ key: ['practitioners', 'register'] }),
  })
}

interface Saved {
  readonly practitionerId?: string
  readonly version?: number
  readonly fields: PractitionerFields
}
export const useSaveEntry = () =>
  useWrite(
    ({ practitionerId, version, fields }: Saved) =>
      practitionerId === undefined || version === undefined
        ? practitioners.registerPractitioner({ body: fields })
        : practitioners.changePractitioner({ params: { practitionerId }, body: { ...fields, version } }),
    ({ practitionerId = '' }) => practitionerId,
  )

interface Filed {
  readonly practitionerId: string
  readonly version: number
  readonly practice: PracticeFields
}
export const useFilePractice = () =>
  useWrite(
    ({ practitionerId, version, practice }: Filed) =>
      practitioners.filePractice({ params: { practitionerId }, body: { ...practice, version } }),
    ({ practitionerId }) => practitionerId,
  )

interface Ended {
  readonly practitionerId: string
  readonly practiceId: string
  readonly version: number
  readonly endedOn: string
  readonly reason: string
}
export const useEndPractice = () =>
  useWrite(
    ({ practitionerId, practiceId, ...body }: Ended) =>
      practitioners.endPractice({ params: { practitionerId, practiceId }, body }),
    ({ practitionerId }) => practitionerId,
  )
