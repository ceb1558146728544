import { existsSync, globSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Consumers } from '#functions/platform/events.ts'
import type { App } from '#functions/platform/http.ts'
import { openLog } from '#functions/platform/log.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { openRelay } from '#functions/platform/relay.ts'
import type { Contract } from '#shared/kernel/operation.ts'
import { type Call, callBy } from '../../infra/local/demo-call.ts'
import { demoPeople, findDemoPerson } from '../../infra/local/demo-people.ts'
import { contextOf } from '../../infra/local/dispatch.ts'
import { issuerSettings } from '../../infra/local/issuer/settings.ts'
import { freshTable, openEngine } from './engine.ts'
import { cookieFor, gatewayKey, type Headers, origin, testPlatform, testRoot } from './platform.ts'

const root = join(import.meta.dirname, '../..')

/** Every context that there is, in this process, over one table: the system without its server. */
export interface Apps {
  readonly platform: Platform
  readonly contexts: readonly string[]
  readonly contracts: readonly Contract[]
  /** A request to whichever context its path belongs to; undefined where none does. */
  request(path: string, init: RequestInit): Promise<Response>
  /** The API as a demo person, with their session. @throws DemoRefusal where it refuses. */
  readonly call: Call
  /** The session of a demo person, by short id: `li-min`. */
  session(person: string): Promise<Headers>
  /** Resolves when every context has heard of what was written. */
  settled(): Promise<void>
  close(): Promise<void>
}

interface HandlerModule {
  readonly app: App
  readonly consumers: Consumers
}

export interface AppsChoice {
  /** What the contexts and the relay log, on standard output; nothing unless said. */
  readonly logLevel?: 'debug' | 'silent'
}

/** Handlers read the environment when they are imported: each call imports them anew. */
export async function openApps({ logLevel = 'silent' }: AppsChoice = {}): Promise<Apps> {
  const folder = await mkdtemp(join(tmpdir(), 'xinlian-apps-'))
  const engine = await openEngine()
  const table = await freshTable(engine)
  await writeFile(join(folder, 'root.key'), testRoot, { mode: 0o600 })
  await writeFile(join(folder, 'gateway.key'), gatewayKey, { mode: 0o600 })
  Object.assign(process.env, {
    TABLE_NAME: table.name,
    DYNAMODB_ENDPOINT: engine.endpoint,
    PUBLIC_ORIGIN: origin,
    KEYS_FILE: join(folder, 'root.key'),
    NOTICE_GATEWAY_URL: 'http://127.0.0.1:1/messages',
    NOTICE_GATEWAY_KEY_FILE: join(folder, 'gateway.key'),
    PUBLIC_FILES: join(folder, 'public-data'),
    LOG_LEVEL: logLevel,
    ...issuerSettings(origin),
  })
  const platform = await testPlatform({ table })
  const contexts = contextNames()
  const modules = new Map<string, HandlerModule>()
  for (const name of contexts)
    modules.set(name, await import(`${join(root, 'functions', name, 'handler.ts')}?${table.name}`))
  const consumers = [...modules.values()].map((module) => module.consumers)
  const relay = openRelay({ table, consumers, log: openLog(logLevel, 'relay'), beat: 50 })
  const request: Apps['request'] = async (path, init) => {
    const app = modules.get(contextOf(new URL(path, origin).pathname) ?? '')?.app
    return app ? app.request(path, init) : new Response(null, { status: 404 })
  }
  const session = sessionsOn(platform)
  return {
    platform,
    contexts,
    contracts: await contractsOf(contexts),
    request,
    session,
    call: callOn(request, session),
    settled: () => relay.settled(),
    async close() {
      await relay.stop()
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const contextNames = (): string[] =>
  globSync('functions/*/handler.ts', { cwd: root })
    .map((path) => path.split('/')[1] ?? '')
    .sort()

/** The contracts behind the front doors of these contexts. */
export async function contractsOf(contexts: readonly string[]): Promise<Contract[]> {
  const paths = contexts
    .map((name) => join(root, 'shared', name, 'index.ts'))
    .filter((path) => existsSync(path))
  const doors = await Promise.all(paths.map((path) => import(path)))
  return doors.flatMap((door) =>
    Object.entries(door).flatMap(([name, value]) => (name.endsWith('Contract') ? [value as Contract] : [])),
  )
}

function sessionsOn(platform: Platform): (person: string) => Promise<Headers> {
  const known = new Map<string, Promise<Headers>>()
  return (name) => {
    const person = findDemoPerson(name) ?? demoPeople.find(({ displayName }) => displayName === name)
    if (!person) throw new Error(`The demo has no ${name}`)
    const { personId, displayName, grants } = person
    const headers =
      known.get(personId) ?? cookieFor(platform, { personId, displayName, grants: [...grants], demo: true })
    known.set(personId, headers)
    return headers
  }
}

const callOn = (request: Apps['request'], session: Apps['session']): Call =>
  callBy(async (personId, path, init) =>
    request(path, { ...init, headers: { ...(await session(personId)), ...init.headers } }),
  )
