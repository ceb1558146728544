import { personInitials } from '#functions/platform/initials.ts'
import {
  maskIdNumber,
  maskName,
  maskPhone,
  type OwnRecord,
  type Patient,
  type PatientCard,
  type PatientDetails,
  type PatientHit,
  phoneTailOf,
} from '#shared/patients/index.ts'

/** A patient as the server knows them, opened. Never leaves the server as it is. */
export interface PatientRecord {
  readonly patientId: string
  readonly version: number
  readonly details: PatientDetails
  readonly siteIds: readonly string[]
  readonly registeredAt: number
  readonly changedAt: number
  readonly demo: boolean
}

/** A record's terms are rewritten together with it, five a site, and a transaction holds a hundred items. */
export const mostSites = 8

/** What staff see. */
export function shown({ details, demo, siteIds, ...record }: PatientRecord): Patient {
  const { idNumber, noIdReason, phone, guardian, ...open } = details
  return {
    ...record,
    ...open,
    siteIds: [...siteIds],
    phoneMasked: maskPhone(phone),
    phoneTail: phoneTailOf(phone),
    ...(idNumber ? { idNumberMasked: maskIdNumber(idNumber) } : {}),
    ...(noIdReason ? { noIdReason } : {}),
    ...(guardian ? { guardian: maskedGuardian(guardian) } : {}),
    ...(demo ? { demo } : {}),
  }
}

const maskedGuardian = ({ name, relation, phone }: NonNullable<PatientDetails['guardian']>) => ({
  name,
  relation,
  phoneMasked: maskPhone(phone),
})

const birthYearOf = ({ details }: PatientRecord): number => Number(details.birthDate.slice(0, 4))

/** What a day list needs. */
export function cardOf(record: PatientRecord): PatientCard {
  const { name, sex, phone, needs } = record.details
  const card = { name, sex, birthYear: birthYearOf(record), phoneTail: phoneTailOf(phone) }
  return needs.length > 0 ? { ...card, needs } : card
}

/** The line that a search shows. */
export function hitOf(record: PatientRecord): PatientHit {
  const { name, phone, guardian } = record.details
  return {
    ...cardOf(record),
    patientId: record.patientId,
    initials: personInitials(name),
    phoneMasked: maskPhone(phone),
    ...(guardian ? { guardianName: guardian.name } : {}),
    ...(record.demo ? { demo: true } : {}),
  }
}

/** What a public page shows of one's own. */
export const ownOf = (record: PatientRecord, relation: OwnRecord['relation']): OwnRecord => ({
  patientId: record.patientId,
  relation,
  nameMasked: maskName(record.details.name),
  birthYear: birthYearOf(record),
  phoneTail: phoneTailOf(record.details.phone),
  siteIds: [...record.siteIds],
})
