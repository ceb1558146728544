import type { Request } from '#functions/platform/request.ts'
import { mayDo, sitesOf } from '#shared/access/index.ts'
import type { PatientRecord } from './record.ts'

/** May they, for this patient? A site's staff for whom the site knows; a person for themselves and their wards. */
export const mayFor = (
  { ability }: Pick<Request, 'ability'>,
  action: string,
  { patientId, siteIds }: PatientRecord,
): boolean =>
  siteIds.some((siteId) => mayDo(ability, action, 'Patient', { siteId })) ||
  mayDo(ability, action, 'Patient', { patientId })

/** The site that the person acts for, where they act for one. */
export const bodyOf = ({ actor }: Pick<Request, 'actor'>, { siteIds }: PatientRecord): string | undefined =>
  actor && sitesOf(actor, 'clinic-staff').find((siteId) => siteIds.includes(siteId))

/** On what basis they look: for the service, or as the patient or guardian. */
export const basisOf = ({ actor }: Pick<Request, 'actor'>, { patientId }: PatientRecord): string => {
  const held = actor?.grants.find((grant) => grant.patientId === patientId)
  if (held?.role === 'patient') return 'self'
  return held ? 'guardian' : 'service'
}
