import { mkdirSync, writeFileSync } from 'node:fs'
import { measureBookingRate } from './booking-rate.ts'
import { builtPages } from './built-pages.ts'
import { measureColdStarts } from './cold-start.ts'
import { promisesOf as comingPromises, measureComing } from './coming.ts'
import { promisesOf as costPromises, measureCosts } from './costs.ts'
import { measureDay } from './day.ts'
import { promisesOf as growthPromises, measureGrowth } from './growth.ts'
import { measureMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { besideThePeer } from './peer.ts'
import { atLeast, atMost, type Promised } from './promises.ts'
import { measureRelease, promisesOf as releasePromises } from './release.ts'
import { openStage } from './stage.ts'

/**
 * `npm run bench`: what docs/measures.md promises, measured on this machine. Counts are exact; times stand beside a
 * baseline of the same run. Writes `.build/bench.json`, and fails where a promise is broken. `npm run bench -- quick`
 * for a look.
 */
const quick = process.argv.includes('quick')
const figures: Record<string, unknown> = {}
const promises: Promised[] = []

async function part<Rows>(name: string, measure: () => Promise<Rows>): Promise<Rows> {
  const start = performance.now()
  const rows = await measure()
  figures[name] = rows
  console.log(`\n${name} (${Math.round((performance.now() - start) / 1000)} s)`)
  console.table(rows)
  return rows
}

async function costs() {
  const stage = await openStage(3)
  try {
    return await measureCosts(stage)
  } finally {
    await stage.close()
  }
}

promises.push(...costPromises(await part('Cost per operation, as the engine reports it', costs)))
await part('Pages, bytes brotli', measurePages)
const views = await part('First view of each app, bytes', async () => (await builtPages()).views)
for (const { name, first, further } of views)
  promises.push(
    atMost(`${name}: first view, bytes`, first, 160 * 1024),
    atMost(`${name}: as a further app, bytes`, further, 40 * 1024),
  )
const coldStarts = await part('Cold start beside a bare SDK client', () => measureColdStarts(quick ? 5 : 15))
for (const { name, ratio, startKilobytes } of coldStarts)
  promises.push(
    atMost(`cold start of ${name}`, ratio, 1.7),
    atMost(`what a start of ${name} reads, KB gzipped`, startKilobytes, 230),
  )

const [one, sixteen] = await part(
  'Bookings a second over HTTP beside the bare transaction',
  async () =>
    [await measureBookingRate(1, quick ? 3 : 11), await measureBookingRate(16, quick ? 3 : 11)] as const,
)
for (const { clients, ratio } of [one, sixteen])
  promises.push(atLeast(`bookings beside the bare transaction, clients: ${clients}`, ratio, 0.6))

const crowd = { clients: quick ? 500 : 5000, sessions: 5, atOnce: 200 }
const [release] = await part('08:00, 100 numbers', async () => [await measureRelease(crowd)] as const)
promises.push(...releasePromises(release))
const [coming] = await part(
  'Who can come, beside one query',
  async () => [await measureComing(quick ? 11 : 41)] as const,
)
promises.push(...comingPromises(coming))
const sizes = { small: 10, large: quick ? 400 : 10_000 }
promises.push(...growthPromises(await part('Small table and large table', () => measureGrowth(sizes))))

await part('Beside the best open peer, measured elsewhere', async () => {
  const day = await measureDay(quick ? 11 : 41)
  const memory = await measureMemory(quick ? 100 : 2000)
  return besideThePeer({ one, sixteen, day, memory })
})
await part('Promises', async () => promises)
mkdirSync('.build', { recursive: true })
writeFileSync('.build/bench.json', `${JSON.stringify(figures, null, 2)}\n`)
process.exit(promises.every(({ holds }) => holds) ? 0 : 1)
