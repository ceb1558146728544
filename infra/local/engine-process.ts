import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** The engine's binary for this platform, or undefined where npm installed none. */
export function engineBinary(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`)
  } catch {
    return undefined
  }
}

export interface EngineProcess {
  readonly endpoint: string
  /** Of the engine itself, for the note that the next start reads. */
  readonly pid: number
  /** Settles when the engine has ended, for whatever reason. */
  readonly ended: Promise<void>
  close(): Promise<void>
}

export interface EngineOptions {
  /** The database file; in memory where absent. */
  readonly file?: string
  readonly port?: number
}

/**
 * A shell stands between us and the engine and holds our end of a pipe: when this process ends, even by SIGKILL,
 * the pipe closes and the engine is ended too. Nothing but a POSIX shell does that on both Linux and macOS.
 */
const keeper = `
exec 3<&0
"$@" 3<&- </dev/null >&2 & engine=$!
echo "$engine"
exec >&-
{ cat <&3 >/dev/null; kill -9 "$engine"; } 2>/dev/null & watch=$!
wait "$engine"
kill "$watch" 2>/dev/null`

/** @throws Error where the binary is missing or the engine does not answer within ten seconds. */
export async function startEngine({ file, port }: EngineOptions = {}): Promise<EngineProcess> {
  const binary = engineBinary()
  if (!binary) throw new Error(`No engine for ${process.platform}-${process.arch}`)
  const chosen = port ?? (await freePort())
  const where = ['--port', String(chosen), ...(file ? ['--db-path', file] : [])]
  const shell = spawn('sh', ['-c', keeper, 'engine', binary, 'serve', ...where], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  const pid = await readPid(shell)
  const endpoint = `http://127.0.0.1:${chosen}`
  await answers(endpoint, ended)
  shell.unref()
  return { endpoint, pid, ended, close: () => end(shell, ended) }
}

async function end(shell: ChildProcess, ended: Promise<void>): Promise<void> {
  shell.ref()
  shell.stdin?.destroy()
  await ended
}

const readPid = (shell: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    shell.once('error', reject)
    shell.stdout?.once('data', (line: Buffer) => resolve(Number(line.toString().trim())))
  })

/** A port that is free now. Another process may take it before it is used: the caller sees the engine fail then. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

async function answers(endpoint: string, ended: Promise<void>): Promise<void> {
  let gone = false
  void ended.then(() => {
    gone = true
  })
  for (let attempt = 0; attempt < 1000; attempt++) {
    if (gone) throw new Error('The engine ended while it started')
    const response = await fetch(endpoint).catch(() => undefined)
    if (response) return void (await response.body?.cancel())
    await delay(10)
  }
  throw new Error(`The engine does not answer at ${endpoint}`)
}
