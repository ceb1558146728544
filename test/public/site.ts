import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildPublic } from '#frontends/public/build.ts'
import { ledgerFile } from '#shared/practitioners/index.ts'
import type { PublicMonth } from '#shared/scheduling/index.ts'
import { contentSecurityPolicy } from '../../infra/aws/headers.ts'
import { ledger } from './support.ts'

const root = join(import.meta.dirname, '../..')
const publicData = '/public-data/'
const folder = join(root, '.build/test-public')

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

interface Found {
  readonly type: string
  readonly body: string | Buffer
}

async function assetAt(pathname: string): Promise<Found | undefined> {
  const body = await readFile(join(folder, 'web', pathname)).catch(() => undefined)
  return body && { type: pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body }
}

function publishedAt(name: string, months: readonly PublicMonth[]): Found | undefined {
  const published =
    name === ledgerFile ? ledger : months.find(({ month }) => name === `clinic-days-${month}.json`)
  return published && { type: 'application/json', body: JSON.stringify(published) }
}

/** The built pages behind the real policy; `/api` and `/auth` are answered by the test's own routes. */
export async function openSite(months: PublicMonth[], now: number): Promise<Site> {
  await buildPublic({ outDir: join(folder, 'web') })
  const file = pathToFileURL(join(folder, 'public-renderer/render.js')).href
  const { renderPublicPage } = (await import(`${file}?${Date.now()}`)) as Renderer
  const site = { origin: '', months, now, close: async () => {} }

  async function find(pathname: string): Promise<Found | undefined> {
    if (pathname.startsWith('/assets/public/')) return assetAt(pathname)
    if (pathname.startsWith(publicData)) return publishedAt(pathname.slice(publicData.length), site.months)
    const body = await renderPublicPage(pathname, site.months, site.now)
    return body === undefined ? undefined : { type: 'text/html; charset=utf-8', body }
  }

  const server = createServer(async (request, response) => {
    const found = await find(new URL(request.url ?? '/', 'http://site').pathname)
    const headers = {
      'content-type': found?.type ?? 'text/plain',
      'content-security-policy': contentSecurityPolicy(),
    }
    response.writeHead(found ? 200 : 404, headers).end(found?.body ?? '')
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
