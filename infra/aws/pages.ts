import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { alwaysHeaders, contentSecurityPolicy } from './headers.ts'
import type { PublicPages } from './public-pages.ts'

export interface SitePagesParts {
  /** Fetches a file of the site by its key. */
  readonly read: (key: string) => Promise<Response>
  /** The pages made of the published clinic days; absent where they have not been built. */
  readonly publicPages?: PublicPages | undefined
  /** Told of what the store refused. */
  readonly report: (error: Error) => void
  /** Origins that a form may end at besides ours. */
  readonly formTargets?: readonly string[]
}

/** Kept a minute by the CDN, ten more while it asks again, a day when nobody answers: pages outlive a bad hour. */
const documentCaching = 'public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400'
const fileCaching = 'public, max-age=300'

/**
 * Answers with the site's documents and loose files, each with its security headers. Where the store fails the answer
 * is a 500, and the CDN goes on with what it has.
 */
export function sitePages({ read, publicPages, report, formTargets = [] }: SitePagesParts): Hono {
  const app = new Hono()
  const readFound = async (key: string): Promise<Response> => {
    const found = await read(key)
    if (found.ok || found.status === 404) return found
    throw new Error(`${key}: ${found.status}`)
  }
  const document = (html: string, status: number, known?: string): Response =>
    documentAnswer(html, { status, known, formTargets })

  app.onError((error) => {
    report(error)
    return new Response('', { status: 500, headers: { ...alwaysHeaders, 'cache-control': 'no-store' } })
  })

  app.on(['GET', 'HEAD'], '*', async ({ req }) => {
    const { pathname } = new URL(req.url)
    if (/^\/(api|auth)(\/|$)/.test(pathname)) return noSuchOperation()
    const known = req.header('if-none-match')
    const key = keyOf(pathname)
    const made = mayBePublic(key) ? await publicPages?.find(pathname) : undefined
    if (made !== undefined) return document(made, 200, known)
    const found = await readFound(key)
    if (found.ok) return isDocument(found) ? document(await found.text(), 200, known) : file(found)
    const missing = await readFound('404.html')
    return document(missing.ok ? await missing.text() : '', 404)
  })
  return app
}

interface DocumentFacts {
  readonly status: number
  /** What the browser says it has already. */
  readonly known: string | undefined
  readonly formTargets: readonly string[]
}

function documentAnswer(html: string, { status, known, formTargets }: DocumentFacts): Response {
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
  const headers = {
    ...alwaysHeaders,
    'content-security-policy': contentSecurityPolicy(importMapHash(html), formTargets),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': documentCaching,
    etag,
  }
  return known === etag
    ? new Response(null, { status: 304, headers })
    : new Response(html, { status, headers })
}

/** Every address of the staff shell is one document; elsewhere a name without an ending is a folder. */
export function keyOf(pathname: string): string {
  const path = pathname.replace(/^\/+|\/+$/g, '')
  const named = /\.[A-Za-z0-9]+$/.test(path)
  if (!named && /^app(\/|$)/.test(path)) return 'app/index.html'
  if (named) return path
  return path === '' ? 'index.html' : `${path}/index.html`
}

/** The shell must open even where the published days cannot be read. */
const mayBePublic = (key: string): boolean => key.endsWith('.html') && key !== 'app/index.html'

/** Of the document that is sent and not of a list kept beside it: a release can then never be half old, half new. */
export function importMapHash(html: string): string | undefined {
  const map = /<script[^>]*\stype="importmap"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1]
  return map === undefined ? undefined : `sha256-${createHash('sha256').update(map).digest('base64')}`
}

const typeOf = ({ headers }: Response): string => headers.get('content-type') ?? 'application/octet-stream'
const isDocument = (found: Response): boolean => typeOf(found).startsWith('text/html')

const file = (found: Response): Response =>
  new Response(found.body, {
    headers: {
      ...alwaysHeaders,
      'content-security-policy': contentSecurityPolicy(),
      'content-type': typeOf(found),
      'cache-control': fileCaching,
    },
  })

const noSuchOperation = (): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 }), {
    status: 404,
    headers: { ...alwaysHeaders, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
