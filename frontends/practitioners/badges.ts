import type { BadgeState } from '#frontends/kit/index.ts'
import type {
  AuthorisationState,
  CheckState,
  PracticeState,
  PractitionerView,
} from '#shared/practitioners/index.ts'

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

const inNeed: readonly PracticeState[] = [
  'correction',
  'cut',
  'expiring',
  'suspended',
  'submitted',
  'in-force',
  'to-come',
  'draft',
  'expired',
  'ended',
]
/** Of all practices of a person the state that needs somebody most. */
export const pressing = ({ practices }: Pick<PractitionerView, 'practices'>): PracticeState | undefined =>
  inNeed.find((state) => practices.some((practice) => practice.state === state))
