import { type PatientsParts, readingRepository } from './reading-repository.ts'
import { writingRepository } from './writing-repository.ts'

/** The only door to patients' items. Takes and gives opened records; what is stored is sealed. */
export const patientsRepository = (parts: PatientsParts) => ({
  ...readingRepository(parts),
  ...writingRepository(parts),
})
export type PatientsRepository = ReturnType<typeof patientsRepository>
