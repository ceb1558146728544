import type { Act, Entry, Journal } from '#functions/platform/journal.ts'
import type { FieldCipher } from '#functions/platform/keys.ts'
import type { Request } from '#functions/platform/request.ts'
import { refuse } from '#shared/kernel/decision.ts'
import { basisOf, bodyOf, mayFor } from './policy.ts'
import type { PatientRecord } from './record.ts'
import type { PatientsRepository } from './repository.ts'

export interface RoutesParts {
  readonly repository: PatientsRepository
  readonly journal: Journal
  readonly fields: FieldCipher
}

/** The record, where the person may: who may not learns nothing, not even that it exists. */
export async function findFor(
  repository: PatientsRepository,
  request: Request,
  action: string,
  patientId: string,
): Promise<PatientRecord | undefined> {
  const record = await repository.findPatient(patientId)
  return record && mayFor(request, action, record) ? record : undefined
}

/** The journal entry of an act on a record. */
export const entryOn = (
  request: Request,
  record: PatientRecord,
  act: Pick<Act, 'act' | 'data' | 'basis'>,
): Entry =>
  request.entry({
    aggregateId: record.patientId,
    bodyId: bodyOf(request, record),
    basis: basisOf(request, record),
    patientIds: [record.patientId],
    ...act,
  })

/** Named to those who may see the other record; to others only that the office must help. */
export async function refuseTwin(repository: PatientsRepository, request: Request, record: PatientRecord) {
  const twin = await repository.findTwin(record)
  return twin && mayFor(request, 'read', twin)
    ? refuse('duplicate-here', { patientId: twin.patientId })
    : refuse('duplicate-elsewhere')
}
