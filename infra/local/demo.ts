import { join } from 'node:path'
import { load } from './application.ts'
import { readJsonFile, writeWhole } from './data-dir.ts'
import type { Call } from './demo-call.ts'
import { demoPeople } from './demo-people.ts'
import { callInside, type InsideParts } from './demo-session.ts'
import type { LocalTable } from './relay.ts'
import type { DemoSize, Settings } from './settings.ts'
import { progress, say, seconds } from './terminal.ts'

export interface DemoParts extends InsideParts {
  readonly settings: Settings
  /** Resolves when every context has heard of what was written. */
  readonly settled: () => Promise<void>
}

export interface DemoOptions {
  readonly size: Exclude<DemoSize, 'none'>
  readonly onProgress: (done: number, of: number) => void
}

/** Demo data, written through the API under fixed Idempotency-Keys: twice changes nothing. */
export type DemoStep = (call: Call, options: DemoOptions) => Promise<void>

interface SeedingModule {
  seedPeople(table: LocalTable, people: readonly object[]): Promise<number>
}

/** In this order: what a step needs, the ones before have made. Those of one line need nothing of each other. */
const stages = [
  [
    { name: 'alliance', file: 'demo-alliance.ts', run: 'allianceDemo' },
    { name: 'patients', file: 'demo-patients.ts', run: 'patientsDemo' },
  ],
  [{ name: 'scheduling', file: 'demo-scheduling.ts', run: 'schedulingDemo' }],
  [{ name: 'rosters', file: 'demo-rosters.ts', run: 'rostersDemo' }],
  [{ name: 'visits', file: 'demo-visits.ts', run: 'visitsDemo' }],
  [{ name: 'waiting', file: 'demo-waiting.ts', run: 'waitingDemo' }],
  [{ name: 'stop', file: 'demo-stop.ts', run: 'stopDemo' }],
] as const

interface Marker {
  readonly finished: readonly string[]
}

/** Gives the people of the sign-in page their roles: an empty system too must have somebody who can begin. */
export async function seedDemoPeople(table: LocalTable): Promise<void> {
  const { seedPeople } = await load<SeedingModule>('functions/access/seeding.ts')
  await seedPeople(table, demoPeople)
}

/**
 * Fills an empty system as its users would. A step that was finished is not begun again; one that was interrupted is,
 * and its keys make what is there already answer as it did.
 */
export async function writeDemo({ settings, settled, ...inside }: DemoParts): Promise<void> {
  const file = join(settings.dataDir, 'demo.json')
  const finished = new Set((await readJsonFile<Marker>(file))?.finished ?? [])
  const missing = stages.map((stage) => stage.filter(({ name }) => !finished.has(name)))
  if (missing.flat().length === 0) return
  const began = Date.now()
  const shown = progress('demo')
  const call = await callInside(inside)
  try {
    for (const stage of missing) {
      const size = settings.demo === 'small' ? 'small' : 'full'
      const write = async ({ name, file: source, run }: (typeof stage)[number]): Promise<void> => {
        const step = await load<Record<string, DemoStep>>(`infra/local/${source}`)
        await step[run]?.(call, { size, onProgress: (done, of) => shown.show(`${name} ${done}/${of}`) })
      }
      await Promise.all(stage.map(write))
      if (stage.length > 0) await settled()
      for (const { name } of stage) finished.add(name)
      await writeWhole(file, JSON.stringify({ finished: [...finished] } satisfies Marker))
    }
    shown.done(`${[...finished].join(', ')}  (${seconds(began)})`)
  } catch (error) {
    shown.done('')
    say('demo-failed', { reason: error instanceof Error ? error.message : String(error) })
  }
}
