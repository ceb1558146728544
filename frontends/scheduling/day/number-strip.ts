import type { Slot } from '#shared/scheduling/index.ts'

/**
 * Where the present stands in a strip of equal cells, in cells from the left: within the cell whose time runs, and
 * past those of the same time. Undefined before the first and after the last number.
 */
export function nowPlace(slots: readonly Pick<Slot, 'time'>[], minuteNow: number): number | undefined {
  const at = slots.findLastIndex(({ time }) => time.start <= minuteNow)
  const running = slots[at]
  if (!running) return undefined
  const until = slots[at + 1]?.time.start ?? running.time.end
  const share = (minuteNow - running.time.start) / Math.max(1, until - running.time.start)
  return share > 1 && at === slots.length - 1 ? undefined : at + Math.min(1, share)
}

/** Which cells carry a time below them: where the time changes by a quarter of an hour or more since the last one said. */
export function ticks(slots: readonly Pick<Slot, 'time'>[], everyMinutes = 15): boolean[] {
  let said = Number.NEGATIVE_INFINITY
  return slots.map(({ time }) => {
    const says = time.start - said >= everyMinutes
    if (says) said = time.start
    return says
  })
}
