import type { Cell } from './model.ts'

type Place = Pick<Cell, 'number' | 'time' | 'pool' | 'state'>

/**
 * The free number nearest to the wanted one: of its own channel before any other, the later of two that are equally
 * near, because people are rather late than early. Undefined where nothing is free.
 */
export function nearestFree<C extends Place>(
  cells: readonly C[],
  wanted: Pick<Place, 'time' | 'pool'>,
): C | undefined {
  const distance = ({ time }: C) => Math.abs(time.start - wanted.time.start)
  return cells
    .filter(({ state }) => state === 'free')
    .sort(
      (a, b) =>
        Number(a.pool !== wanted.pool) - Number(b.pool !== wanted.pool) ||
        distance(a) - distance(b) ||
        b.time.start - a.time.start,
    )[0]
}
