import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'

/** The data of `patients/patient-registered` and `patients/patient-changed`. */
export const patientEvent = z.object({
  patientId: id,
  siteIds: z.array(id),
  /** `fields.seal(JSON.stringify(card), patientId)` of the platform. */
  card: z.string(),
  /** Rises with every change: an older event heard late is dropped. */
  version: z.int(),
})
export type PatientEvent = z.infer<typeof patientEvent>
