// @vitest-environment node
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webStatic } from '../../infra/local/web-static.ts'

let outDir: string
let app: Hono
const days = JSON.stringify(Array.from({ length: 200 }, (_, day) => ({ day })))
const script = 'export const one = 1\n'.repeat(50)

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'xinlian-static-'))
  await mkdir(join(outDir, 'app'))
  await mkdir(join(outDir, 'assets/kit'), { recursive: true })
  await mkdir(join(outDir, 'data'))
  await writeFile(join(outDir, 'csp.json'), JSON.stringify({ importMapHash: 'sha256-abc=' }))
  await writeFile(join(outDir, 'build.json'), '{}')
  await writeFile(join(outDir, 'app/index.html'), '<!doctype html>shell')
  await writeFile(join(outDir, 'index.html'), '<!doctype html>public')
  await writeFile(join(outDir, 'data/plain.json'), '{}')
  await writeFile(join(outDir, 'data/days.json'), days)
  const file = join(outDir, 'assets/kit/kit-Dv8HlXlG.js')
  await writeFile(file, script)
  await writeFile(`${file}.br`, brotliCompressSync(script))
  await writeFile(`${file}.gz`, gzipSync(script))
  app = webStatic({ outDir, config: { alliance: '朝阳' }, formTargets: ['https://issuer.example'] })
})
afterAll(() => rm(outDir, { recursive: true, force: true }))

const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })

describe('the pages', () => {
  it.each(['/app', '/app/', '/app/scheduling/today', '/app/scheduling/a.b', '/app/../app/x'])(
    '%s is answered by the shell, under a policy without inline code',
    async (path) => {
      const response = await get(path)
      expect(await response.text()).toContain('shell')
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self' 'sha256-abc='")
      expect(policy).toContain("form-action 'self' https://issuer.example")
      expect(policy).not.toContain('unsafe')
      expect(response.headers.get('cache-control')).toBe('no-cache')
    },
  )

  it('has the public page at its root', async () => {
    expect(await (await get('/')).text()).toContain('public')
  })

  it('says what may be known of the installation', async () => {
    expect(await (await get('/config.json')).json()).toEqual({ alliance: '朝阳' })
  })

  it('never lets a browser guess a type, frame a page or tell others where it came from', async () => {
    const { headers } = await get('/data/plain.json')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })
})

describe('a file', () => {
  const address = '/assets/kit/kit-Dv8HlXlG.js'

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('is sent to a browser that takes %s as %s', async (accepted, encoding) => {
    const response = await get(address, { 'accept-encoding': accepted })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('vary')).toBe('accept-encoding')
    expect(response.headers.get('content-type')).toContain('text/javascript')
  })

  it('is packed while it is sent where nothing packed lies beside it', async () => {
    const response = await get('/data/days.json', { 'accept-encoding': 'gzip, br' })
    expect(response.headers.get('content-encoding')).toBe('br')
    const packed = Buffer.from(await response.arrayBuffer())
    expect(packed.length).toBeLessThan(days.length / 2)
    expect(brotliDecompressSync(packed).toString()).toBe(days)
    const plain = await get('/data/days.json')
    expect(await plain.text()).toBe(days)
    expect(plain.headers.get('etag')).not.toBe(response.headers.get('etag'))
  })

  it('is kept for ever where its name holds its hash, and asked for anew where not', async () => {
    expect((await get(address)).headers.get('cache-control')).toContain('immutable')
    expect((await get('/data/plain.json')).headers.get('cache-control')).toBe('no-cache')
  })

  it('is not sent again to whom it is known', async () => {
    const { headers } = await get('/data/plain.json')
    const again = await get('/data/plain.json', { 'if-none-match': headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  it.each([
    '/csp.json',
    '/build.json',
    `${address}.br`,
    '/assets/kit/missing-12345678.js',
    '/..%2f..%2fetc/passwd',
    '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/%00',
    '/%E0%A4%A',
    '/data',
  ])('%s is not there', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})
