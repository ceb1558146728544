import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

/** `npm test`: every gate in turn, one line each; `--quick` leaves out what needs a browser, a whole system or CDK. */
const root = join(import.meta.dirname, '..')
const reports = join(root, '.build/reports')
const quick = process.argv.includes('--quick')

interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Part {
  readonly name: string
  readonly command: string
  readonly arguments: readonly string[]
  readonly slow?: boolean
  /** Why it cannot run on this machine, and how to get it; undefined where it can. */
  readonly missing?: () => string | undefined
  /** Cases it counted; a tool counts as one. */
  readonly count?: (succeeded: boolean) => Promise<Count>
}

const one = (succeeded: boolean): Count => ({
  passed: succeeded ? 1 : 0,
  failed: succeeded ? 0 : 1,
  skipped: 0,
})

const require = createRequire(import.meta.url)
const installed = (name: string): boolean => {
  try {
    require.resolve(name)
    return true
  } catch {
    return false
  }
}

const platform = `${process.platform}-${process.arch}`
const needsEngine = () =>
  process.env['DYNAMODB_ENDPOINT'] || installed(`@dynoxide/${platform}/dynoxide`)
    ? undefined
    : `no database engine for ${platform}: run on linux-x64, or set DYNAMODB_ENDPOINT to a DynamoDB`
const needsBrowser = () =>
  platform === 'linux-x64'
    ? needsEngine()
    : `the packed Chromium runs on linux-x64, not on ${platform}: run there`

const tool = (name: string, command: string, ...given: string[]): Part => ({
  name,
  command,
  arguments: given,
})

const tests = (project: string, more: Partial<Part> = {}): Part => {
  const report = join(reports, `${project}.json`)
  return {
    name: `tests: ${project}`,
    command: 'vitest',
    arguments: [
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    count: (succeeded) => countOf(report, succeeded),
    ...more,
  }
}

/** Takes one processor for as long as the other checks take together: they run beside it. */
const typesInPages = tool('types in pages', 'vue-tsc', '-p', 'tsconfig.json', '--noEmit')

const checks: readonly Part[] = [
  tool('lint and format', 'biome', 'check', '--error-on-warnings', '.'),
  tool('types', 'tsc', '-p', 'tsconfig.json', '--noEmit'),
  tool(
    'boundaries',
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    'shared',
    'functions',
    'frontends',
    'infra',
    'test',
  ),
  tool('dead code', 'knip'),
]

/** One after the other: each of them uses all processors. */
const trials: readonly Part[] = [
  tests('unit'),
  tests('engine', { missing: needsEngine }),
  tests('pages'),
  { ...tool('build of the pages', 'node', 'infra/local/build.ts'), slow: true },
  tests('infra', { slow: true }),
  tests('browser', { slow: true, missing: needsBrowser }),
  tests('whole', { slow: true, missing: needsBrowser }),
  { ...tool('synthesis for both partitions', 'node', 'infra/aws/synth.ts'), slow: true },
]

interface Report {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

/** A file that does not even load has no failed case: it counts as one. */
async function countOf(report: string, succeeded: boolean): Promise<Count> {
  if (!existsSync(report)) return one(succeeded)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    await readFile(report, 'utf8'),
  ) as Report
  const failed = succeeded ? numFailedTests : Math.max(1, numFailedTests)
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }
}

const limitMs = 10 * 60_000

/** Runs the part with the project's own Node and tools first on the path, and keeps what it says. */
function run({ command, arguments: given }: Part): Promise<{ succeeded: boolean; output: string }> {
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`
  const child = spawn(command, given, {
    cwd: root,
    env: { ...process.env, PATH: path, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  return new Promise((resolve) => {
    child.once('error', (error) => said.push(Buffer.from(String(error))))
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ succeeded: code === 0, output: Buffer.concat(said).toString() })
    })
  })
}

async function judge(part: Part): Promise<Count> {
  const reason = part.missing?.()
  if (reason) {
    console.log(`– ${part.name}: skipped, ${reason}`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const began = Date.now()
  const { succeeded, output } = await run(part)
  const count = await (part.count ?? (async () => one(succeeded)))(succeeded)
  const log = join(reports, `${part.name.replaceAll(/[^a-z]+/g, '-')}.log`)
  await writeFile(log, output)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
  console.log(
    `${succeeded ? '✓' : '✗'} ${part.name}  ${seconds} s  ${count.passed} passed, ${count.failed} failed${skipped}`,
  )
  if (!succeeded) console.log(`${output.trimEnd().split('\n').slice(-60).join('\n')}\n  (all of it: ${log})`)
  return count
}

await rm(reports, { recursive: true, force: true })
await mkdir(reports, { recursive: true })
const total = { passed: 0, failed: 0, skipped: 0 }
async function inTurn(parts: readonly Part[]): Promise<void> {
  for (const part of parts.filter(({ slow }) => !(quick && slow))) {
    const { passed, failed, skipped } = await judge(part)
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
}
await Promise.all([inTurn([typesInPages]), inTurn(checks)])
await inTurn(trials)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
