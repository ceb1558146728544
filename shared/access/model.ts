import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'

export const roles = [
  'patient',
  'guardian',
  'clinic-staff',
  'practitioner',
  'panel-expert',
  'panel-coordinator',
  'referral-desk',
  'pharmacist',
  'alliance-office',
  'auditor',
] as const
export const role = z.enum(roles)
export type Role = (typeof roles)[number]

/** One hat a person wears, bound to what it is worn for: a site, a body, a practitioner's or a patient's record. */
export const grant = z.strictObject({
  role,
  siteId: id.optional(),
  organisationId: id.optional(),
  practitionerId: id.optional(),
  /** Of a patient: their own record. Of a guardian: the ward's. */
  patientId: id.optional(),
})
export type Grant = z.infer<typeof grant>

/** Who is acting, as every route sees them. Grants are read anew for each request: what is revoked is refused at once. */
export const actor = z.strictObject({
  /** The issuer's subject for this person or system. */
  personId: id,
  displayName: z.string().max(40),
  grants: z.array(grant).max(20),
  /** The demo's people are marked, on screen and in exports. */
  demo: z.boolean().optional(),
})
export type Actor = z.infer<typeof actor>

/** The sites that the person works at in one of `wanted` roles. */
export const sitesOf = ({ grants }: Actor, ...wanted: readonly Role[]): string[] =>
  grants.flatMap((held) => (wanted.includes(held.role) && held.siteId ? [held.siteId] : []))

/** The patients for whom the person may act: their own record and their wards'. */
export const patientsOf = ({ grants }: Actor): string[] =>
  grants.flatMap((held) =>
    (held.role === 'patient' || held.role === 'guardian') && held.patientId ? [held.patientId] : [],
  )

/** The person's own entry in the register of practitioners. */
export const practitionerOf = ({ grants }: Actor): string | undefined =>
  grants.find((held) => held.practitionerId !== undefined)?.practitionerId
