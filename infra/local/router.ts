import { type Env, Hono } from 'hono'
import { openApiDocument } from './openapi.ts'

type Answering = (request: Request, bindings: object) => Response | Promise<Response>

export interface Routes<E extends Env> {
  readonly origin: string
  readonly dispatch: Answering
  readonly issuer: Hono<E>
  /** Static files, the shell and the public pages. */
  readonly pages: Hono
}

/** One port for everything, as one domain serves everything in the cloud. */
export function router<E extends Env>({ origin, dispatch, issuer, pages }: Routes<E>): Answering {
  const app = new Hono()
  let document: Promise<object> | undefined

  app.use(async (c, next) => {
    const { host, pathname, search } = new URL(c.req.url)
    const elsewhere = host !== new URL(origin).host && c.req.method === 'GET' && !pathname.startsWith('/api/')
    return elsewhere ? c.redirect(origin + pathname + search, 308) : next()
  })
  app.get('/api/openapi.json', async (c) => {
    document ??= openApiDocument(origin)
    return c.json(await document)
  })
  app.all('/api/*', (c) => dispatch(c.req.raw, c.env as object))
  app.all('/auth/*', (c) => dispatch(c.req.raw, c.env as object))
  app.route('/', issuer)
  app.route('/', pages)
  return (request, bindings) => app.fetch(request, bindings)
}
