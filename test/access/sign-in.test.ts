import { allowInsecureRequests, ClientSecretBasic, clientCredentialsGrant, discovery } from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { demoSystemId } from '../../infra/local/issuer/index.ts'
import { type Browser, browser, openAccess, type Running } from './support.ts'

let system: Running
beforeAll(async () => {
  system = await openAccess()
})
afterAll(() => system.close())

const sessionOf = async (person: Browser) =>
  (await (await person.send('/api/access/session')).json()) as {
    actor?: { personId: string }
    expiresAt?: number
  }
const actsOf = async (personId: string): Promise<string[]> => {
  const entries = await entriesOf(system.platform.table)
  return entries.filter(({ aggregateId }) => aggregateId === personId).map(({ act }) => act)
}
const titleOf = async (response: Response): Promise<string> =>
  (await response.text()).match(/<h1>(.*?)<\/h1>/)?.[1] ?? ''

describe('signing in', () => {
  it('leads through the issuer back to the page it began on', async () => {
    const person = browser(system.origin)
    const back = await person.signIn('demo-li-min', '/app/scheduling/today?date=2026-09-15')
    expect([back.status, back.headers.get('location')]).toEqual([
      303,
      '/app/scheduling/today?date=2026-09-15',
    ])
    const { actor, expiresAt } = await sessionOf(person)
    expect(actor).toMatchObject({ personId: 'demo-li-min', displayName: '李敏', demo: true })
    expect((expiresAt ?? 0) - Date.now()).toBeGreaterThan(7.9 * 3_600_000)
    expect(await actsOf('demo-li-min')).toContain('signed-in')
  })

  it('keeps the session in a cookie that scripts and other sites cannot use, and no token anywhere else', async () => {
    const back = await browser(system.origin).signIn('demo-li-min')
    const cookie = back.headers.getSetCookie().find((line) => line.startsWith('xl-session='))
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(cookie).toContain('Max-Age=28800')
    expect(cookie?.length).toBeLessThan(4096)
    expect(back.headers.get('location')).toBe('/')
    expect(await back.text()).toBe('')
  })

  it('asks the issuer for a code with PKCE, state and nonce', async () => {
    const begun = await browser(system.origin).send('/auth/sign-in')
    const asked = new URL(begun.headers.get('location') ?? '').searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: `${system.origin}/auth/callback`,
    })
  })

  it('does not follow a `return` to another site', async () => {
    const back = await browser(system.origin).signIn('demo-li-min', '//evil.example/')
    expect(back.headers.get('location')).toBe('/')
  })

  it('lets two tabs sign in at once', async () => {
    const person = browser(system.origin)
    const first = await person.toIssuer('/one')
    const second = await person.toIssuer('/two')
    const later = await person.send(await person.choose(second, 'demo-li-min'))
    const earlier = await person.send(await person.choose(first, 'demo-li-min'))
    expect([later.headers.get('location'), earlier.headers.get('location')]).toEqual(['/two', '/one'])
  })

  it('ends a session of the person before, on the same browser', async () => {
    const person = browser(system.origin)
    await person.signIn('demo-li-min')
    person.drop('xl-issuer')
    await person.signIn('demo-fang-minzhi')
    expect((await sessionOf(person)).actor?.personId).toBe('demo-fang-minzhi')
  })
})

describe('a sign-in that does not fit', () => {
  const refused = async (person: Browser, callback: string): Promise<void> => {
    const response = await person.send(callback)
    expect(response.status).toBe(401)
    expect(await titleOf(response)).toBe('登录没有完成')
    expect(person.has('xl-session')).toBe(false)
  }
  const arrived = async (person: Browser): Promise<string> =>
    person.choose(await person.toIssuer('/back'), 'demo-li-min')

  it('is refused in a browser that did not begin it', async () => {
    await refused(browser(system.origin), await arrived(browser(system.origin)))
  })

  it("is refused where a victim's browser is given the attacker's code", async () => {
    const victim = browser(system.origin)
    const own = new URL(await arrived(victim))
    const foreign = new URL(await arrived(browser(system.origin)))
    own.searchParams.set('code', foreign.searchParams.get('code') ?? '')
    await refused(victim, own.href)
  })

  it('is refused where the code is replayed, and the code is dead', async () => {
    const person = browser(system.origin)
    const callback = await arrived(person)
    const pending = new Map(person.jar)
    expect((await person.send(callback)).status).toBe(303)
    const thief = browser(system.origin)
    for (const [name, value] of pending) thief.jar.set(name, value)
    await refused(thief, callback)
  })

  it('is refused where the verifier is another (PKCE)', async () => {
    const person = browser(system.origin)
    const first = await arrived(person)
    const { searchParams } = new URL(first)
    const answer = await fetch(`${system.origin}/issuer/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'pages',
        redirect_uri: `${system.origin}/auth/callback`,
        code: searchParams.get('code') ?? '',
        code_verifier: 'x'.repeat(43),
      }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_grant' }])
  })

  it('is refused by the issuer without PKCE, and with another address to return to', async () => {
    const ask = (changes: Record<string, string>) =>
      fetch(
        `${system.origin}/issuer/auth?${new URLSearchParams({
          client_id: 'pages',
          response_type: 'code',
          scope: 'openid',
          redirect_uri: `${system.origin}/auth/callback`,
          state: 's',
          ...changes,
        })}`,
        { redirect: 'manual' },
      )
    const plain = await ask({})
    expect(plain.headers.get('location')).toContain('error=invalid_request')
    const elsewhere = await ask({
      redirect_uri: 'https://evil.example/',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    })
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([400, null])
  })

  it('is refused with a made-up state, an error of the issuer, or nothing at all', async () => {
    for (const query of ['', '?code=x&state=y', '?error=access_denied&state=y', '?code=x'])
      await refused(browser(system.origin), `/auth/callback${query}`)
  })

  it('offers to try again where it began, and says so in English to who reads English', async () => {
    const person = browser(system.origin)
    const callback = new URL(await arrived(person))
    callback.searchParams.set('code', 'wrong')
    const response = await person.send(callback.href, { headers: { 'accept-language': 'en-GB,en;q=0.9' } })
    const page = await response.text()
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('href="/auth/sign-in?return=%2Fback"')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

describe('somebody without a role', () => {
  it.each(['demo-zhang-sheng'])('is told whom to ask, and gets no session: %s', async (personId) => {
    const person = browser(system.origin)
    const response = await person.signIn(personId)
    expect(response.status).toBe(403)
    const page = await response.text()
    expect(page).toContain('医联体办公室')
    expect(page).toContain(personId)
    expect(person.has('xl-session')).toBe(false)
    expect(await actsOf(personId)).toContain('sign-in-refused')
  })
})

describe('signing out', () => {
  const out = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }

  it('ends the session here and at the issuer, and leads home', async () => {
    const person = browser(system.origin)
    await person.signIn('demo-li-min')
    const response = await person.send('/auth/sign-out', out)
    const atIssuer = response.headers.get('location') ?? ''
    expect(atIssuer).toContain(`${system.origin}/issuer/session/end?`)
    expect(person.has('xl-session')).toBe(false)
    const page = await (await person.send(atIssuer)).text()
    const xsrf = page.match(/name="xsrf" value="(\w+)"/)?.[1] ?? ''
    const done = await person.send('/issuer/session/end/confirm', {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    })
    expect(done.headers.get('location')).toBe(`${system.origin}/`)
    expect(await actsOf('demo-li-min')).toContain('signed-out')
    expect(await person.toIssuer()).toContain('/issuer/sign-in/')
  })

  it('tells a page where to go on, instead of redirecting it', async () => {
    const person = browser(system.origin)
    await person.signIn('demo-li-min')
    const response = await person.send('/auth/sign-out', {
      ...out,
      headers: { ...out.headers, accept: 'application/json' },
    })
    expect(await response.json()).toEqual({ location: expect.stringContaining('/issuer/session/end?') })
  })

  it("is not done by another site's form", async () => {
    const person = browser(system.origin)
    await person.signIn('demo-li-min')
    const response = await person.send('/auth/sign-out', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(response.status).toBe(403)
    expect((await sessionOf(person)).actor?.personId).toBe('demo-li-min')
  })

  it('leads home where nobody was signed in', async () => {
    expect((await browser(system.origin).send('/auth/sign-out', out)).headers.get('location')).toBe(
      `${system.origin}/`,
    )
  })
})

describe('another system', () => {
  const connect = (secret: string) =>
    discovery(new URL(`${system.origin}/issuer`), demoSystemId, undefined, ClientSecretBasic(secret), {
      execute: [allowInsecureRequests],
    })

  it('gets a token for the API by its client credentials, and acts by its own grants', async () => {
    const { access_token } = await clientCredentialsGrant(await connect(system.issuerKeys.systemSecret))
    const response = await fetch(`${system.origin}/api/access/session`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(await response.json()).toMatchObject({
      actor: { personId: demoSystemId, grants: [{ role: 'referral-desk' }] },
    })
  })

  it('gets none by a wrong secret', async () => {
    await expect(clientCredentialsGrant(await connect('wrong'))).rejects.toThrow()
  })
})

describe('/api/health', () => {
  it('says that the table answers, to anyone', async () => {
    const response = await fetch(`${system.origin}/api/health`)
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ok', table: 'ok', version: expect.any(String) },
    ])
  })
})
