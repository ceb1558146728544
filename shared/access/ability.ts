import { AbilityBuilder, createMongoAbility, type MongoAbility, subject } from '@casl/ability'
import type { Actor, Grant, Role } from './model.ts'

export type Ability = MongoAbility
type Can = AbilityBuilder<Ability>['can']

/** A desk gives every number but those that the psychiatrist adds. */
const deskPools = ['public', 'clinic', 'referral', 'protected', 'follow-up']

/** What each role may, bound by its grant. Whatever is not here is refused. */
const rules: Readonly<Record<Role, (can: Can, held: Grant) => void>> = {
  patient: forPatient,
  guardian: forPatient,

  'clinic-staff'(can, { siteId }) {
    if (!siteId) return
    can('read', ['Site', 'Organisation', 'Practitioner'])
    // A shared doctor's practice at this site; the others are not this site's business.
    can('read', 'Practice', { siteId })
    can(['self-check', 'rectify', 'read'], 'Department', { siteId })
    can(['read', 'register', 'update', 'reveal', 'set-contact'], 'Patient', { siteId })
    can(['read', 'publish', 'change', 'stop'], 'Session', { siteId })
    can(['read', 'change'], 'Template', { siteId })
    can(['read', 'export', 'run'], 'DayList', { siteId })
    can('book', 'Slot', { siteId, pool: { $in: deskPools } })
    can(['read', 'cancel', 'move', 'check-in', 'call', 'skip', 'finish', 'miss', 'undo'], 'Appointment', {
      siteId,
    })
    can(['walk-in', 'follow-up'], 'Session', { siteId })
    can(['list', 'read', 'join', 'change', 'answer', 'leave'], 'Wait', { siteId })
    can(['read', 'decide'], ['Miss', 'Appeal'], { siteId })
    can(['read', 'ask'], 'Visit', { siteId })
    can('read', 'Travel')
    can('swap', 'Session', { siteId })
    can(['read', 'list', 'export', 'change', 'answer'], 'Cascade', { siteId })
  },

  practitioner(can, { practitionerId }) {
    if (!practitionerId) return
    can('read', ['Site', 'Organisation'])
    can('read', ['Practitioner', 'Practice', 'Filing'], { practitionerId })
    can('read', ['Session', 'DayList', 'Week'], { practitionerId })
    can(['add-extra-slot', 'export', 'run'], ['Session', 'DayList'], { practitionerId })
    can(['read', 'call', 'skip', 'finish', 'miss', 'undo'], 'Appointment', { practitionerId })
    can('book', 'Slot', { practitionerId, pool: { $in: ['protected', 'follow-up', 'extra'] } })
    can('follow-up', 'Session', { practitionerId })
    can('subscribe', 'Calendar', { practitionerId })
    can(['read', 'change'], 'Offer', { practitionerId })
    can(['read', 'answer'], 'Visit', { practitionerId })
    can(['import', 'change'], 'Commitment', { practitionerId })
    can('read', 'Travel')
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
    can(['read', 'change'], 'Offer', { organisationId })
    can(['import', 'change'], 'Commitment', { organisationId })
    can('read', 'Travel')
  },

  pharmacist(can) {
    can('read', ['Site', 'Organisation'])
  },

  'alliance-office'(can) {
    can(['read', 'change', 'import'], ['Site', 'Organisation', 'Agreement', 'Subdistrict', 'Practitioner'])
    can('read', ['Practice', 'Filing'])
    can(['read', 'change'], 'Authorisation')
    can(['read', 'change', 'schedule', 'inspect', 'decide'], 'Department')
    can('read', ['Session', 'Coverage', 'Template', 'Offer', 'Visit'])
    can('decide', 'Proposal')
    can('swap', 'Session')
    can(['list', 'list-all'], 'Cascade')
    can('import', 'Commitment')
    can(['read', 'change'], 'Travel')
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
  can(['read', 'read-mail', 'set-contact'], 'Patient', { patientId })
  can('book', 'Slot', { pool: 'public', patientId })
  can(['read', 'cancel', 'move'], 'Appointment', { patientId })
  can(['read', 'join', 'answer', 'leave'], 'Wait', { patientId })
  can(['read', 'appeal'], 'Miss', { patientId })
  can('subscribe', 'Calendar', { patientId })
  can('answer', 'Cascade', { patientId })
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
