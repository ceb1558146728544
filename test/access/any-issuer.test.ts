import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { accessApp } from '#functions/access/app.ts'
import type { Config } from '#functions/platform/config.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { assemble } from '#functions/platform/platform.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import { people, testConfig, testKeys } from '#test/support/platform.ts'

const issuer = 'https://issuer.example'
const origin = 'https://xinlian.example'
const document = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  end_session_endpoint: `${issuer}/logout`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
}

/** What the issuer answers with when it is asked for its document; the database is asked as ever. */
let answers: () => Response
let platform: Platform

async function openWith(changes: Partial<Config> = {}) {
  const table = await freshTable(await openEngine())
  const config = {
    ...testConfig,
    TABLE_NAME: table.name,
    PUBLIC_ORIGIN: origin,
    OIDC_ISSUER: issuer,
    ...changes,
  }
  platform = assemble('access', config, testKeys, { table })
  return accessApp(platform)
}

beforeEach(() => {
  const real = fetch
  answers = () => Response.json(document)
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    const url = String(input instanceof Request ? input.url : input)
    return url.startsWith(issuer) ? Promise.resolve(answers()) : real(input, init)
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('signing in at an issuer elsewhere', () => {
  it('sends the browser there, and back to the configured origin whatever the request calls itself', async () => {
    const app = await openWith()
    const begun = await app.request('https://evil.example/auth/sign-in', {
      headers: { host: 'evil.example' },
    })
    const asked = new URL(begun.headers.get('location') ?? '')
    expect(asked.origin + asked.pathname).toBe(`${issuer}/authorize`)
    expect(asked.searchParams.get('redirect_uri')).toBe(`${origin}/auth/callback`)
  })

  it('binds its cookies to the host and to https', async () => {
    const app = await openWith()
    const begun = await app.request('/auth/sign-in')
    expect(begun.headers.getSetCookie()[0]).toMatch(
      /^__Host-xl-sign-in-\w+=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  it('says that it cannot be reached, and tries again the next time', async () => {
    const app = await openWith()
    answers = () => new Response('', { status: 500 })
    expect((await app.request('/auth/sign-in')).status).toBe(503)
    answers = () => Response.json(document)
    expect((await app.request('/auth/sign-in')).status).toBe(303)
  })

  it('does not believe a document that names another issuer', async () => {
    const app = await openWith()
    answers = () => Response.json({ ...document, issuer: 'https://other.example' })
    expect((await app.request('/auth/sign-in')).status).toBe(503)
  })

  it('refuses an issuer on plain http that is not on this machine', async () => {
    const app = await openWith({ OIDC_ISSUER: 'http://issuer.example' })
    expect((await app.request('/auth/sign-in')).status).toBe(503)
  })

  it('asks anew who it is where somebody else wants to sign in', async () => {
    const app = await openWith()
    const begun = await app.request('/auth/sign-in?fresh')
    expect(new URL(begun.headers.get('location') ?? '').searchParams.get('prompt')).toBe('login')
  })

  it('throws away the cookie of an attempt that did not fit', async () => {
    const app = await openWith()
    const path = '/auth/callback?state=abcdefghijklmnop&code=x'
    const headers = { cookie: '__Host-xl-sign-in-abcdefghijkl=not-ours' }
    const response = await app.request(path, { headers })
    expect(response.status).toBe(401)
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-xl-sign-in-abcdefghijkl=; Max-Age=0; Path=\/;/,
    )
    expect((await app.request(path)).headers.getSetCookie()).toEqual([])
  })
})

describe('signing out at an issuer elsewhere', () => {
  const signOut = async (document_: object) => {
    const app = await openWith()
    answers = () => Response.json(document_)
    const held = await people(platform).office()
    const person = await platform.seal.seal({
      personId: 'office',
      since: Date.now(),
      expiresAt: Date.now() + 60_000,
      idToken: 'the-id-token',
    })
    expect(held['cookie']).toContain('__Host-xl-session=')
    const headers = { cookie: `__Host-xl-session=${person}`, 'sec-fetch-site': 'same-origin' }
    return app.request('/auth/sign-out', { method: 'POST', headers })
  }

  it("goes on by a page of its own, because our pages' form may not lead to another origin", async () => {
    const response = await signOut(document)
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page).toContain(`content="0;url=${issuer}/logout?id_token_hint=the-id-token`)
    expect(page).toContain('<h1>正在退出</h1>')
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-xl-session=; Max-Age=0/)
  })

  it('leads home where the issuer offers no sign-out', async () => {
    const { end_session_endpoint: _, ...without } = document
    const response = await signOut(without)
    expect([response.status, response.headers.get('location')]).toEqual([303, `${origin}/`])
  })
})

describe('a bearer token where the issuer cannot be reached', () => {
  it('is neither accepted nor called wrong', async () => {
    const app = await openWith()
    answers = () => new Response('', { status: 502 })
    const response = await app.request('/api/access/session', { headers: { authorization: 'Bearer a.b.c' } })
    expect([response.status, ((await response.json()) as { type: string }).type]).toEqual([
      503,
      'urn:problem:http:try-again',
    ])
  })
})
