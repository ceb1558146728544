import type { BadgeState } from '#frontends/kit/index.ts'
import type { Cascade, CascadeLine } from '#shared/scheduling/index.ts'

const badges = {
  open: 'draft',
  offered: 'to-confirm',
  'to-call': 'overdue',
  reached: 'answered',
  moved: 'completed',
  cancelled: 'cancelled',
} as const satisfies Record<CascadeLine['state'], BadgeState>

/** Shape and colour of what has become of a patient; the word is the page's. */
export const badgeOfLine = ({ state }: Pick<CascadeLine, 'state'>): BadgeState => badges[state]

/** Nothing is left to do for them. */
export const isDone = ({ state }: Pick<CascadeLine, 'state'>): boolean =>
  state === 'moved' || state === 'cancelled'

/** Of a stopped session: who has another number or wants none, who is being asked, whom somebody has to call. */
export function shareOf({ counts, patients }: Pick<Cascade, 'counts' | 'patients'>) {
  const done = counts.moved + counts.cancelled + counts.reached
  return { done, asked: counts.offered + counts.open, call: counts['to-call'], all: patients }
}
