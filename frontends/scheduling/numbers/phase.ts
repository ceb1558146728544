import type { BadgeState } from '#frontends/kit/index.ts'
import { isReleased, type Phase, phaseOf, type Session } from '#shared/scheduling/index.ts'
import type { Drawable } from './cells.ts'

const badgeOfPhase = {
  draft: 'draft',
  'not-released': 'unreleased',
  open: 'releasing',
  full: 'full',
  running: 'running',
  ended: 'over',
  stopped: 'stopped',
} as const satisfies Record<Phase, BadgeState>

/** The one word for a session as the clock stands. */
export const sessionBadge = (session: Session, cells: readonly Drawable[], now: number): BadgeState =>
  badgeOfPhase[phaseOf(session, cells, now)]

/** When the next of its numbers is released; undefined where all are. */
export const nextRelease = (
  cells: readonly Pick<Drawable, 'state' | 'releaseAt'>[],
  now: number,
): number | undefined =>
  cells
    .filter((cell) => cell.state === 'free' && !isReleased(cell, now))
    .map(({ releaseAt }) => releaseAt)
    .toSorted((a, b) => a - b)[0]
