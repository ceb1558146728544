import type { BadgeState } from '#frontends/kit/index.ts'
import type { AuthorisationState, CheckState, PracticeState } from '#shared/practitioners/index.ts'

export const practiceBadges: Readonly<Record<PracticeState, BadgeState>> = {
  draft: 'draft',
  submitted: 'in-review',
  correction: 'to-correct',
  'to-come': 'draft',
  'in-force': 'valid',
  expiring: 'expiring',
  suspended: 'stopped',
  cut: 'stopped',
  expired: 'expired',
  ended: 'over',
  withdrawn: 'cancelled',
}

export const checkBadges: Readonly<Record<CheckState, BadgeState>> = {
  open: 'draft',
  met: 'valid',
  missing: 'to-correct',
  'not-needed': 'over',
  'on-paper': 'over',
}

export const authorisationBadges: Readonly<Record<AuthorisationState, BadgeState>> = {
  'not-applied': 'not-applied',
  applied: 'in-review',
  granted: 'valid',
  refused: 'cancelled',
  expired: 'expired',
}
