import type { BadgeState } from '#frontends/kit/index.ts'
import type { AcceptanceState, AgreementState } from '#shared/alliance/index.ts'

/** The badge of each state; a suspended department says its own word in the badge of what is stopped. */
export const acceptanceBadges: Readonly<Record<AcceptanceState, BadgeState>> = {
  'not-applied': 'not-applied',
  'self-checking': 'self-check',
  'awaiting-inspection': 'awaiting-visit',
  inspecting: 'on-site',
  rectifying: 'to-rectify',
  'awaiting-review': 'in-review',
  passed: 'passed',
  suspended: 'stopped',
}

export const agreementBadges: Readonly<Record<AgreementState, BadgeState>> = {
  'to-come': 'draft',
  'in-force': 'valid',
  expiring: 'expiring',
  expired: 'expired',
  ended: 'over',
}
