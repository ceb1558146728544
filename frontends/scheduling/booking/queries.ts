import { useMutation, useQuery } from '@pinia/colada'
import { isProblem } from '#frontends/kit/index.ts'
import type { NewPatient } from '#shared/patients/index.ts'
import { scheduling } from '../api.ts'
import { patients } from './api.ts'

/** Searching reads patient data and leaves a line in the journal: it is asked once per text, never again by itself. */
export const usePatientSearch = (siteId: () => string | undefined, text: () => string) =>
  useQuery({
    key: () => ['scheduling', 'patient-search', siteId() ?? '', text()],
    query: ({ signal }) =>
      patients.searchPatients({ body: { siteId: siteId() ?? '', text: text() }, signal }),
    enabled: () => siteId() !== undefined && text().trim() !== '',
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

/** What scheduling knows of the person: last visits here. */
export const useCard = (patientId: () => string | undefined) =>
  useQuery({
    key: () => ['scheduling', 'card', patientId() ?? ''],
    query: () => onceKnown(() => scheduling.readPatientCard({ params: { patientId: patientId() ?? '' } })),
    enabled: () => patientId() !== undefined,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

export const useRegister = () =>
  useMutation({ mutation: (body: NewPatient) => patients.registerPatient({ body }) })

export const useAdmit = () =>
  useMutation({
    mutation: ({ siteId, idNumber, name }: { siteId: string; idNumber: string; name: string }) =>
      patients.admitPatient({ params: { siteId }, body: { idNumber, name, basis: 'patient-present' } }),
  })

/** A person registered a moment ago reaches scheduling by the journal: a few tries span that moment. */
export async function onceKnown<Answer>(ask: () => Promise<Answer>, tries = 8): Promise<Answer> {
  try {
    return await ask()
  } catch (problem) {
    if (tries <= 1 || !isProblem(problem, 'urn:problem:scheduling:patient-unknown')) throw problem
    await new Promise((resolve) => setTimeout(resolve, 400))
    return onceKnown(ask, tries - 1)
  }
}
