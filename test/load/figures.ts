/** The middle of the values; of an even count the upper of the two. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const round = (value: number, places = 2): number => Math.round(value * 10 ** places) / 10 ** places

/** Milliseconds of `work`. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Does every item once with so many at a time; answers how many a second. */
export async function rate<Item>(
  items: readonly Item[],
  clients: number,
  work: (item: Item) => Promise<unknown>,
): Promise<number> {
  const queue = items[Symbol.iterator]()
  const client = async () => {
    for (const item of queue) await work(item)
  }
  const ms = await timed(() => Promise.all(Array.from({ length: clients }, client)))
  return items.length / (ms / 1000)
}
