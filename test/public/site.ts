import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { PublicMonth } from '#shared/scheduling/index.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.build/test-public')

/** The policy of both deployments, without an import map. */
const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
  "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'",
  "require-trusted-types-for 'script'", 'trusted-types vue',
].join('; ')

interface Renderer {
  renderPublicPage(address: string, months: readonly PublicMonth[], now: number): Promise<string | undefined>
}

export interface Site {
  readonly origin: string
  /** What is published; a test may change it. */
  months: PublicMonth[]
  /** The clock that pages are made with. */
  now: number
  close(): Promise<void>
}

/** In a process of its own: under a test runner Vite would build for tests, and the bytes would not be the real ones. */
async function built(): Promise<void> {
  const code = `await (await import('#frontends/public/build.ts')).buildPublic({ outDir: ${JSON.stringify(join(folder, 'web'))} })`
  const { NODE_ENV: _, ...env } = process.env
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, env })
}

/** The built pages behind the real policy; `/api` and `/auth` are answered by the test's own routes. */
export async function openSite(months: PublicMonth[], now: number): Promise<Site> {
  await built()
  const file = pathToFileURL(join(folder, 'public-renderer/render.js')).href
  const { renderPublicPage } = (await import(`${file}?${Date.now()}`)) as Renderer
  const site = { origin: '', months, now, close: async () => {} }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const answer = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { 'content-type': type, 'content-security-policy': policy }).end(body)
    const month = /^\/public-data\/clinic-days-(\d{4}-\d{2})\.json$/.exec(pathname)?.[1]
    const published = site.months.find((one) => one.month === month)
    if (month) return published ? answer(200, 'application/json', JSON.stringify(published)) : answer(404, 'text/plain', '')
    if (pathname.startsWith('/assets/public/')) {
      const type = pathname.endsWith('.css') ? 'text/css' : 'text/javascript'
      const bytes = await readFile(join(folder, 'web', pathname)).catch(() => undefined)
      return bytes ? answer(200, type, bytes) : answer(404, 'text/plain', '')
    }
    const html = await renderPublicPage(pathname, site.months, site.now)
    return html ? answer(200, 'text/html; charset=utf-8', html) : answer(404, 'text/plain', '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  site.close = () => closed(server)
  return site
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
