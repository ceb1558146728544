import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { ApiProblem } from '#frontends/kit/index.ts'
import type {
  AgreementFields,
  DepartmentView,
  PopulationFields,
  SiteFields,
  SiteKind,
} from '#shared/alliance/index.ts'
import { alliance } from './api.ts'

const keys = {
  board: ['alliance', 'board'],
  department: (departmentId: string) => ['alliance', 'department', departmentId],
  sites: (query: object) => ['alliance', 'sites', JSON.stringify(query)],
  site: (siteId: string) => ['alliance', 'site', siteId],
  organisation: (organisationId: string) => ['alliance', 'organisation', organisationId],
  subdistricts: ['alliance', 'subdistricts'],
  agreements: (organisation: string) => ['alliance', 'agreements', organisation],
}

export const useBoard = () =>
  useQuery({ key: keys.board, query: () => alliance.listDepartments({ query: {} }) })

export const useDepartment = (departmentId: () => string | undefined) =>
  useQuery({
    key: () => keys.department(departmentId() ?? ''),
    query: () => alliance.readDepartment({ params: { departmentId: departmentId() ?? '' } }),
    enabled: () => departmentId() !== undefined,
    // What somebody is writing is laid over what they saw: it must not change under their pen.
    refetchOnWindowFocus: false,
  })

/** Any step of an acceptance. Its answer is the department as it stands; where somebody was faster, it is read anew. */
export function useStep(departmentId: () => string | undefined) {
  const cache = useQueryCache()
  return useMutation({
    mutation: (take: () => Promise<DepartmentView>) => take(),
    onSuccess: (view) => cache.setQueryData(keys.department(view.departmentId), view),
    onError: async (problem) => {
      const raced = problem instanceof ApiProblem && [404, 409].includes(problem.status)
      if (raced) await cache.invalidateQueries({ key: keys.department(departmentId() ?? '') })
    },
    onSettled: () => cache.invalidateQueries({ key: keys.board }),
  })
}

export interface SiteChoice {
  readonly search: string
  readonly area: string | undefined
  readonly kind: SiteKind | undefined
  readonly after?: string | undefined
}

const queryOf = ({ search, area, kind, after }: SiteChoice) => ({
  limit: 100,
  ...(search ? { search } : {}),
  ...(area ? { area } : {}),
  ...(kind ? { kind } : {}),
  ...(after ? { after } : {}),
})

export const useSites = (choice: () => SiteChoice) =>
  useQuery({
    key: () => keys.sites(queryOf(choice())),
    query: ({ signal }) => alliance.listSites({ query: queryOf(choice()), signal }),
    placeholderData: (before) => before,
  })

/** Every site, for choosing one: a district's directory is one page of the contract. */
export const useAllSites = () =>
  useQuery({
    key: keys.sites({ limit: 200 }),
    query: () => alliance.listSites({ query: { limit: 200 } }),
    staleTime: 60_000,
  })

export const useSite = (siteId: () => string | undefined) =>
  useQuery({
    key: () => keys.site(siteId() ?? ''),
    query: () => alliance.readSite({ params: { siteId: siteId() ?? '' } }),
    enabled: () => siteId() !== undefined,
    refetchOnWindowFocus: false,
  })

export const useOrganisation = (organisationId: () => string | undefined) =>
  useQuery({
    key: () => keys.organisation(organisationId() ?? ''),
    query: () => alliance.readOrganisation({ params: { organisationId: organisationId() ?? '' } }),
    enabled: () => organisationId() !== undefined,
  })

export const useSubdistricts = () =>
  useQuery({
    key: keys.subdistricts,
    query: () => alliance.listSubdistricts(),
    staleTime: 600_000,
  })

export const useAgreements = (organisation: () => string | undefined = () => '') =>
  useQuery({
    key: () => keys.agreements(organisation() ?? ''),
    query: () => {
      const body = organisation()
      return alliance.listAgreements({ query: body ? { organisation: body } : {} })
    },
    enabled: () => organisation() !== undefined,
  })

/** How many people live in a sub-district; where somebody was faster, the figures are read anew. */
export function useChangePopulation() {
  const cache = useQueryCache()
  return useMutation({
    mutation: ({ code, version, fields }: { code: string; version: number; fields: PopulationFields }) =>
      alliance.changePopulation({ params: { code }, body: { ...fields, version } }),
    onSettled: () =>
      Promise.all(
        [keys.subdistricts, ['alliance', 'gaps'], ['alliance', 'proposals']].map((key) =>
          cache.invalidateQueries({ key }),
        ),
      ),
  })
}

function useAfterwards(...names: readonly string[]): () => Promise<unknown> {
  const cache = useQueryCache()
  return () => Promise.all(names.map((name) => cache.invalidateQueries({ key: ['alliance', name] })))
}

export function useSaveSite() {
  const onSettled = useAfterwards('sites', 'site', 'organisation', 'board')
  return useMutation({
    mutation: ({ siteId, version, fields }: { siteId?: string; version?: number; fields: SiteFields }) =>
      siteId === undefined || version === undefined
        ? alliance.addSite({ body: fields })
        : alliance.changeSite({ params: { siteId }, body: { ...fields, version } }),
    onSettled,
  })
}

export const useCheckImport = () =>
  useMutation({ mutation: (csv: string) => alliance.checkSiteImport({ body: { csv } }) })

export function useImport() {
  const onSettled = useAfterwards('sites', 'site', 'organisation', 'board')
  return useMutation({ mutation: (csv: string) => alliance.importSites({ body: { csv } }), onSettled })
}

export function useSaveAgreement() {
  const onSettled = useAfterwards('agreements')
  return useMutation({
    mutation: ({
      agreementId,
      version,
      fields,
    }: {
      agreementId?: string
      version?: number
      fields: AgreementFields
    }) =>
      agreementId === undefined || version === undefined
        ? alliance.signAgreement({ body: fields })
        : alliance.changeAgreement({ params: { agreementId }, body: { ...fields, version } }),
    onSettled,
  })
}

export function useEndAgreement() {
  const onSettled = useAfterwards('agreements')
  return useMutation({
    mutation: ({
      agreementId,
      ...body
    }: {
      agreementId: string
      version: number
      endedOn: string
      reason: string
    }) => alliance.endAgreement({ params: { agreementId }, body }),
    onSettled,
  })
}
