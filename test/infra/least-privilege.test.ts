import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContextModule, contextNames, load, root } from '../../infra/local/application.ts'
import { type Call, type DemoRefusal, demoCall } from '../../infra/local/demo-call.ts'
import { demoPeople } from '../../infra/local/demo-people.ts'
import { dispatcher } from '../../infra/local/dispatch.ts'
import { freePort } from '../../infra/local/engine-process.ts'
import { issuerSettings, openIssuer } from '../../infra/local/issuer/index.ts'
import { openApiDocument } from '../../infra/local/openapi.ts'
import { openLocalRelay } from '../../infra/local/relay.ts'
import { router } from '../../infra/local/router.ts'
import { type FrontDoor, takePort } from '../../infra/local/server.ts'
import { ensureTable } from '../../infra/local/table.ts'
import { lambdaEnvironment } from '../load/lambda-environment.ts'
import { openEngine } from '../support/engine.ts'
import { allowed, type Guard, openGuard, statementsOf } from './granted.ts'
import { resourcesOf, temporaryFolder } from './support.ts'

const resources = resourcesOf('aws-cn')
const guards = new Map<string, Guard>()
const closing: (() => unknown)[] = []
const folder = temporaryFolder()
let call: Call
let origin = ''
let settled: () => Promise<void>
let seed: () => Promise<unknown>

/** The contexts, each behind its own role; relay and issuer are the machine's own and not judged here. */
beforeAll(async () => {
  const engine = await openEngine()
  const name = `roles-${crypto.randomUUID()}`
  await ensureTable(engine.endpoint, { name, tail: true })
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  const door: FrontDoor = await takePort(port)
  const contexts = new Map<string, ContextModule>()
  const before = { ...process.env }
  const environment = lambdaEnvironment(folder)
  for (const context of contextNames()) {
    const guard = await openGuard(engine.endpoint, statementsOf(resources, context))
    guards.set(context, guard)
    Object.assign(process.env, environment, issuerSettings(origin), {
      TABLE_NAME: name,
      DYNAMODB_ENDPOINT: guard.endpoint,
      PUBLIC_ORIGIN: origin,
      LOG_LEVEL: 'silent',
    })
    contexts.set(context, await load<ContextModule>(`functions/${context}/handler.ts`))
  }
  Object.assign(process.env, before)
  const relay = await openLocalRelay({ table: name, endpoint: engine.endpoint, contexts })
  const issuer = await openIssuer({ origin, dataDir: folder, table: relay.table, people: demoPeople })
  const steady = { ...engine, answers: async () => true, lost: () => 0, close: async () => {} }
  const dispatch = dispatcher(contexts, steady as unknown as Parameters<typeof dispatcher>[1], () =>
    relay.nudge(),
  )
  door.open(router({ origin, dispatch, issuer, pages: new Hono() }))
  closing.push(
    () => relay.stop(),
    () => door.close(500),
    () => engine.close(),
  )
  settled = () => relay.settled()
  call = await demoCall(origin, folder)
  seed = async () => {
    const { seedPeople } = await load<{
      seedPeople(table: object, people: readonly object[]): Promise<number>
    }>('functions/access/seeding.ts')
    return seedPeople(relay.table, demoPeople)
  }
})

afterAll(async () => {
  for (const close of closing) await close()
  for (const guard of guards.values()) guard.close()
})

type Step = (call: Call, options: { size: 'small'; onProgress: () => void }) => Promise<void>

async function liveADay(): Promise<void> {
  for (const step of ['alliance', 'patients', 'scheduling', 'rosters']) {
    const file = `infra/local/demo-${step}.ts`
    if (!existsSync(join(root, file))) continue
    const module = await load<Record<string, Step>>(file)
    await module[`${step}Demo`]?.(call, { size: 'small', onProgress: () => {} })
    await settled()
  }
}

describe('what the contexts do', () => {
  it('stays within what their roles are granted, from an empty system to a day of the demo', async () => {
    await seed()
    const failure = await liveADay().catch((error: Error) => error)
    expect(
      Object.fromEntries([...guards].map(([name, { refused }]) => [name, [...new Set(refused)]])),
    ).toEqual(Object.fromEntries([...guards.keys()].map((name) => [name, []])))
    if (failure) throw failure
  }, 300_000)

  it('stays within it for every list that every kind of person may ask for', async () => {
    const { paths } = (await openApiDocument(origin)) as { paths: Record<string, Record<string, unknown>> }
    const lists = Object.keys(paths).filter((path) => paths[path]?.['get'] && !path.includes('{'))
    const answering = new Set<string>()
    for (const { personId } of onePersonOfEachRole)
      for (const path of lists)
        await call(personId, 'GET', path).then(() => answering.add(path.split('/')[2] ?? ''), acceptRefusal)
    expect([...guards.values()].flatMap(({ refused }) => refused)).toEqual([])
    expect([...answering].sort()).toEqual([...guards.keys()].sort())
  })
})

/** A person may be refused a list; a failure is something else. */
function acceptRefusal(error: unknown): void {
  expect((error as DemoRefusal).status).toBeLessThan(500)
}

const onePersonOfEachRole = [
  ...Map.groupBy(demoPeople, ({ grants }) => grants.map(({ role }) => role).join()).values(),
].flatMap(([first]) => (first ? [first] : []))

describe('roles', () => {
  const patients = statementsOf(resources, 'patients')

  it.each([
    ['another context’s items', { action: 'GetItem', keys: ['$scheduling#siteId_1'], index: undefined }],
    [
      'another context’s journal',
      { action: 'PutItem', keys: ['$journal#context_access#aggregateId_1'], index: undefined },
    ],
    [
      'a change of the journal',
      { action: 'UpdateItem', keys: ['$journal#context_patients#aggregateId_1'], index: undefined },
    ],
    ['a link of the chain', { action: 'PutItem', keys: ['$journal#shard_01'], index: undefined }],
    ['a grant for oneself', { action: 'PutItem', keys: ['$grants#personId_1'], index: undefined }],
    ['somebody’s time', { action: 'PutItem', keys: ['$claims#practitionerId_1'], index: undefined }],
    [
      'a batch that one statement allows in part and another in the rest',
      { action: 'BatchGetItem', keys: ['$patients#1', '$grants#personId_1', '$claims#1'], index: undefined },
    ],
    ['a scan', { action: 'Scan', keys: [], index: undefined }],
    ['a query of an index that is not theirs', { action: 'Query', keys: ['$patients#1'], index: 'tail' }],
    [
      'a context whose name begins like theirs',
      { action: 'GetItem', keys: ['$patients-archive#1'], index: undefined },
    ],
  ])('of patients refuse %s', (_, deed) => {
    expect(allowed(patients, deed)).toBe(false)
  })

  it.each([
    ['their own items', { action: 'GetItem', keys: ['$patients#patientId_1'], index: undefined }],
    [
      'their own items with the grants of who asks',
      { action: 'BatchGetItem', keys: ['$patients#1', '$grants#personId_1'], index: undefined },
    ],
    ['their own index', { action: 'Query', keys: ['$patients'], index: 'gsi1' }],
    [
      'an entry of their own',
      { action: 'PutItem', keys: ['$journal#context_patients#aggregateId_1'], index: undefined },
    ],
  ])('of patients allow %s', (_, deed) => {
    expect(allowed(patients, deed)).toBe(true)
  })
})
