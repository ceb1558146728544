import { StoreError } from '#functions/platform/store-error.ts'
import type { Fault } from '#functions/platform/table.ts'

/** The same figures for the same seed (mulberry32), each between 0 and 1. */
export function dice(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const kinds = ['lost-before', 'lost-after', 'conflict', 'throttle', 'twice', 'delay'] as const
export type FaultKind = (typeof kinds)[number]

const lost = () => new StoreError('lost', 0)
const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms))

/** What the kind does to a call: before, instead of or after it. */
const doing: Readonly<Record<FaultKind, (send: () => Promise<unknown>) => Promise<unknown>>> = {
  'lost-before': async () => {
    throw lost()
  },
  'lost-after': async (send) => {
    await send()
    throw lost()
  },
  conflict: async () => {
    throw new StoreError('TransactionCanceledException', 400, [{ Code: 'TransactionConflict' }])
  },
  throttle: async () => {
    throw new StoreError('ThrottlingException', 400)
  },
  twice: async (send) => {
    await send()
    return send()
  },
  delay: async (send) => {
    await pause(4)
    return send()
  },
}

export interface Weather {
  /** How likely a write is disturbed, 0–1; reads half as likely. Undefined: calm. */
  share: number
  roll: () => number
  readonly seen: Map<FaultKind, number>
}

/** Disturbs calls as the weather is; reads are never sent twice or conflicted, they are only lost or slow. */
export const faultBy =
  (weather: Weather): Fault =>
  (command, _, send) => {
    const writes = command === 'TransactWriteItemsCommand'
    if (weather.roll() >= (writes ? weather.share : weather.share / 4)) return send()
    const possible: readonly FaultKind[] = writes ? kinds : ['lost-before', 'throttle', 'delay']
    const kind = possible[Math.floor(weather.roll() * possible.length)] ?? 'delay'
    weather.seen.set(kind, (weather.seen.get(kind) ?? 0) + 1)
    return doing[kind](send)
  }
