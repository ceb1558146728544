import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { constants, createBrotliCompress } from 'node:zlib'
import { Hono } from 'hono'
import { isWorthPacking } from './build-compress.ts'
import { webFolder } from './build-state.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

export interface WebStaticOptions {
  readonly outDir?: string
  /** What the pages may know of this installation; answered at `/config.json`. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Origins that a sign-out form may end up at, where the issuer is not on ours. */
  readonly formTargets?: readonly string[]
}

/** No inline code but the import map, no evaluation, nothing from elsewhere; only Vue may make script-like strings. */
export function contentSecurityPolicy(importMapHash: string, formTargets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `script-src 'self' '${importMapHash}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; ')
}

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(self), payment=(), usb=()',
  'x-frame-options': 'DENY',
}

/** Only HTML, manifest and the published days are asked for anew; a hashed file never changes. */
const cachingOf = (path: string): string =>
  /^\/assets\/.+[/-][\w-]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'

interface Found {
  readonly file: string
  readonly encoding?: 'br' | 'gzip'
  /** Packed while it is sent. */
  readonly packing?: true
  readonly tag: string
}

const tagOf = ({ size, mtimeMs }: { size: number; mtimeMs: number }, encoding = ''): string =>
  `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}${encoding}"`

async function variantOf(file: string, accepted: string): Promise<Found | undefined> {
  const plain = await stat(file).catch(() => undefined)
  if (!plain?.isFile()) return undefined
  for (const [encoding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    if (!new RegExp(`\\b${encoding}\\b`).test(accepted)) continue
    const packed = await stat(`${file}${ending}`).catch(() => undefined)
    if (packed && packed.mtimeMs >= plain.mtimeMs)
      return { file: `${file}${ending}`, encoding, tag: tagOf(plain, ending) }
  }
  // What is made while we run (pages, published days) has nothing packed beside it: the CDN packs, and so does this.
  return isWorthPacking(file, plain.size) && /\bbr\b/.test(accepted)
    ? { file, encoding: 'br', packing: true, tag: tagOf(plain, '.br') }
    : { file, tag: tagOf(plain) }
}

/** Quality 5 packs a page in some two milliseconds, an eighth larger than the best. */
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

function bodyOf({ file, packing }: Found): ReadableStream {
  const plain = createReadStream(file)
  // A failure destroys both ends; the reader of the last one is told.
  const sent = packing ? pipeline(plain, createBrotliCompress(quickly), () => {}) : plain
  return Readable.toWeb(sent) as ReadableStream
}

/** A path below the folder, or undefined where it would leave it or names what is not for browsers. */
function placeOf(outDir: string, path: string): string | undefined {
  const decoded = decodeSafely(path)
  if (decoded === undefined || decoded.includes('\0')) return undefined
  const place = normalize(join(outDir, decoded))
  const inside = place.startsWith(`${outDir}/`)
  const hidden =
    /\.(?:br|gz)$/.test(place) || ['build.json', 'csp.json'].some((name) => place === join(outDir, name))
  return inside && !hidden ? place : undefined
}

function decodeSafely(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** The built pages: precompressed, cached for ever where hashed, and `/app/*` always answered by the shell. */
export function webStatic({
  outDir = webFolder,
  config = {},
  formTargets = [],
}: WebStaticOptions = {}): Hono {
  const app = new Hono()
  /** Read with each page: a build that ends while we run brings another import map. */
  const policyNow = async (): Promise<string> => {
    const { importMapHash } = JSON.parse(await readFile(join(outDir, 'csp.json'), 'utf8'))
    return contentSecurityPolicy(importMapHash as string, formTargets)
  }

  app.get('/config.json', (context) => context.json(config, 200, { ...always, 'cache-control': 'no-cache' }))

  app.get('*', async (context, next) => {
    const { path } = context.req
    const wanted = fileFor(path)
    const place = placeOf(outDir, wanted)
    const found = place && (await variantOf(place, context.req.header('accept-encoding') ?? ''))
    if (!found) return next()
    const headers: Record<string, string> = {
      ...always,
      'content-type': mediaTypes[extname(wanted)] ?? 'application/octet-stream',
      'cache-control': cachingOf(path),
      etag: found.tag,
      vary: 'accept-encoding',
      ...(found.encoding ? { 'content-encoding': found.encoding } : {}),
      ...(wanted.endsWith('.html') ? { 'content-security-policy': await policyNow() } : {}),
    }
    if (context.req.header('if-none-match') === found.tag) return context.body(null, 304, headers)
    return context.body(bodyOf(found), 200, headers)
  })
  return app
}

/** `/app` and what is below belongs to the shell; a folder is answered by its page. */
function fileFor(path: string): string {
  if (path === '/app' || path.startsWith('/app/')) return '/app/index.html'
  return path.endsWith('/') ? `${path}index.html` : path
}
