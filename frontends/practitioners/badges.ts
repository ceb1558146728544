import type { BadgeState } from '#frontends/kit/index.ts'
import type { PracticeState } from '#shared/practitioners/index.ts'

export const practiceBadges: Readonly<Record<PracticeState, BadgeState>> = {
  'to-come': 'draft',
  'in-force': 'valid',
  expiring: 'expiring',
  expired: 'expired',
  ended: 'over',
}
