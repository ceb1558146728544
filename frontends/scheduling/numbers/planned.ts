import { type Cell, type SessionWithCells, slotsOf } from '#shared/scheduling/index.ts'

export type Shown = Pick<Cell, 'number' | 'time' | 'pool' | 'releaseAt' | 'state'>

/** A draft has no numbers yet: those that it will have, none of them released. */
export const shownCells = (session: SessionWithCells): readonly Shown[] =>
  session.state === 'draft' && session.cells.length === 0
    ? slotsOf(session).map((slot) => ({ ...slot, state: 'free', releaseAt: Number.POSITIVE_INFINITY }))
    : session.cells
