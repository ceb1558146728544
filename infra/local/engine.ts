import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readJsonFile, writeWhole } from './data-dir.ts'
import { type EngineProcess, engineBinary, freePort, startEngine } from './engine-process.ts'
import { StartFailure } from './messages.ts'
import { endProcess, processStamp } from './process-stamp.ts'
import { say } from './terminal.ts'

export interface Engine {
  readonly endpoint: string
  /** How often it has gone away under us. */
  lost(): number
  /** True as soon as it answers again; false where that takes longer than `patienceMs`. */
  answers(patienceMs: number): Promise<boolean>
  close(): Promise<void>
}

export interface EngineChoice {
  readonly dataDir: string
  /** Somebody else's DynamoDB endpoint: looked at, never started or stopped. */
  readonly endpoint?: string | undefined
  /** Called when the embedded engine cannot be kept running. */
  readonly onGivenUp: (failure: StartFailure) => void
}

/** @throws StartFailure where there is no engine for this machine, or the named endpoint does not answer. */
export async function openEngine({ dataDir, endpoint, onGivenUp }: EngineChoice): Promise<Engine> {
  if (endpoint) return elsewhere(endpoint)
  if (!engineBinary())
    throw new StartFailure('engine-missing', { platform: `${process.platform}-${process.arch}` })
  return supervised(dataDir, onGivenUp)
}

async function elsewhere(endpoint: string): Promise<Engine> {
  const response = await fetch(endpoint, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
  if (!response) throw new StartFailure('engine-unreachable', { endpoint })
  return { endpoint, lost: () => 0, answers: async () => true, close: async () => {} }
}

interface Note {
  readonly pid: number
  readonly stamp: string
}

const noteOf = (dataDir: string): string => join(dataDir, 'engine.json')

/** Two engines on one file would each believe themselves alone: whatever an earlier run left behind ends first. */
async function takeBack(dataDir: string, { quietly }: { quietly: boolean }): Promise<void> {
  const note = await readJsonFile<Note>(noteOf(dataDir))
  if (note && (await endProcess(note.pid, note.stamp)) && !quietly) say('leftover-engine', { pid: note.pid })
}

async function started(dataDir: string, port: number): Promise<EngineProcess> {
  const engine = await startEngine({ file: join(dataDir, 'xinlian.db'), port })
  await writeWhole(
    noteOf(dataDir),
    JSON.stringify({ pid: engine.pid, stamp: processStamp(engine.pid) ?? '' }),
  )
  return engine
}

/** An engine that ends so soon after its start, so often in a row, will not stay. */
const patience = { lifeMs: 1000, lives: 20 }

async function supervised(dataDir: string, onGivenUp: (failure: StartFailure) => void): Promise<Engine> {
  await takeBack(dataDir, { quietly: false })
  const port = await freePort()
  let engine = await started(dataDir, port)
  let up = true
  let closing = false
  let lost = 0
  let shortLives = 0

  async function watch(): Promise<void> {
    for (;;) {
      const since = Date.now()
      await engine.ended
      if (closing) return
      up = false
      lost += 1
      shortLives = Date.now() - since < patience.lifeMs ? shortLives + 1 : 0
      say('engine-lost')
      if (shortLives >= patience.lives)
        return onGivenUp(new StartFailure('engine-given-up', { path: dataDir }))
      await startAgain()
    }
  }

  /** On the same port: the handlers' clients know no other. */
  async function startAgain(): Promise<void> {
    for (let tries = 0; !closing; tries++) {
      await takeBack(dataDir, { quietly: true })
      const next = await started(dataDir, port).catch(() => undefined)
      if (next) {
        engine = next
        up = true
        return say('engine-back')
      }
      if (tries >= 20) return onGivenUp(new StartFailure('engine-given-up', { path: dataDir }))
      await delay(50)
    }
  }

  void watch()
  return {
    endpoint: engine.endpoint,
    lost: () => lost,
    async answers(patienceMs) {
      const until = Date.now() + patienceMs
      while (!up && Date.now() < until) await delay(20)
      return up
    },
    async close() {
      closing = true
      await engine.close()
    },
  }
}
