import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { NewPatient, PatientChange } from '#shared/patients/index.ts'
import { access, patients } from './api.ts'

const keys = {
  search: (siteId: string, text: string, after: string) => ['patients', 'search', siteId, text, after],
  record: (patientId: string) => ['patients', 'record', patientId],
  accesses: (patientId: string, after: string) => ['patients', 'accesses', patientId, after],
}

/** Every reading of patient data leaves a line in the journal: nothing is asked again behind one's back. */
const askedOnce = { refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 60_000 } as const

export const useSearch = (
  siteId: () => string | undefined,
  text: () => string,
  after: () => string | undefined,
) =>
  useQuery({
    key: () => keys.search(siteId() ?? '', text(), after() ?? ''),
    query: ({ signal }) => {
      const from = after()
      return patients.searchPatients({
        body: { siteId: siteId() ?? '', text: text(), ...(from === undefined ? {} : { after: from }) },
        signal,
      })
    },
    enabled: () => siteId() !== undefined,
    placeholderData: (before) => before,
    ...askedOnce,
  })

export const useRecord = (patientId: () => string) =>
  useQuery({
    key: () => keys.record(patientId()),
    query: () => patients.readPatient({ params: { patientId: patientId() } }),
    ...askedOnce,
  })

export const useAccesses = (patientId: () => string, after: () => string | undefined) =>
  useQuery({
    key: () => keys.accesses(patientId(), after() ?? ''),
    query: () => {
      const from = after()
      const query = from === undefined ? {} : { after: from }
      return access.listMyAccesses({ params: { patientId: patientId() }, query })
    },
    refetchOnWindowFocus: false,
  })

function useAfterwards(): () => Promise<unknown> {
  const cache = useQueryCache()
  return () => cache.invalidateQueries({ key: ['patients'] })
}

export function useRegister() {
  const onSettled = useAfterwards()
  return useMutation({ mutation: (body: NewPatient) => patients.registerPatient({ body }), onSettled })
}

export function useChange() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ patientId, body }: { patientId: string; body: PatientChange }) =>
      patients.changePatient({ params: { patientId }, body }),
    onSettled,
  })
}

export type AdmissionBasis = Parameters<typeof patients.admitPatient>[0]['body']['basis']
export function useAdmit() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      siteId,
      ...body
    }: {
      siteId: string
      idNumber: string
      name: string
      basis: AdmissionBasis
    }) => patients.admitPatient({ params: { siteId }, body }),
    onSettled,
  })
}

export type Revealed = Parameters<typeof patients.revealContact>[0]['body']
export const useReveal = (patientId: () => string) =>
  useMutation({
    mutation: (body: Revealed) => patients.revealContact({ params: { patientId: patientId() }, body }),
  })
