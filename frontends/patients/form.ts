import type { IsoDate } from '#shared/kernel/calendar.ts'
import {
  birthDateIn,
  decideIdentity,
  idNumberFault,
  isMinor,
  type NewPatient,
  newPatient,
  type Patient,
  type PatientChange,
  patientChange,
  sexIn,
} from '#shared/patients/index.ts'

type Relation = NonNullable<NewPatient['guardian']>['relation']

/** A record while it is written. In a change, empty numbers mean: as they are. */
export interface RecordForm {
  name: string
  idNumber: string
  noIdReason: NewPatient['noIdReason']
  birthDate: IsoDate | undefined
  sex: NewPatient['sex']
  phone: string
  guarded: boolean
  guardianName: string
  guardianRelation: Relation | undefined
  guardianPhone: string
  needs: NewPatient['needs']
}

export const blankRecord = (name = ''): RecordForm => ({
  name,
  idNumber: '',
  noIdReason: undefined,
  birthDate: undefined,
  sex: '0',
  phone: '',
  guarded: false,
  guardianName: '',
  guardianRelation: undefined,
  guardianPhone: '',
  needs: [],
})

export const recordFormOf = (record: Patient): RecordForm => ({
  ...blankRecord(record.name),
  noIdReason: record.noIdReason,
  birthDate: record.birthDate,
  sex: record.sex,
  guarded: record.guardian !== undefined,
  guardianName: record.guardian?.name ?? '',
  guardianRelation: record.guardian?.relation,
  needs: [...record.needs],
})

export type Faults = Readonly<Record<string, string>>
export type Checked<Value> = { readonly value: Value } | { readonly faults: Faults }

const tidyId = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()

/** Birth date and sex as a sound ID number says them, else as they were entered. */
export function readFrom({ idNumber, noIdReason, birthDate, sex }: RecordForm) {
  const tidy = tidyId(idNumber)
  const sound = noIdReason === undefined && idNumberFault(tidy) === undefined
  return sound ? { birthDate: birthDateIn(tidy), sex: sexIn(tidy) } : { birthDate, sex }
}

export const needsGuardian = (form: RecordForm, today: IsoDate): boolean => {
  const { birthDate } = readFrom(form)
  return birthDate !== undefined && isMinor(birthDate, today)
}

const guardianOf = ({ guardianName, guardianRelation, guardianPhone }: RecordForm) => ({
  name: guardianName,
  relation: guardianRelation,
  phone: guardianPhone,
})

/** The new record as the contract wants it, or a code by field. */
export function checkedNew(form: RecordForm, siteId: string, today: IsoDate): Checked<NewPatient> {
  const { birthDate, sex } = readFrom(form)
  const parsed = newPatient.safeParse({
    siteId,
    name: form.name,
    sex,
    birthDate: birthDate ?? '',
    phone: form.phone,
    needs: form.needs,
    ...(form.noIdReason ? { noIdReason: form.noIdReason } : { idNumber: form.idNumber }),
    ...(form.guarded || needsGuardian(form, today) ? { guardian: guardianOf(form) } : {}),
  })
  if (!parsed.success) return { faults: faultsIn(parsed.error.issues, form.noIdReason === undefined) }
  const decision = decideIdentity(parsed.data, today)
  return decision.ok ? { value: parsed.data } : { faults: { form: decision.reason } }
}

/** What has changed of a record. A guardian's phone must be written anew with the guardian, as it is not on screen. */
export function checkedChange(form: RecordForm, record: Patient): Checked<PatientChange> {
  const before = recordFormOf(record)
  const guardianTouched =
    form.guarded !== before.guarded ||
    form.guardianPhone !== '' ||
    form.guardianName !== before.guardianName ||
    form.guardianRelation !== before.guardianRelation
  const idNumber = form.idNumber.trim()
  const parsed = patientChange.safeParse({
    version: record.version,
    ...(form.name === before.name ? {} : { name: form.name }),
    ...(form.sex === before.sex ? {} : { sex: form.sex }),
    ...(form.birthDate === before.birthDate ? {} : { birthDate: form.birthDate ?? '' }),
    ...(form.phone.trim() === '' ? {} : { phone: form.phone }),
    ...(idNumber === '' ? {} : { idNumber, ...readFrom({ ...form, noIdReason: undefined }) }),
    ...(idNumber === '' && form.noIdReason !== before.noIdReason ? { noIdReason: form.noIdReason } : {}),
    ...(guardianTouched ? { guardian: form.guarded ? guardianOf(form) : null } : {}),
    ...(form.needs.join() === before.needs.join() ? {} : { needs: form.needs }),
  })
  return parsed.success ? { value: parsed.data } : { faults: faultsIn(parsed.error.issues, false) }
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly code: string
  readonly message: string
}

function faultsIn(issues: readonly Issue[], dateIsRead: boolean): Faults {
  const faults = issues.map(({ path, code, message }) => [
    path.join('.'),
    code === 'custom' ? message : 'missing',
  ])
  // A wrong ID number says nothing about the birth date, which is read from it.
  return Object.fromEntries(dateIsRead ? faults.filter(([field]) => field !== 'birthDate') : faults)
}
