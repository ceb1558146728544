import fc from 'fast-check'
import { describe, it } from 'vitest'
import { openEngine } from '../support/engine.ts'
import { anyHistory } from './model/history.ts'
import { openLane } from './model/lane.ts'

const histories = Number(process.env['HISTORIES'] ?? 150)
const seed = Number(process.env['SEED'] ?? 20260915)
const path = process.env['HISTORY_PATH']

/** A long run says which history failed, and goes no further; `HISTORY_PATH` and its seed then make it shorter. */
const isLong = histories > 150 && !path

/** Beside each other in one process: while one waits for the engine, another is worked on. */
const lanes = path ? 1 : 6

describe('whatever everybody does, in whatever order, beside each other and under faults', () => {
  it(`claims, numbers, offers and lines hold after every single write (${histories} histories)`, async () => {
    const engine = await openEngine({ own: true })
    try {
      const play = async (own: number) => {
        const lane = openLane(engine)
        const numRuns = Math.ceil(histories / lanes)
        const run = { seed: own, numRuns, endOnFailure: isLong, ...(path ? { path } : {}) }
        await fc.assert(fc.asyncProperty(anyHistory, lane.play), run)
        await lane.leave()
      }
      await Promise.all(Array.from({ length: lanes }, (_, lane) => play(seed + lane)))
    } finally {
      await engine.close()
    }
  }, 7_200_000)
})
