import type { IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { birthDateIn, sexIn } from './id-number.ts'
import type { PatientChange, PatientDetails } from './model.ts'

export type IdentityRefusal =
  | 'identity-missing'
  | 'identity-twice'
  | 'id-birth-date-differs'
  | 'id-sex-differs'
  | 'birth-date-out-of-range'
  | 'guardian-required'

const oldestYears = 130

/** Decides whether the parts of an identity fit together on `today` (a Beijing day). */
export function decideIdentity(
  details: PatientDetails,
  today: IsoDate,
): Decision<PatientDetails, IdentityRefusal> {
  const { idNumber, noIdReason, birthDate, sex, guardian } = details
  if (birthDate > today || birthDate < yearsBefore(today, oldestYears))
    return refuse('birth-date-out-of-range')
  if (!idNumber && !noIdReason) return refuse('identity-missing')
  if (idNumber && noIdReason) return refuse('identity-twice')
  if (idNumber && birthDateIn(idNumber) !== birthDate) return refuse('id-birth-date-differs')
  if (idNumber && (sex === '1' || sex === '2') && sexIn(idNumber) !== sex) return refuse('id-sex-differs')
  return !guardian && isMinor(birthDate, today) ? refuse('guardian-required') : accept(details)
}

/** Under eighteen (Civil Code art. 17); a minor's parents are the guardians (art. 27). */
export const isMinor = (birthDate: IsoDate, today: IsoDate): boolean => birthDate > yearsBefore(today, 18)

/** Days compare as text, so 29 February needs no care: who was born on it comes of age on 1 March. */
const yearsBefore = (date: IsoDate, years: number): IsoDate =>
  `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`

/** The record as it would stand after `change`. An ID number that arrives takes the place of the reason for its absence. */
export function merged(
  before: PatientDetails,
  { version: _, guardian, ...change }: PatientChange,
): PatientDetails {
  const { noIdReason, guardian: guardianBefore, ...rest } = before
  const reason = change.noIdReason ?? (change.idNumber ? undefined : noIdReason)
  const kept = guardian === undefined ? guardianBefore : (guardian ?? undefined)
  const idNumber = change.idNumber ?? (change.noIdReason ? undefined : rest.idNumber)
  const { idNumber: _old, ...others } = rest
  return {
    ...others,
    ...present(change),
    ...(idNumber ? { idNumber } : {}),
    ...(reason ? { noIdReason: reason } : {}),
    ...(kept ? { guardian: kept } : {}),
  } as PatientDetails
}

const present = (change: object): object =>
  Object.fromEntries(
    Object.entries(change).filter(([name, value]) => value !== undefined && name !== 'noIdReason'),
  )
