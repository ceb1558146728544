import { AbilityBuilder, createMongoAbility, type MongoAbility, subject } from '@casl/ability'
import type { Actor, Grant, Role } from './model.ts'

export type Ability = MongoAbility
type Can = AbilityBuilder<Ability>['can']

/** What each role may, bound by its grant. Whatever is not here is refused. */
const rules: Readonly<Record<Role, (can: Can, held: Grant) => void>> = {
  patient: forPatient,
  guardian: forPatient,

  'clinic-staff'(can, { siteId }) {
    if (!siteId) return
    can('read', ['Site', 'Organisation', 'Practitioner'])
    can(['self-check', 'rectify', 'read'], 'Department', { siteId })
    can(['read', 'register', 'update', 'reveal'], 'Patient', { siteId })
    can(['read', 'publish', 'change', 'stop'], 'Session', { siteId })
    can(['read', 'change'], 'Template', { siteId })
    can(['read', 'export', 'run'], 'DayList', { siteId })
    can('book', 'Slot', { siteId, pool: { $in: ['clinic', 'public', 'referral'] } })
    can(['read', 'cancel', 'move', 'check-in', 'call', 'finish', 'miss', 'undo'], 'Appointment', { siteId })
  },

  practitioner(can, { practitionerId }) {
    if (!practitionerId) return
    can('read', ['Site', 'Organisation'])
    can('read', 'Practitioner', { practitionerId })
    can('read', ['Session', 'DayList', 'Week'], { practitionerId })
    can(['add-extra-slot', 'export', 'run'], ['Session', 'DayList'], { practitionerId })
    can(['read', 'call', 'finish', 'miss', 'undo'], 'Appointment', { practitionerId })
    can('book', 'Slot', { practitionerId, pool: 'extra' })
    can('subscribe', 'Calendar', { practitionerId })
  },

  'panel-expert'(can) {
    can('read', ['Site', 'Organisation', 'Practitioner'])
  },

  'panel-coordinator'(can) {
    can('read', ['Site', 'Organisation', 'Practitioner'])
  },

  'referral-desk'(can, { organisationId }) {
    if (!organisationId) return
    can('read', ['Site', 'Organisation', 'Practitioner', 'Session'])
    can('book', 'Slot', { pool: 'referral' })
  },

  pharmacist(can) {
    can('read', ['Site', 'Organisation'])
  },

  'alliance-office'(can) {
    can(['read', 'change', 'import'], ['Site', 'Organisation', 'Agreement', 'Subdistrict', 'Practitioner'])
    can(['read', 'change', 'schedule', 'inspect', 'decide'], 'Department')
    can('read', ['Session', 'Coverage', 'Template'])
    can(['read', 'give', 'take', 'sign-out'], 'Grant')
  },

  auditor(can) {
    can('read', ['Journal', 'Site', 'Organisation', 'Grant'])
    can('verify', 'Journal')
  },
}

function forPatient(can: Can, { patientId }: Grant): void {
  if (!patientId) return
  can('read', 'Site')
  can('read', 'Patient', { patientId })
  can('book', 'Slot', { pool: 'public', patientId })
  can(['read', 'cancel', 'move'], 'Appointment', { patientId })
  can('subscribe', 'Calendar', { patientId })
}

/** One definition of who may do what: routes decide by it, pages hide by it. Deny by default. */
export function abilityFor(actor: Actor | undefined): Ability {
  const { can, build } = new AbilityBuilder<Ability>(createMongoAbility)
  for (const held of actor?.grants ?? []) rules[held.role](can, held)
  return build()
}

/** May they do it to this very thing? `about` carries the ids the rules are bound by. */
export const mayDo = (
  ability: Ability,
  action: string,
  kind: string,
  about: Record<string, unknown>,
): boolean => ability.can(action, subject(kind, { ...about }))
