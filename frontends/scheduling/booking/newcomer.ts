import type { IsoDate } from '#shared/kernel/calendar.ts'
import {
  birthDateIn,
  decideIdentity,
  idNumberFault,
  isMinor,
  type NewPatient,
  newPatient,
  sexIn,
} from '#shared/patients/index.ts'

/** What the desk writes down of a person it does not know yet, as text. */
export interface Newcomer {
  name: string
  idNumber: string
  noIdReason: NewPatient['noIdReason']
  birthDate: IsoDate | undefined
  sex: NewPatient['sex'] | undefined
  phone: string
  guardianName: string
  guardianRelation: NonNullable<NewPatient['guardian']>['relation'] | undefined
  guardianPhone: string
}

export const noNewcomer = (): Newcomer => ({
  name: '',
  idNumber: '',
  noIdReason: undefined,
  birthDate: undefined,
  sex: undefined,
  phone: '',
  guardianName: '',
  guardianRelation: undefined,
  guardianPhone: '',
})

export type Faults = Readonly<Record<string, string>>
export type Checked = { readonly patient: NewPatient } | { readonly faults: Faults }

const tidyId = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()

/** Birth date and sex as the ID number says them, where it is sound; else as they were entered. */
export function known({ idNumber, noIdReason, birthDate, sex }: Newcomer) {
  const tidy = tidyId(idNumber)
  const sound = noIdReason === undefined && idNumberFault(tidy) === undefined
  return sound ? { birthDate: birthDateIn(tidy), sex: sexIn(tidy) } : { birthDate, sex }
}

export const needsGuardian = (form: Newcomer, today: IsoDate): boolean => {
  const { birthDate } = known(form)
  return birthDate !== undefined && isMinor(birthDate, today)
}

/** The person as the contract wants them, or what is wrong by field: a code that has words. */
export function checkedNewcomer(form: Newcomer, siteId: string, today: IsoDate): Checked {
  const { birthDate, sex } = known(form)
  const guarded = form.guardianName.trim() !== '' || needsGuardian(form, today)
  const parsed = newPatient.safeParse({
    siteId,
    name: form.name,
    sex: sex ?? '0',
    birthDate: birthDate ?? '',
    phone: form.phone,
    ...(form.noIdReason ? { noIdReason: form.noIdReason } : { idNumber: form.idNumber }),
    ...(guarded
      ? { guardian: { name: form.guardianName, relation: form.guardianRelation, phone: form.guardianPhone } }
      : {}),
  })
  if (!parsed.success) return { faults: faultsIn(parsed.error.issues, form) }
  const decision = decideIdentity(parsed.data, today)
  return decision.ok ? { patient: parsed.data } : { faults: { form: decision.reason } }
}

function faultsIn(
  issues: readonly { readonly path: PropertyKey[]; readonly code: string; readonly message: string }[],
  form: Newcomer,
): Faults {
  const faults = issues.map(({ path, code, message }) => [
    path.join('.'),
    code === 'custom' ? message : 'missing',
  ])
  // A wrong ID number says nothing about the birth date, which is read from it.
  const shown = form.noIdReason ? faults : faults.filter(([field]) => field !== 'birthDate')
  return Object.fromEntries(shown)
}
