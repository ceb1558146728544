import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import { type Actor, abilityFor } from '#shared/access/index.ts'
import { idempotencyKey } from '#shared/kernel/ids.ts'
import { type Contract, type FileAnswer, isFileAnswer, type Operation, type Operations } from '#shared/kernel/operation.ts'
import { httpProblems, type ProblemKinds } from '#shared/kernel/problem.ts'
import { parseInput, readJson } from './body.ts'
import { identify } from './identify.ts'
import type { Platform } from './platform.ts'
import { httpProblem, Problem } from './problem.ts'
import { derivedId, fingerprintOf, type Handlers, request } from './request.ts'
import { metered } from './table.ts'

type Environment = { Variables: { requestId: string; operation: string } }
export type App = Hono<Environment>

const defaultBodyLimit = 64 * 1024

/** One context on the wire: every operation of its contract under `/api/<context>`, and nothing else. */
export function createApp<const Ops extends Operations>(
  contract: Contract<Ops>,
  handlers: Handlers<Ops>,
  platform: Platform,
): App {
  const app = openApp(platform, contract)
  const base = `/api/${contract.context}`
  const methods = new Map<string, Set<string>>()
  for (const [name, operation] of inMatchingOrder(contract.operations)) {
    const path = base + operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(operation.method, path, (c) => answer(c, platform, contract, name, operation, handlers[name as keyof Ops] as AnyHandler))
    methods.set(path, (methods.get(path) ?? new Set()).add(operation.method))
  }
  for (const [path, allowed] of methods) app.all(path, (c) => refuseMethod(c, allowed))
  return app
}

/** `/sessions/next` before `/sessions/{sessionId}`: a fixed part is more particular than a parameter. */
const inMatchingOrder = (operations: Operations): [string, Operation][] =>
  Object.entries(operations).sort(([, a], [, b]) => (a.path.includes('{') ? 1 : 0) - (b.path.includes('{') ? 1 : 0))

type AnyHandler = Handlers<Readonly<Record<string, Operation>>>[string]

function openApp(platform: Platform, contract: Contract): App {
  const app: App = new Hono()
  app.use(async (c, next) => {
    const started = platform.now()
    c.set('requestId', requestIdOf(c))
    const { consumed } = await metered(next)
    c.header('x-request-id', c.get('requestId'))
    c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store')
    platform.log.info({
      requestId: c.get('requestId'), operation: c.get('operation'), method: c.req.method, status: c.res.status,
      ms: platform.now() - started, ...consumed,
    })
  })
  app.notFound((c) => render(c, httpProblem('not-found'), contract.problems))
  app.onError((error, c) => {
    if (error instanceof Problem) return render(c, error, contract.problems)
    if (error instanceof HTTPException && error.status < 500) return render(c, httpProblem('not-found'), contract.problems)
    platform.log.error({ requestId: c.get('requestId'), operation: c.get('operation'), error: nameless(error) })
    return c.body(JSON.stringify({ type: 'about:blank', status: 500, title: 'Internal Server Error' }), 500, problemHeaders)
  })
  return app
}

/** Inside Lambda the gateway names the request; whatever a client sends as a request id is not believed. */
const requestIdOf = (c: Context): string => {
  const event = (c.env as { event?: { requestContext?: { requestId?: string } } } | undefined)?.event
  return event?.requestContext?.requestId ?? randomUUID()
}

/** Messages of the database client quote keys, and keys can hold ids of people: name and place are enough. */
const nameless = (error: Error) => ({ name: error.name, stack: error.stack?.split('\n').slice(1, 8) })

const problemHeaders = { 'content-type': 'application/problem+json' }

function render(c: Context, problem: Problem, kinds: ProblemKinds): Response {
  const known: ProblemKinds = { ...httpProblems, ...kinds }
  const title = known[problem.reason]?.title ?? problem.reason
  const headers = problem.status === 401 ? { ...problemHeaders, 'www-authenticate': 'Bearer' } : problemHeaders
  return c.body(JSON.stringify(problem.document(title)), problem.status as 400, headers)
}

function refuseMethod(c: Context, allowed: ReadonlySet<string>): never {
  c.header('allow', [...allowed].join(', '))
  throw httpProblem('method-not-allowed')
}

async function answer(
  c: Context, platform: Platform, contract: Contract, name: string, operation: Operation, handle: AnyHandler,
): Promise<Response> {
  c.set('operation', name)
  const caller = await identify(c, platform)
  const ability = abilityFor(caller?.actor)
  allow(operation, caller?.actor, ability)
  const params = parsed(operation.params, c.req.param(), 'params')
  const query = parsed(operation.query, c.req.query(), 'query')
  const body = operation.body
    ? parseInput(operation.body, await readJson(c.req.raw, operation.bodyLimit ?? defaultBodyLimit), 'body')
    : undefined
  const key = operation.creates ? keyOf(c) : undefined
  const createdId = key ? derivedId(contract.context, name, caller?.actor.personId ?? 'anyone', key) : ''
  const fingerprint = key ? fingerprintOf({ params, query, body }) : undefined
  const outcome = await handle(
    request({
      context: contract.context, fingerprint, params, query, body, createdId, ability,
      actor: caller?.actor, now: platform.now(), requestId: c.get('requestId'),
    } as Parameters<typeof request>[0]),
  )
  if (outcome.ok) return respond(c, operation, outcome.value)
  const replayed = key ? await findAnswer(platform, contract.context, createdId, fingerprint) : undefined
  if (replayed !== undefined) return respond(c, operation, replayed)
  throw new Problem(contract.context, outcome.reason, contract.problems[outcome.reason]?.status ?? 409, outcome.facts)
}

const parsed = (schema: z.ZodObject | undefined, input: unknown, part: 'params' | 'query'): unknown =>
  schema ? parseInput(schema, input, part) : undefined

function allow(operation: Operation, actor: Actor | undefined, ability: ReturnType<typeof abilityFor>): void {
  if (operation.may === 'anyone') return
  if (!actor) throw httpProblem('sign-in-required')
  if (operation.may === 'signed-in') return
  const [action, subject] = operation.may
  if (!ability.can(action, subject)) throw httpProblem('forbidden')
}

function keyOf(c: Context): string {
  const key = idempotencyKey.safeParse(c.req.header('idempotency-key'))
  if (!key.success) throw httpProblem('idempotency-key-missing')
  return key.data
}

/** A creation that was refused may be a replay: then the first answer is given again, whatever has happened since. */
async function findAnswer(platform: Platform, context: string, createdId: string, fingerprint: string | undefined): Promise<unknown> {
  const creation = await platform.journal.findCreation(context, createdId)
  if (!creation) return undefined
  if (creation.fingerprint !== fingerprint) throw httpProblem('idempotency-key-reused')
  return JSON.parse(creation.answer ?? 'null')
}

function respond(c: Context, operation: Operation, value: unknown): Response {
  if (isFileAnswer(operation.answer)) return file(c, operation.answer.mediaType, value as FileAnswer)
  return c.json(operation.answer.parse(value) as object, operation.creates ? 201 : 200)
}

function file(c: Context, mediaType: string, { content, fileName }: FileAnswer): Response {
  const disposition = fileName ? `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}` : 'inline'
  const headers = { 'content-type': mediaType, 'content-disposition': disposition }
  return typeof content === 'string' ? c.body(content, 200, headers) : c.body(content, 200, headers)
}

