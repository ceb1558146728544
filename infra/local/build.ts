import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { compressAll } from './build-compress.ts'
import { writeContract } from './build-contract.ts'
import {
  appNames,
  appPart,
  appSpecifier,
  type Built,
  buildPart,
  exists,
  kitPart,
  type Part,
  pruneOld,
  root,
  sharedModules,
  sharedPart,
} from './build-modules.ts'
import {
  hashForCsp,
  importMapOf,
  type Manifest,
  navigationOfAll,
  partNamed,
  sheetsOf,
  shellPage,
} from './build-shell.ts'
import { fingerprint, isStale, webFolder } from './build-state.ts'

export { isStale, webFolder }

export interface BuildOptions {
  readonly outDir?: string
  /** Only these apps, beside kit and shell; all where nothing is said. */
  readonly only?: readonly string[]
  /** Called with the name of each part when it is built. */
  readonly onProgress?: (name: string, done: number, of: number) => void
}

const weekMs = 7 * 86_400_000

/** Builds all that is served as files into `outDir`: shared modules, kit, shell, apps, the public page, the contract. */
export async function buildWeb({
  outDir = webFolder,
  only,
  onProgress = () => {},
}: BuildOptions = {}): Promise<void> {
  const sources = await fingerprint()
  const apps = only ?? (await appNames())
  const parts = [...sharedModules.map(sharedPart), kitPart, appPart('root'), ...apps.map(appPart)]
  let done = 0
  const built = await inPairs(parts, async (part) => {
    const result = await buildPart(part, outDir)
    done += 1
    onProgress(part.name, done, parts.length + 1)
    return result
  })
  await writeShell(outDir, built, apps)
  if (!only) await Promise.all([buildPublicPage(outDir), writeContract(outDir)])
  onProgress('public', parts.length + 1, parts.length + 1)
  await compressAll(outDir)
  const kept = new Set(
    built.flatMap(({ scripts, styles }) => [...scripts, ...styles]).map((file) => join(outDir, file)),
  )
  await pruneOld(join(outDir, 'assets'), kept, Date.now() - weekMs)
  await writeFile(join(outDir, 'build.json'), JSON.stringify({ fingerprint: sources }))
}

/** Two at a time: more only makes them wait for each other. */
async function inPairs<Result>(
  parts: readonly Part[],
  work: (part: Part) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = parts.entries()
  const worker = async (): Promise<void> => {
    for (const [index, part] of queue) results[index] = await work(part)
  }
  await Promise.all([worker(), worker()])
  return results
}

async function writeShell(outDir: string, built: readonly Built[], apps: readonly string[]): Promise<void> {
  const map = await importMapOf(outDir, built)
  const entries = await Promise.all(
    apps.map(
      async (app) =>
        [
          app,
          { module: appSpecifier(app), styles: await sheetsOf(outDir, partNamed(built, app).styles) },
        ] as const,
    ),
  )
  const manifest: Manifest = { apps: Object.fromEntries(entries), navigation: await navigationOfAll(apps) }
  await mkdir(join(outDir, 'app'), { recursive: true })
  await writeFile(join(outDir, 'manifest.json'), JSON.stringify(manifest))
  await writeFile(
    join(outDir, 'csp.json'),
    JSON.stringify({ importMapHash: hashForCsp(JSON.stringify(map)) }),
  )
  await writeFile(join(outDir, 'app/index.html'), await shellPage(outDir, map, built))
}

interface PublicBuild {
  buildPublic(options: { outDir: string }): Promise<void>
}

async function buildPublicPage(outDir: string): Promise<void> {
  const file = join(root, 'frontends/public/build.ts')
  if (!(await exists(file))) return
  const { buildPublic } = (await import(pathToFileURL(file).href)) as PublicBuild
  await buildPublic({ outDir })
}

if (import.meta.main) {
  const started = performance.now()
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } })
  await buildWeb({
    ...(positionals.length > 0 ? { only: positionals.filter((name) => name !== 'root') } : {}),
    ...(values.out ? { outDir: resolve(values.out) } : {}),
    onProgress: (name, done, of) => console.log(`[${done}/${of}] ${name}`),
  })
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
