import type { CellState, PoolCells, PoolName } from '#frontends/kit/index.ts'
import { byPool, type Cell, isReleased, loadOf, type Pool } from '#shared/scheduling/index.ts'

/** What is needed of a number to draw its cell; sessions with and without names both have it. */
export type Drawable = Pick<Cell, 'state' | 'pool' | 'releaseAt' | 'number'>

/** 加号 are opened for the clinic's own patients, so they stand with the clinic's numbers. */
const drawnIn: Readonly<Record<Pool, PoolName>> = {
  public: 'public',
  clinic: 'clinic',
  referral: 'referral',
  extra: 'clinic',
}

export const isFree = (cell: Pick<Cell, 'state' | 'releaseAt'>, now: number): boolean =>
  cell.state === 'free' && isReleased(cell, now)

function drawn(cell: Drawable, now: number): CellState {
  if (cell.state === 'missed') return 'missed'
  if (cell.state === 'stopped') return 'free'
  if (cell.state !== 'free') return 'taken'
  return isReleased(cell, now) ? 'free' : 'unreleased'
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
  readonly all: number
}

export function tallyOf(cells: readonly Drawable[], now: number): Tally {
  const count = (holds: (cell: Drawable) => boolean): number => cells.filter(holds).length
  const { taken, total } = loadOf(cells)
  return {
    taken,
    free: count((cell) => isFree(cell, now)),
    unreleased: count((cell) => cell.state === 'free' && !isReleased(cell, now)),
    seen: count(({ state }) => state === 'seen'),
    missed: count(({ state }) => state === 'missed'),
    all: total,
  }
}
