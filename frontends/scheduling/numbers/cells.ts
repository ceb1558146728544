import type { CellState, PoolCells, PoolName } from '#frontends/kit/index.ts'
import { byPool, type Cell, isReleased, loadOf, type Pool } from '#shared/scheduling/index.ts'

/** What is needed of a number to draw its cell; sessions with and without names both have it. */
export type Drawable = Pick<Cell, 'state' | 'pool' | 'releaseAt' | 'number'> & Kept

/** A number that is kept for somebody says until when: a cell as such, a number of the day list in its hold. */
interface Kept {
  readonly heldUntil?: number | undefined
  readonly hold?: { readonly until: number } | undefined
}

/** Until when the number is kept for somebody; undefined where nobody keeps it now. */
export function heldUntil({ heldUntil: until, hold }: Kept, now: number): number | undefined {
  const kept = until ?? hold?.until
  return kept !== undefined && now < kept ? kept : undefined
}

/** 加号 and follow-ups are for the clinic's own patients and stand with its numbers; protected ones with the referrals. */
const drawnIn: Readonly<Record<Pool, PoolName>> = {
  public: 'public',
  clinic: 'clinic',
  referral: 'referral',
  protected: 'referral',
  'follow-up': 'clinic',
  extra: 'clinic',
}

/** Can it be given now? Not while somebody else keeps it. */
export const isFree = (cell: Pick<Cell, 'state' | 'releaseAt'> & Kept, now: number): boolean =>
  cell.state === 'free' && isReleased(cell, now) && heldUntil(cell, now) === undefined

function drawn(cell: Drawable, now: number): CellState {
  const guarded = cell.pool === 'protected'
  if (cell.state === 'missed') return 'missed'
  if (cell.state === 'stopped') return 'free'
  if (cell.state !== 'free') return guarded ? 'protected-taken' : 'taken'
  if (!isReleased(cell, now)) return 'unreleased'
  if (heldUntil(cell, now) !== undefined) return 'held'
  return guarded ? 'protected' : 'free'
}

/** A session's numbers as the strip (号条) draws them, by channel. */
export const poolCells = (cells: readonly Drawable[], now: number): PoolCells[] =>
  (['public', 'clinic', 'referral'] as const).map((pool) => ({
    pool,
    cells: byPool(cells)
      .filter((group) => drawnIn[group.pool] === pool)
      .flatMap((group) => group.cells.map((cell) => drawn(cell, now))),
  }))

export interface Tally {
  readonly taken: number
  readonly free: number
  readonly unreleased: number
  readonly seen: number
  readonly missed: number
  readonly held: number
  readonly guarded: number
  readonly all: number
}

export function tallyOf(cells: readonly Drawable[], now: number): Tally {
  const count = (holds: (cell: Drawable) => boolean): number => cells.filter(holds).length
  const { taken, total } = loadOf(cells)
  return {
    taken,
    free: count((cell) => cell.pool !== 'protected' && isFree(cell, now)),
    unreleased: count((cell) => cell.state === 'free' && !isReleased(cell, now)),
    seen: count(({ state }) => state === 'seen'),
    missed: count(({ state }) => state === 'missed'),
    held: count((cell) => cell.state === 'free' && heldUntil(cell, now) !== undefined),
    /** Protected numbers that nobody has yet; not counted among those that anybody may book. */
    guarded: count((cell) => cell.pool === 'protected' && isFree(cell, now)),
    all: total,
  }
}
