import { type Consumed, metered } from '#functions/platform/table.ts'
import type { Answer } from '#test/support/platform.ts'
import { median, quantile, round } from '../figures.ts'

interface Asked {
  readonly refused: boolean
  readonly ms: number
  readonly consumed: Consumed
}

/** One kind of request of the week, all that were made of it. */
export interface ActFigures {
  readonly act: string
  readonly asked: number
  readonly refused: number
  /** Milliseconds in this process, the wait for up to 23 others that ask at the same second included. */
  readonly p50: number
  readonly p95: number
  /** Units of one that was done, grants of who asks included; and of one that was refused. */
  readonly writeUnits: number
  readonly readUnits: number
  readonly refusedWriteUnits: number
}

const reasonOf = ({ status, body }: Answer): string =>
  status < 300 ? 'ok' : String(body?.type ?? status).replace('urn:problem:', '')

const mean = (all: readonly Asked[], unit: 'readUnits' | 'writeUnits'): number =>
  round(all.reduce((sum, { consumed }) => sum + consumed[unit], 0) / Math.max(1, all.length), 1)

/** Counts what people ask, what they are told, how long it takes and what it costs. */
export function openTally() {
  const answers = new Map<string, number>()
  const acts = new Map<string, Asked[]>()
  const failed: string[] = []
  const count = (what: string) => void answers.set(what, (answers.get(what) ?? 0) + 1)
  return {
    answers,
    async asked(act: string, ask: () => Promise<Answer>): Promise<Answer> {
      const start = performance.now()
      const { result, consumed } = await metered(ask)
      const ms = performance.now() - start
      if (result.status >= 500) failed.push(`${act}: ${result.status} ${reasonOf(result)}`)
      const kept = acts.get(act) ?? []
      acts.set(act, kept)
      kept.push({ refused: result.status >= 300, ms, consumed })
      count(`${act}: ${reasonOf(result)}`)
      return result
    },
    acts: (): ActFigures[] =>
      [...acts].map(([act, all]) => {
        const [done, refused] = [all.filter((one) => !one.refused), all.filter((one) => one.refused)]
        const times = all.map(({ ms }) => ms)
        return {
          ...{ act, asked: all.length, refused: refused.length },
          ...{ p50: round(median(times), 1), p95: round(quantile(times, 0.95), 1) },
          ...{ writeUnits: mean(done, 'writeUnits'), readUnits: mean(done, 'readUnits') },
          refusedWriteUnits: mean(refused, 'writeUnits'),
        }
      }),
    /** What the server failed at: nobody should ever be told so. */
    failures: (): readonly string[] => failed,
  }
}
export type Tally = ReturnType<typeof openTally>
