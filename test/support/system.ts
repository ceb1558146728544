import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Call, demoCall } from '../../infra/local/demo-call.ts'
import { findDemoPerson } from '../../infra/local/demo-people.ts'
import { freePort } from '../../infra/local/engine-process.ts'

const root = join(import.meta.dirname, '../..')

export interface SystemChoice {
  /** Demo data: none, or as little as journeys need. */
  readonly demo?: 'none' | 'small' | 'full'
  /** A data folder of an earlier system, to be carried on with; a fresh one where absent. */
  readonly dataDir?: string
  readonly port?: number
  readonly readyWithinMs?: number
  /** Serve the pages as they were built last, where the test does not look at them. */
  readonly asBuilt?: boolean
  /** What it must have printed to count as started; the line that says it is ready where absent. */
  readonly until?: RegExp
  /** More variables of its environment. */
  readonly environment?: Readonly<Record<string, string>>
}

/** The whole system as `npm start` runs it: own port, own data folder, own processes. */
export interface RunningSystem {
  readonly origin: string
  readonly dataDir: string
  readonly port: number
  /** The HTTP API as a demo person, by bearer token. */
  readonly call: Call
  /** What it has printed. */
  readonly output: () => string
  /** SIGKILL to the server or to the engine, as a power cut would. */
  kill(which: 'server' | 'engine'): Promise<void>
  /** Ends it in order and keeps the data folder. */
  stop(): Promise<void>
  /** Ends it and removes the data folder. */
  remove(): Promise<void>
}

/** @throws Error with what it printed, where it is not ready in time (milliseconds). */
export async function startSystem(choice: SystemChoice = {}): Promise<RunningSystem> {
  const dataDir = choice.dataDir ?? (await mkdtemp(join(tmpdir(), 'xinlian-test-')))
  const port = choice.port ?? (await freePort())
  const said: string[] = []
  const child = launch({ ...choice, dataDir, port }, said)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await ready(child, said, choice)
  const origin = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  return {
    origin,
    dataDir,
    port,
    call: await demoCall(origin, dataDir),
    output: () => said.join(''),
    async kill(which) {
      if (which === 'engine') return killEngine(dataDir)
      child.kill('SIGKILL')
      await ended
    },
    stop,
    async remove() {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

interface Launch extends SystemChoice {
  readonly dataDir: string
  readonly port: number
}

function launch(
  { demo = 'none', dataDir, port, asBuilt, environment = {} }: Launch,
  said: string[],
): ChildProcess {
  const flags = [demo === 'none' ? '--empty' : `--demo=${demo}`, ...(asBuilt ? ['--as-built'] : [])]
  const { DYNAMODB_ENDPOINT: _, ...inherited } = process.env
  const env = { ...inherited, PORT: String(port), DATA_DIR: dataDir, NODE_OPTIONS: '', ...environment }
  const child = spawn(process.execPath, ['infra/local/start.ts', ...flags], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  return child
}

function ready(
  child: ChildProcess,
  said: readonly string[],
  { readyWithinMs: withinMs = 120_000, until = /^就绪 ready/m }: SystemChoice,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (problem?: string) => {
      clearInterval(watch)
      clearTimeout(limit)
      if (!problem) return resolve()
      child.kill('SIGKILL')
      reject(new Error(`${problem}\n${said.join('')}`))
    }
    const watch = setInterval(() => {
      if (until.test(said.join(''))) settle()
    }, 20)
    const limit = setTimeout(() => settle(`not ready within ${withinMs} ms`), withinMs)
    child.once('exit', () => settle('ended before it was ready'))
  })
}

/** The engine may be dead already, from the kill before. */
async function killEngine(dataDir: string): Promise<void> {
  const { pid } = JSON.parse(await readFile(join(dataDir, 'engine.json'), 'utf8')) as { pid: number }
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Signs the page in as a demo person, as that person would, and ends on `returnPath`. */
export async function signIn(
  page: Page,
  { origin }: Pick<RunningSystem, 'origin'>,
  person: string,
  returnPath = '/app/',
): Promise<void> {
  const found = findDemoPerson(person)
  if (!found) throw new Error(`The demo has no ${person}`)
  await page.goto(`${origin}/auth/sign-in?return=${encodeURIComponent(returnPath)}`)
  await page.locator(`button[name="person"][value="${found.personId}"]`).click()
  await page.waitForURL(
    (url) =>
      url.href.startsWith(origin) && !url.pathname.startsWith('/issuer') && !url.pathname.startsWith('/auth'),
  )
}
