import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { StartFailure, sentences } from './messages.ts'

type Answering = (request: Request, bindings: object) => Response | Promise<Response>

type Middleware = (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) => void

export interface FrontDoor {
  readonly server: Server
  /** From now on requests are answered by this; pages are asked of `middleware` first, where there is one. */
  open(answer: Answering, middleware?: Middleware): void
  /** Lets what is under way finish, within `patienceMs`. */
  close(patienceMs: number): Promise<void>
}

/** What is never a page. */
const applicationPath = /^\/(api|auth|issuer|public-data)(\/|$|\?)/

/**
 * Takes the port at once, so that a second start fails before it touches anything; until the system stands, everything
 * is answered 503.
 * @throws StartFailure where the port is taken or not allowed.
 */
export async function takePort(port: number): Promise<FrontDoor> {
  let listener: ((incoming: IncomingMessage, outgoing: ServerResponse) => void) | undefined
  const server = createServer((incoming, outgoing) => {
    if (!isOurs(incoming.headers.host, port)) return void refuseHost(outgoing)
    if (!listener) return void starting(outgoing)
    listener(incoming, outgoing)
  })
  await listening(server, port)
  return {
    server,
    open(answer, middleware) {
      const serve = getRequestListener((request, bindings) => answer(request, bindings))
      listener = (incoming, outgoing) => {
        const next = () => void serve(incoming, outgoing)
        if (middleware && !applicationPath.test(incoming.url ?? '')) middleware(incoming, outgoing, next)
        else next()
      }
    },
    close: (patienceMs) => closed(server, patienceMs),
  }
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new StartFailure(reasonOf(code), { port, reason: code ?? '' })),
    )
    server.listen(port, '127.0.0.1', resolve)
  })

function reasonOf(code: string | undefined): 'port-taken' | 'port-not-allowed' | 'failed' {
  if (code === 'EADDRINUSE') return 'port-taken'
  return code === 'EACCES' ? 'port-not-allowed' : 'failed'
}

/** A page of another site may point its own name at this machine (DNS rebinding): only our names are answered. */
const isOurs = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` ||
  host === `localhost:${port}` ||
  (port === 80 && (host === '127.0.0.1' || host === 'localhost'))

function refuseHost(outgoing: ServerResponse): void {
  outgoing.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end('421\n')
}

function starting(outgoing: ServerResponse): void {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'retry-after': '1',
    'cache-control': 'no-store',
  }
  const [chinese, english] = sentences('starting')
  const [title] = sentences('what')
  outgoing
    .writeHead(503, headers)
    .end(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>${title}</title><p>${chinese}<p lang="en">${english}</html>`)
}

async function closed(server: Server, patienceMs: number): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs)
  await done
  clearTimeout(timer)
}
