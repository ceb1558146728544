/** 公众 / 诊所 / 转诊, always in this order with a gap between. */
export const poolOrder = ['public', 'clinic', 'referral'] as const
export type PoolName = (typeof poolOrder)[number]

/** What a cell shows. `gone` and `free` are the patient's two; the rest is what staff see. */
export type CellState =
  | 'taken'
  | 'free'
  | 'unreleased'
  | 'protected'
  | 'protected-taken'
  | 'held'
  | 'missed'
  | 'gone'

export interface PoolCells {
  readonly pool: PoolName
  readonly cells: readonly CellState[]
}

/** Below this many pixels a cell cannot be told from its neighbour: a plain bar is drawn instead. */
export const leastCellPx = 5
const gapPx = 3
const poolGapPx = 10

/** The width in pixels that each of `count` cells in `pools` groups would have in a strip of `widthPx`. */
export const cellWidth = (widthPx: number, count: number, pools: number): number =>
  (widthPx - (count - pools) * gapPx - (pools - 1) * poolGapPx) / Math.max(1, count)

export const inPoolOrder = (pools: readonly PoolCells[]): PoolCells[] =>
  poolOrder.flatMap((name) => pools.filter(({ pool, cells }) => pool === name && cells.length > 0))
