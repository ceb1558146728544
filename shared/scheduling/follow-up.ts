import { daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'
import type { Pool, Session, Slot } from './model.ts'

const order: readonly Pool[] = ['follow-up', 'clinic', 'public']

export interface Possible<S> {
  readonly slot: S
  readonly session: Pick<Session, 'date' | 'sessionId'>
  /** The channels for which the number counts now (pools.ts). */
  readonly pools: readonly Pool[]
}

const rankOf = ({ pools }: Possible<unknown>): number => {
  const rank = order.findIndex((pool) => pools.includes(pool))
  return rank === -1 ? order.length : rank
}

/**
 * The numbers for a follow-up, best first: the nearest day (the later of two equally near ones: a prescription that lasts
 * is better than one that ends), then numbers that are kept for it, then the time nearest to the last one.
 */
export const nearestTo = <S extends Pick<Slot, 'time'>>(
  possible: readonly Possible<S>[],
  wanted: IsoDate,
  time: Slot['time'],
): Possible<S>[] => {
  const off = ({ session }: Possible<S>) => Math.abs(daysBetween(wanted, session.date))
  const apart = ({ slot }: Possible<S>) => Math.abs(slot.time.start - time.start)
  return [...possible].sort(
    (a, b) =>
      off(a) - off(b) ||
      b.session.date.localeCompare(a.session.date) ||
      rankOf(a) - rankOf(b) ||
      apart(a) - apart(b),
  )
}
