import { mkdirSync, writeFileSync } from 'node:fs'
import { measureBookingRate } from './booking-rate.ts'
import { measureColdStarts } from './cold-start.ts'
import { measureComing } from './coming.ts'
import { measureCosts } from './costs.ts'
import { measureGrowth } from './growth.ts'
import { measurePages } from './pages.ts'
import { measureRelease } from './release.ts'
import { openStage } from './stage.ts'

/**
 * `npm run bench`: what docs/measures.md promises, measured on this machine. Counts are exact; times stand beside a
 * baseline of the same run. Writes `.build/bench.json`. `npm run bench -- quick` for a look.
 */
const quick = process.argv.includes('quick')
const figures: Record<string, unknown> = {}

async function part(name: string, measure: () => Promise<readonly object[]>): Promise<void> {
  const start = performance.now()
  const rows = await measure()
  figures[name] = rows
  console.log(`\n${name} (${Math.round((performance.now() - start) / 1000)} s)`)
  console.table(rows)
}

await part('Cost per operation, as the engine reports it', async () => {
  const stage = await openStage(3)
  try {
    return await measureCosts(stage)
  } finally {
    await stage.close()
  }
})
await part('Pages, bytes brotli', measurePages)
await part('Cold start beside a bare SDK client', () => measureColdStarts(quick ? 5 : 15))
await part('Bookings a second over HTTP beside the bare transaction', async () => [
  await measureBookingRate(1, quick ? 3 : 11),
  await measureBookingRate(16, quick ? 3 : 11),
])
await part('08:00, 100 numbers', async () => [
  await measureRelease({ clients: quick ? 500 : 5000, sessions: 5, atOnce: 200 }),
])
await part('Who can come, beside one query', async () => [await measureComing(quick ? 11 : 41)])
await part('Small table and large table', async () => {
  const stage = await openStage(40)
  try {
    return await measureGrowth(stage, quick ? 400 : 10_000)
  } finally {
    await stage.close()
  }
})
mkdirSync('.build', { recursive: true })
writeFileSync('.build/bench.json', `${JSON.stringify(figures, null, 2)}\n`)
process.exit(0)
