import { instantOf } from '#shared/kernel/calendar.ts'
import { type Cell, type Pool, pools, type Session, type SessionCounts } from './model.ts'

/** 草稿 未放号 放号中 已约满 进行中 已结束 已停诊 */
export const phases = ['draft', 'not-released', 'open', 'full', 'running', 'ended', 'stopped'] as const
export type Phase = (typeof phases)[number]

type Timed = Pick<Session, 'date' | 'time' | 'state' | 'releaseAt'>

/** Where a session stands now. A stopped one stays stopped, however late it is. */
export function phaseOf(session: Timed, cells: readonly Pick<Cell, 'state'>[], now: number): Phase {
  if (session.state !== 'published') return session.state
  if (now >= instantOf(session.date, session.time.end)) return 'ended'
  if (now >= instantOf(session.date, session.time.start)) return 'running'
  if (now < session.releaseAt) return 'not-released'
  return cells.some(({ state }) => state === 'free') ? 'open' : 'full'
}

/** How many numbers are taken of how many; stopped numbers are neither. */
export function loadOf(cells: readonly Pick<Cell, 'state'>[]): { taken: number; total: number } {
  const counted = cells.filter(({ state }) => state !== 'stopped')
  return { taken: counted.filter(({ state }) => state !== 'free').length, total: counted.length }
}

/** What a week shows of a session instead of its numbers. */
export function countsOf(cells: readonly Pick<Cell, 'state'>[]): SessionCounts {
  const { taken, total } = loadOf(cells)
  const inState = (wanted: Cell['state']) => cells.filter(({ state }) => state === wanted).length
  return { numbers: total, taken, seen: inState('seen'), missed: inState('missed') }
}

/** 号条: the cells by channel, in the channels' order; within one by time. */
export const byPool = <C extends Pick<Cell, 'pool' | 'number'>>(
  cells: readonly C[],
): { pool: Pool; cells: C[] }[] =>
  pools
    .map((pool) => ({
      pool,
      cells: cells.filter((one) => one.pool === pool).sort((a, b) => a.number - b.number),
    }))
    .filter((group) => group.cells.length > 0)
