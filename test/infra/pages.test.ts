import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../infra/aws/headers.ts'
import { importMapHash, keyOf, sitePages } from '../../infra/aws/pages.ts'
import { openPublicPages, type Renderer } from '../../infra/aws/public-pages.ts'
import { contentSecurityPolicy as localPolicy } from '../../infra/local/web-static.ts'

const map = '{"imports":{"vue":"/assets/vue.js"}}'
const shell = `<!doctype html><script type="importmap">${map}</script><script>alert(1)</script><main></main>`
const hash = `sha256-${createHash('sha256').update(map).digest('base64')}`
const html = 'text/html; charset=utf-8'

const files: Readonly<Record<string, [string, string]>> = {
  'app/index.html': [shell, html],
  'index.html': ['<!doctype html><main>clinic days</main>', html],
  'clinics/index.html': ['<!doctype html>', html],
  'config.json': ['{}', 'application/json'],
  'public-data/clinic-days-2026-11.json': ['{"month":"2026-11"}', 'application/json'],
}

/** The bucket; what else it holds is added by the test. */
const bucket =
  (more: typeof files = {}) =>
  async (key: string): Promise<Response> => {
    const [content, type] = { ...files, ...more }[key] ?? []
    return content === undefined
      ? new Response('', { status: 404 })
      : new Response(content, { headers: { 'content-type': type ?? '' } })
  }
const reported: string[] = []
const report = ({ message }: Error) => void reported.push(message)
const get = (path: string, init?: RequestInit) => sitePages({ read: bucket(), report }).request(path, init)

describe('pages', () => {
  it.each([
    ['/', 'index.html'],
    ['/app', 'app/index.html'],
    ['/app/scheduling/today', 'app/index.html'],
    ['/app/scheduling/sessions/2026-09-16', 'app/index.html'],
    ['/clinics/', 'clinics/index.html'],
    ['/clinics', 'clinics/index.html'],
    ['/config.json', 'config.json'],
    ['/app/icon.svg', 'app/icon.svg'],
    ['/apple', 'apple/index.html'],
  ])('find %s at %s', (path, key) => {
    expect(keyOf(path)).toBe(key)
  })

  it('carry a policy that allows their own import map and no other inline script', async () => {
    const response = await get('/app/scheduling/today')
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy(hash))
    expect(response.headers.get('content-security-policy')).toContain(`script-src 'self' '${hash}';`)
  })

  it('without an import map allow no inline script', async () => {
    const response = await get('/')
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(importMapHash('<p>none</p>')).toBeUndefined()
  })

  it('let the sign-out form end at the issuer', async () => {
    const app = sitePages({ read: bucket(), report, formTargets: ['https://sign-in.example.org'] })
    const policy = (await app.request('/app')).headers.get('content-security-policy')
    expect(policy).toContain("form-action 'self' https://sign-in.example.org;")
  })

  it('carry the policy that they carry on one machine', () => {
    expect(contentSecurityPolicy(hash)).toBe(localPolicy(hash))
  })

  it.each(['/', '/app', '/config.json', '/nowhere'])('at %s carry every security header', async (path) => {
    const { headers } = await get(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
  })

  it('forbid unsafe scripts and styles, frames and foreign sources', () => {
    const policy = contentSecurityPolicy(hash)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
  })

  it('are asked for again by browsers and kept a minute by the CDN, a day where nobody answers', async () => {
    const caching = (await get('/')).headers.get('cache-control')
    expect(caching).toContain('max-age=0')
    expect(caching).toContain('s-maxage=60')
    expect(caching).toContain('stale-if-error=86400')
  })

  it('are not sent again to who has them', async () => {
    const etag = (await get('/app')).headers.get('etag') ?? ''
    const again = await get('/app/scheduling', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await get('/', { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  it('answer 404 where nothing is, with a document where there is one', async () => {
    expect((await get('/nowhere')).status).toBe(404)
    const response = await sitePages({ report, read: bucket({ '404.html': ['<p>404', html] }) }).request(
      '/nowhere',
    )
    expect([response.status, await response.text()]).toEqual([404, '<p>404'])
  })

  it('fail aloud where the store refuses, so that the CDN goes on with what it has', async () => {
    const app = sitePages({ report, read: async () => new Response('', { status: 403 }) })
    expect((await app.request('/')).status).toBe(500)
    expect(reported).toContain('index.html: 403')
  })

  it('answer for operations that no context has with a problem, not with a page', async () => {
    const response = await get('/api/nobody/things')
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  it('answer HEAD without a body', async () => {
    const response = await get('/', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

describe('public pages', () => {
  const renderer: Renderer = {
    async renderPublicPage(address, months, now) {
      if (address === '/') return `<p>${JSON.stringify(months)}`
      return address === '/d/1/' ? `<p>${now}` : undefined
    },
  }
  /** 23:59 of 30 November in Beijing, which is 15:59 in UTC. */
  const late = Date.parse('2026-11-30T15:59:00Z')

  function opened(now: () => number, read = bucket()) {
    const asked: string[] = []
    const noted = (key: string) => {
      asked.push(key)
      return read(key)
    }
    const publicPages = openPublicPages({ renderer, now, read: noted })
    return { asked, app: sitePages({ read: bucket(), report, publicPages }) }
  }

  it('are made of this month and the next, by the calendar of Beijing', async () => {
    const { app, asked } = opened(() => late)
    expect(await (await app.request('/')).text()).toBe('<p>[{"month":"2026-11"}]')
    expect(asked).toEqual(['public-data/clinic-days-2026-11.json', 'public-data/clinic-days-2026-12.json'])
    const midnight = opened(() => late + 60_000)
    await midnight.app.request('/')
    expect(midnight.asked).toEqual([
      'public-data/clinic-days-2026-12.json',
      'public-data/clinic-days-2027-01.json',
    ])
  })

  it('are at most half a minute old, and made once for all who ask meanwhile', async () => {
    let now = late
    const { app, asked } = opened(() => now)
    for (now of [late, late + 29_999]) await app.request('/d/1/')
    expect(asked).toHaveLength(2)
    now = late + 30_000
    expect(await (await app.request('/d/1/')).text()).toBe(`<p>${now}`)
    expect(asked).toHaveLength(4)
  })

  it('leave every other address to the files', async () => {
    const { app } = opened(() => late)
    expect(await (await app.request('/app/scheduling')).text()).toBe(shell)
  })

  it('fail aloud where the published files cannot be read, and the shell opens all the same', async () => {
    const { app } = opened(
      () => late,
      async () => new Response('', { status: 503 }),
    )
    expect((await app.request('/')).status).toBe(500)
    expect((await app.request('/app')).status).toBe(200)
  })
})
