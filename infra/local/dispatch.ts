import { setTimeout as delay } from 'node:timers/promises'
import type { ContextModule } from './application.ts'
import type { Engine } from './engine.ts'

type Answering = (request: Request, bindings: object) => Response | Promise<Response>

const problem = (status: number, reason: string, title: string): Response =>
  new Response(JSON.stringify({ type: `urn:problem:http:${reason}`, status, title }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'retry-after': '1' },
  })

const tryAgain = (): Response => problem(503, 'try-again', 'The store is busy; nothing was saved')
const nothingHere = (): Response =>
  problem(404, 'not-found', 'There is nothing here, or it is not yours to see')

/** Which context answers: the gateway of one machine. `/auth` and `/api/health` belong to `access`. */
export function contextOf(path: string): string | undefined {
  if (path === '/api/health' || path === '/auth' || path.startsWith('/auth/')) return 'access'
  return path.match(/^\/api\/([a-z-]+)(?:\/|$)/)?.[1]
}

const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Requests to the contexts. While the engine is away a request waits a moment for it; what was under way when it
 * went is answered `try-again`, because its outcome is not known: an Idempotency-Key makes asking again safe.
 */
export function dispatcher(
  contexts: ReadonlyMap<string, ContextModule>,
  engine: Engine,
  written: () => void,
): Answering {
  return async (request, bindings) => {
    const context = contexts.get(contextOf(new URL(request.url).pathname) ?? '')
    if (!context) return nothingHere()
    if (!(await engine.answers(1500))) return tryAgain()
    const lost = engine.lost()
    const response = await context.app.fetch(request, bindings)
    if (writing.has(request.method)) written()
    return response.status === 500 && (await wasLost(engine, lost)) ? tryAgain() : response
  }
}

/** The loss of a process is noticed some milliseconds after its sockets have closed. */
async function wasLost(engine: Engine, lostBefore: number): Promise<boolean> {
  await delay(50)
  return engine.lost() > lostBefore
}
