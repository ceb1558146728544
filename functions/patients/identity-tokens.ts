import type { FieldCipher } from '#functions/platform/keys.ts'
import type { PatientDetails } from '#shared/patients/index.ts'

export const idNumberToken = (fields: FieldCipher, idNumber: string): string =>
  fields.blind('id-number', idNumber)
export const phoneToken = (fields: FieldCipher, phone: string): string => fields.blind('phone', phone)

/**
 * By which of its traits a person can be registered only once: the ID number, and for everybody name, birth date and
 * phone together, so that who came without a card is not registered twice.
 */
export function identityTokens(
  fields: FieldCipher,
  { idNumber, name, birthDate, phone }: PatientDetails,
): string[] {
  const person = fields.blind('name-birth-phone', [name, birthDate, phone].join('\u0000'))
  return idNumber ? [idNumberToken(fields, idNumber), person] : [person]
}
