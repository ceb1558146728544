import { readFile } from 'node:fs/promises'
import type { DemoOptions } from './demo.ts'

/** The lists that the alliance really has, as they were collected; the residents of a sub-district are made up. */
export const readData = (name: 'sites' | 'subdistricts'): Promise<string> =>
  readFile(new URL(`./data/${name}.csv`, import.meta.url), 'utf8')

/** A call of the API as the alliance office. */
// biome-ignore lint/suspicious/noExplicitAny: the caller knows what it asked for
export type Ask = (method: string, path: string, body?: unknown, key?: string) => Promise<any>
export type DemoPart = (
  ask: Ask,
  size: DemoOptions['size'],
  onProgress: (done: number, of: number) => void,
) => Promise<void>

/** Work that can be done side by side, a few at a time. */
export async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const rest = [...items]
  let done = 0
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      await work(item)
      onProgress(++done, items.length)
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}

/** Whole numbers below `sides`, the same every time (mulberry32). */
export function dice(seed: number): (sides: number) => number {
  let state = (seed + 1) * 0x9e3779b1
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}
