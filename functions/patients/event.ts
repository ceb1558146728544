import type { FieldCipher } from '#functions/platform/keys.ts'
import { type PatientEvent, patientEvent } from '#shared/patients/index.ts'
import { cardOf, type PatientRecord } from './record.ts'

/** What listeners get: names do not stand open in the journal, so the card is sealed and opens with the patient's id. */
export const eventOf = (fields: FieldCipher, record: PatientRecord): PatientEvent =>
  patientEvent.parse({
    patientId: record.patientId,
    siteIds: record.siteIds,
    card: fields.seal(JSON.stringify(cardOf(record)), record.patientId),
    version: record.version,
  })
