import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Bundle, bundle, deployedContexts, entries } from '../../infra/aws/bundle.ts'
import { lambdaEnvironment } from './lambda-environment.ts'

export interface ColdStart {
  readonly name: string
  /** Compressed: what a start reads, and with the parts that are loaded when they are asked for. */
  readonly startKilobytes: number
  readonly wholeKilobytes: number
  /** Median of the runs, milliseconds from before the import to a handler that is ready. */
  readonly importMs: number
  /** Against the bare client's median of the same run; at most 1.7, aim 1.4. */
  readonly ratio: number
  /** The same of the processor's time instead of the clock's: steadier where the machine has other work. */
  readonly processorRatio: number
}

/** Milliseconds, by the clock and of the processor. */
interface Times {
  readonly clock: number
  readonly processor: number
}

const bare = 'bare SDK client'

/** The baseline is bundled as anybody would: in one file, without what our functions leave out. */
const asAnybody = { alias: {}, splitting: false }

/**
 * How long each function's code takes to import in a fresh process, beside a bundle of one SDK client. Runs are
 * interleaved, so that a busy moment of the machine falls on all of them.
 */
export async function measureColdStarts(runs = 15): Promise<ColdStart[]> {
  const folder = mkdtempSync(join(tmpdir(), 'xinlian-cold-'))
  try {
    const sources = { [bare]: 'test/load/bare-client.ts', ...entries(deployedContexts()) }
    const bundles = Object.entries(sources).map(([name, entry]) => ({
      name,
      built: bundle(name.replaceAll(' ', '-'), entry, folder, name === bare ? asAnybody : {}),
      times: [] as Times[],
    }))
    const environment = lambdaEnvironment(folder)
    for (let run = 0; run < runs; run++)
      for (const { built, times } of bundles) times.push(importTime(built, environment))
    const baseline = medians(bundles.find(({ name }) => name === bare)?.times ?? [])
    return bundles.map(({ name, built, times }) => {
      const { clock, processor } = medians(times)
      return {
        name,
        startKilobytes: round(built.startGzipBytes / 1024),
        wholeKilobytes: round(built.gzipBytes / 1024),
        importMs: round(clock),
        ratio: round(clock / baseline.clock),
        processorRatio: round(processor / baseline.processor),
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const program = `const start = performance.now()
const before = process.cpuUsage()
const { handler } = await import(process.argv[1])
if (!handler) throw new Error('no handler')
const clock = performance.now() - start
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ clock, processor: (user + system) / 1000 }), () => process.exit())`

/** In a process of its own. Fails where the import fails. */
function importTime({ file }: Bundle, env: Readonly<Record<string, string>>): Times {
  const args = ['--input-type=module', '-e', program, pathToFileURL(file).href]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${file} does not start: ${stderr.slice(-600)}`)
  return JSON.parse(stdout)
}

const medians = (times: readonly Times[]): Times => ({
  clock: median(times.map(({ clock }) => clock)),
  processor: median(times.map(({ processor }) => processor)),
})

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const round = (value: number): number => Math.round(value * 100) / 100

if (import.meta.main) console.table(await measureColdStarts())
