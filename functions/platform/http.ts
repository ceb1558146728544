import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Contract, Operation, Operations } from '#shared/kernel/operation.ts'
import { httpProblems, type ProblemKinds } from '#shared/kernel/problem.ts'
import { type AnyHandler, answer } from './answer.ts'
import type { Platform } from './platform.ts'
import { httpProblem, Problem } from './problem.ts'
import type { Handlers } from './request.ts'
import { metered } from './table.ts'

type Environment = { Variables: { requestId: string; operation: string } }
export type App = Hono<Environment>

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
    const handle = handlers[name as keyof Ops] as AnyHandler
    app.on(operation.method, path, (c) => {
      c.set('operation', name)
      return answer(c, { platform, contract, name, operation, handle })
    })
    methods.set(path, (methods.get(path) ?? new Set()).add(operation.method))
  }
  for (const [path, allowed] of methods) app.all(path, (c) => refuseMethod(c, allowed))
  return app
}

/** `/sessions/next` before `/sessions/{sessionId}`: a fixed part is more particular than a parameter. */
const inMatchingOrder = (operations: Operations): [string, Operation][] =>
  Object.entries(operations).sort(
    ([, a], [, b]) => (a.path.includes('{') ? 1 : 0) - (b.path.includes('{') ? 1 : 0),
  )

function openApp(platform: Platform, contract: Contract): App {
  const app: App = new Hono()
  app.use(async (c, next) => {
    const started = platform.now()
    const requestId = requestIdOf(c)
    c.set('requestId', requestId)
    // Before there is an answer: a header that is added to one makes Hono build it again, as a stream.
    c.header('x-request-id', requestId)
    c.header('cache-control', 'no-store')
    const { consumed } = await metered(next)
    platform.log.info({
      requestId,
      operation: c.get('operation'),
      method: c.req.method,
      status: c.res.status,
      ms: platform.now() - started,
      ...consumed,
    })
  })
  app.notFound((c) => render(c, httpProblem('not-found'), contract.problems))
  app.onError((error, c) => {
    if (error instanceof Problem) return render(c, error, contract.problems)
    if (error instanceof HTTPException && error.status < 500)
      return render(c, httpProblem('not-found'), contract.problems)
    platform.log.error({
      requestId: c.get('requestId'),
      operation: c.get('operation'),
      error: nameless(error),
    })
    return c.body(
      JSON.stringify({ type: 'about:blank', status: 500, title: 'Internal Server Error' }),
      500,
      problemHeaders,
    )
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
  const headers =
    problem.status === 401 ? { ...problemHeaders, 'www-authenticate': 'Bearer' } : problemHeaders
  return c.body(JSON.stringify(problem.document(title)), problem.status as 400, headers)
}

function refuseMethod(c: Context, allowed: ReadonlySet<string>): never {
  c.header('allow', [...allowed].join(', '))
  throw httpProblem('method-not-allowed')
}
