import type { Grant, Role } from '#shared/access/index.ts'

/** The roles that the office gives here, with what each is bound to. Patients and guardians come by their records. */
export const givenRoles = [
  'clinic-staff',
  'pharmacist',
  'practitioner',
  'panel-expert',
  'panel-coordinator',
  'referral-desk',
  'alliance-office',
  'auditor',
] as const satisfies readonly Role[]
export type GivenRole = (typeof givenRoles)[number]

export type Binding = 'siteId' | 'organisationId' | 'practitionerId'
const bindings: Readonly<Record<GivenRole, Binding | undefined>> = {
  'clinic-staff': 'siteId',
  pharmacist: 'siteId',
  practitioner: 'practitionerId',
  'panel-expert': undefined,
  'panel-coordinator': undefined,
  'referral-desk': 'organisationId',
  'alliance-office': undefined,
  auditor: undefined,
}
export const bindingOf = (role: GivenRole): Binding | undefined => bindings[role]

/** What a grant is bound to, whichever it is. */
export const boundTo = ({ siteId, organisationId, practitionerId, patientId }: Grant): string | undefined =>
  siteId ?? organisationId ?? practitionerId ?? patientId

export const grantKey = (grant: Grant): string => `${grant.role} ${boundTo(grant) ?? ''}`

/** The grant as the contract wants it, or nothing where its binding is missing. */
export function grantFrom(role: GivenRole, target: string): Grant | undefined {
  const binding = bindings[role]
  if (!binding) return { role }
  return target.trim() === '' ? undefined : { role, [binding]: target.trim() }
}
