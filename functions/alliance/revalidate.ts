import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { App } from '#functions/platform/http.ts'

const slowlyChanging = ['/api/alliance/sites', '/api/alliance/subdistricts']

/**
 * The directory changes a few times a month and every staff page reads it: browsers keep it and ask whether it still
 * holds (RFC 9110 §13.1.2). Whoever may not read it is refused before that question is looked at.
 */
export function revalidated(inner: App): App {
  const app: App = new Hono()
  for (const path of slowlyChanging) {
    app.get(path, etag(), async (c, next) => {
      await next()
      if (c.res.status === 200) c.header('cache-control', 'private, no-cache')
    })
  }
  app.all('*', async (c) => inner.fetch(c.req.raw, c.env))
  return app
}
