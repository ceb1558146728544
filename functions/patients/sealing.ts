import type { FieldCipher } from '#functions/platform/keys.ts'
import { type Guardian, type PatientDetails, patientDetails } from '#shared/patients/index.ts'
import type { PatientRecord } from './record.ts'

/** The record as it is stored. */
export interface StoredRecord {
  readonly patientId: string
  readonly version: number
  readonly name: string
  readonly sex: '0' | '1' | '2' | '9'
  readonly birthDate: string
  readonly idNumberSealed?: string | undefined
  readonly noIdReason?: string | undefined
  readonly phoneSealed: string
  readonly guardian?: { name: string; relation: string; phoneSealed: string } | undefined
  readonly needs: string[]
  readonly siteIds: string[]
  readonly registeredAt: number
  readonly changedAt: number
  readonly demo?: boolean | undefined
}

/** Each field is bound to its record and its place: a sealed text moved elsewhere does not open. */
const about = (patientId: string, field: string): string => `patients/${patientId}/${field}`

export function recordSealing(fields: FieldCipher) {
  const seal = (patientId: string, field: string, plain: string) =>
    fields.seal(plain, about(patientId, field))
  const open = (patientId: string, field: string, sealed: string) =>
    fields.open(sealed, about(patientId, field))

  const sealGuardian = (patientId: string, { phone, ...guardian }: Guardian) => ({
    ...guardian,
    phoneSealed: seal(patientId, 'guardian-phone', phone),
  })

  return {
    sealed({ details, patientId, demo, siteIds, ...record }: PatientRecord) {
      const { idNumber, noIdReason, phone, guardian, ...open } = details
      return {
        ...record,
        ...open,
        patientId,
        siteIds: [...siteIds],
        phoneSealed: seal(patientId, 'phone', phone),
        ...(idNumber ? { idNumberSealed: seal(patientId, 'id-number', idNumber) } : {}),
        ...(noIdReason ? { noIdReason } : {}),
        ...(guardian ? { guardian: sealGuardian(patientId, guardian) } : {}),
        ...(demo ? { demo } : {}),
      }
    },

    /** @throws Error where a sealed field was changed or moved. */
    opened(stored: StoredRecord): PatientRecord {
      const { patientId, version, siteIds, registeredAt, changedAt, demo, guardian } = stored
      const details: Record<keyof PatientDetails, unknown> = {
        name: stored.name,
        sex: stored.sex,
        birthDate: stored.birthDate,
        idNumber: stored.idNumberSealed && open(patientId, 'id-number', stored.idNumberSealed),
        noIdReason: stored.noIdReason,
        phone: open(patientId, 'phone', stored.phoneSealed),
        guardian: guardian && {
          name: guardian.name,
          relation: guardian.relation,
          phone: open(patientId, 'guardian-phone', guardian.phoneSealed),
        },
        needs: stored.needs,
      }
      const present = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
      return {
        patientId,
        version,
        siteIds,
        registeredAt,
        changedAt,
        demo: demo ?? false,
        details: patientDetails.parse(present),
      }
    },
  }
}
