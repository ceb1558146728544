import { readFile } from 'node:fs/promises'
import { loadContexts } from './application.ts'
import { gatewayKeyFile, lockDataDir, openDataDir, rootKeyFile } from './data-dir.ts'
import { seedDemoPeople, writeDemo } from './demo.ts'
import { openDemoGateway } from './demo-gateway.ts'
import { demoPeople } from './demo-people.ts'
import { dispatcher } from './dispatch.ts'
import { type Engine, openEngine } from './engine.ts'
import { issuerSettings, openIssuer } from './issuer/index.ts'
import { openLocalJobs } from './jobs.ts'
import type { StartFailure } from './messages.ts'
import { openPages } from './pages.ts'
import { publicDataFolder } from './public-pages.ts'
import { openLocalRelay } from './relay.ts'
import { router } from './router.ts'
import { takePort } from './server.ts'
import { originOf, type Settings } from './settings.ts'
import { ensureTable } from './table.ts'
import { banner, line, seconds } from './terminal.ts'

export interface System {
  /** Resolves when it answers and its demo data is written. @throws StartFailure for what is missing or taken. */
  readonly ready: Promise<void>
  /** Gives back all that was opened, in the opposite order; safe while it still starts. */
  close(): Promise<void>
}

const tableName = 'xinlian'

type Opening = <Part>(part: Promise<Part>, undo: (part: Part) => Promise<void>) => Promise<Part>

/** Port, folder, engine, table, pages, contexts, relay, jobs, demo data: in this order, each able to give itself back. */
export function openSystem(settings: Settings, onFailure: (failure: StartFailure) => void): System {
  const opened: (() => Promise<void>)[] = []
  let closing = false
  const close = async (): Promise<void> => {
    closing = true
    for (const undo of opened.splice(0).reverse()) await undo().catch(() => {})
  }
  const opening: Opening = async (part, undo) => {
    const ready = await part
    if (closing) {
      await undo(ready)
      throw new Error('closed while it started')
    }
    opened.push(() => undo(ready))
    return ready
  }
  return { ready: assemble(settings, opening, onFailure), close }
}

async function assemble(
  settings: Settings,
  opening: Opening,
  onFailure: (failure: StartFailure) => void,
): Promise<void> {
  const began = Date.now()
  const { dataDir, port } = settings
  const origin = originOf(port)
  const door = await opening(takePort(port), (taken) => taken.close(3000))
  await openDataDir(dataDir)
  await opening(lockDataDir(dataDir), (release) => release())
  banner(origin, dataDir, demoPeople)
  const engine = await opening(
    openEngine({ dataDir, endpoint: settings.endpoint, onGivenUp: onFailure }),
    (one) => one.close(),
  )
  await ensureTable(engine.endpoint, { name: tableName, tail: true })
  Object.assign(process.env, await environmentOf(settings, engine), await gatewayOf(settings, opening))
  const contexts = await loadContexts()
  const relay = await opening(
    openLocalRelay({ table: tableName, endpoint: engine.endpoint, contexts }),
    (one) => one.stop(),
  )
  await opening(openLocalJobs({ table: relay.table, contexts, written: () => relay.nudge() }), (one) =>
    one.stop(),
  )
  const pages = await opening(openPages({ ...settings, origin, server: door.server }), (one) => one.close())
  const issuer = await openIssuer({ origin, dataDir, table: relay.table, people: demoPeople })
  const dispatch = dispatcher(contexts, engine, () => relay.nudge())
  door.open(router({ origin, dispatch, issuer, pages: pages.app }), pages.middleware)
  await seedDemoPeople(relay.table)
  if (settings.demo !== 'none') {
    const keysFile = await rootKeyFile(dataDir)
    await writeDemo({ origin, keysFile, dispatch, settings, settled: () => relay.settled() })
  }
  line('ready', `${origin}  (${seconds(began)})`)
}

/** Messages go to the gateway that the environment names; in the demo, where it names none, to one that sends nothing. */
async function gatewayOf(
  { dataDir, port, demo }: Settings,
  opening: Opening,
): Promise<Record<string, string>> {
  if (process.env['NOTICE_GATEWAY_URL'] || demo === 'none') return {}
  const file = await gatewayKeyFile(dataDir)
  const key = (await readFile(file, 'utf8')).trim()
  const gateway = await opening(openDemoGateway({ origin: originOf(port), key }), (one) => one.close())
  return {
    NOTICE_GATEWAY_URL: gateway.url,
    NOTICE_GATEWAY_KEY_FILE: file,
    NOTICE_CHANNELS: 'sms,wechat,email',
  }
}

/** What the handlers are told: the same variables that the cloud deployment sets. */
async function environmentOf(
  { dataDir, port, liveKit }: Settings,
  engine: Engine,
): Promise<Record<string, string>> {
  const origin = originOf(port)
  return {
    TABLE_NAME: tableName,
    DYNAMODB_ENDPOINT: engine.endpoint,
    PUBLIC_ORIGIN: origin,
    KEYS_FILE: await rootKeyFile(dataDir),
    PUBLIC_FILES: publicDataFolder(dataDir),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    ...issuerSettings(origin),
    ...(liveKit ? { LIVEKIT_URL: liveKit } : {}),
  }
}
