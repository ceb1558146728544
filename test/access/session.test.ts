import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantsEntity } from '#functions/platform/grants.ts'
import { deriveKeys } from '#functions/platform/keys.ts'
import { sessionSeal } from '#functions/platform/session.ts'
import { signToken } from '../../infra/local/issuer/index.ts'
import { openAccess, type Running } from './support.ts'

let system: Running
const hour = 3_600_000

beforeAll(async () => {
  system = await openAccess()
})
afterAll(() => system.close())

const ask = (path: string, headers: Record<string, string>, method = 'GET', body?: object) =>
  fetch(system.origin + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const typeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { type: string }).type
const cookieOf = async (
  personId: string,
  since = Date.now(),
  expiresAt = Date.now() + hour,
): Promise<string> => `xl-session=${await system.platform.seal.seal({ personId, since, expiresAt })}`

describe('a session cookie', () => {
  it('says who is signed in and until when', async () => {
    const expiresAt = Math.floor((Date.now() + hour) / 1000) * 1000
    const response = await ask('/api/access/session', {
      cookie: await cookieOf('demo-li-min', Date.now(), expiresAt),
    })
    expect(await response.json()).toMatchObject({
      actor: { personId: 'demo-li-min', displayName: '李敏' },
      expiresAt,
    })
  })

  it('is refused where one character of any part was changed', async () => {
    const cookie = await cookieOf('demo-li-min')
    for (const place of [14, Math.floor(cookie.length / 2), cookie.length - 2]) {
      const other = cookie[place] === 'A' ? 'B' : 'A'
      const changed = cookie.slice(0, place) + other + cookie.slice(place + 1)
      const response = await ask('/api/access/session', { cookie: changed })
      expect([response.status, await typeOf(response)]).toEqual([401, 'urn:problem:http:session-expired'])
    }
  })

  it('is refused once its time is over', async () => {
    const cookie = await cookieOf('demo-li-min', Date.now() - 9 * hour, Date.now() - 1000)
    expect((await ask('/api/access/session', { cookie })).status).toBe(401)
  })

  it('is refused where another deployment sealed it', async () => {
    const other = sessionSeal(deriveKeys('another root key, of at least thirty-two characters').session)
    const sealed = await other.seal({
      personId: 'demo-fang-minzhi',
      since: Date.now(),
      expiresAt: Date.now() + hour,
    })
    expect((await ask('/api/access/session', { cookie: `xl-session=${sealed}` })).status).toBe(401)
  })

  it('cannot be replaced by the cookie of a sign-in under way', async () => {
    const begun = await fetch(`${system.origin}/auth/sign-in`, { redirect: 'manual' })
    const pending = begun.headers.getSetCookie()[0]?.split(';')[0]?.split('=')[1] ?? ''
    expect(pending.length).toBeGreaterThan(100)
    expect((await ask('/api/access/session', { cookie: `xl-session=${pending}` })).status).toBe(401)
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another subdomain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, from an old browser', { origin: 'https://evil.example' }],
    ['nowhere', {}],
  ])('changes nothing on a request from %s', async (_, headers) => {
    const cookie = await cookieOf('demo-fang-minzhi')
    const body = { grant: { role: 'auditor' }, displayName: 'x' }
    const response = await ask(
      '/api/access/people/victim/grants',
      { cookie, ...headers } as Record<string, string>,
      'POST',
      body,
    )
    expect([response.status, await typeOf(response)]).toEqual([403, 'urn:problem:http:cross-site'])
  })

  it('changes something on a request from our own page, in a new browser and in an old one', async () => {
    const cookie = await cookieOf('demo-fang-minzhi')
    const body = { grant: { role: 'auditor' }, displayName: '新人' }
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: system.origin }]) {
      const response = await ask(
        '/api/access/people/new-person/grants',
        { cookie, ...headers } as Record<string, string>,
        'POST',
        body,
      )
      expect(response.status).toBe(200)
    }
  })
})

describe('a role that was taken away', () => {
  it('is refused at the next request of the same session', async () => {
    const auditor = { cookie: await cookieOf('demo-song-heng') }
    const journal = '/api/access/journal?date=2026-09-15'
    expect((await ask(journal, auditor)).status).toBe(200)
    const office = { cookie: await cookieOf('demo-fang-minzhi'), 'sec-fetch-site': 'same-origin' }
    const taken = await ask('/api/access/people/demo-song-heng/grants/removal', office, 'POST', {
      grant: { role: 'auditor' },
    })
    expect(taken.status).toBe(200)
    expect((await ask(journal, auditor)).status).toBe(403)
    await ask('/api/access/people/demo-song-heng/grants', office, 'POST', { grant: { role: 'auditor' } })
    expect((await ask(journal, auditor)).status).toBe(200)
  })

  it('is refused to somebody who was struck from the register altogether', async () => {
    const cookie = await cookieOf('demo-tian-ye')
    await grantsEntity(system.platform.table).delete({ personId: 'demo-tian-ye' }).go()
    const response = await ask('/api/access/people', { cookie })
    expect(response.status).toBe(403)
  })
})

describe('signing out everywhere', () => {
  it('ends every session that began before, and none that begins after', async () => {
    const before = await cookieOf('demo-bai-zhiwei', Date.now() - 1000)
    const response = await ask(
      '/api/access/session/sign-out-everywhere',
      { cookie: before, 'sec-fetch-site': 'same-origin' },
      'POST',
    )
    expect(response.status).toBe(200)
    expect((await ask('/api/access/session', { cookie: before })).status).toBe(401)
    expect((await ask('/api/access/session', { cookie: await cookieOf('demo-bai-zhiwei') })).status).toBe(200)
  })

  it('is done by the office for a person whose device was lost', async () => {
    const lost = await cookieOf('demo-luo-qian', Date.now() - 1000)
    const office = { cookie: await cookieOf('demo-fang-minzhi'), 'sec-fetch-site': 'same-origin' }
    expect((await ask('/api/access/people/demo-luo-qian/sign-out', office, 'POST')).status).toBe(200)
    expect((await ask('/api/access/session', { cookie: lost })).status).toBe(401)
    expect((await ask('/api/access/people/nobody/sign-out', office, 'POST')).status).toBe(404)
  })
})

describe('a bearer token', () => {
  const bearer = async (token: string) => ask('/api/access/people', { authorization: `Bearer ${token}` })
  const now = () => Math.floor(Date.now() / 1000)

  /** A token of the local issuer's own key in which one thing is not as it should be. */
  async function crooked(changes: { claims?: object; header?: object } = {}): Promise<string> {
    const { signing } = system.issuerKeys
    const claims = {
      iss: `${system.origin}/issuer`,
      aud: `${system.origin}/api`,
      sub: 'demo-fang-minzhi',
      iat: now(),
      exp: now() + 600,
      ...changes.claims,
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signing.kid ?? '', ...changes.header })
      .sign(await importJWK(signing, 'ES256'))
  }

  it('of `npm run token` opens the API without a cookie and without an origin', async () => {
    expect((await bearer(await signToken(system.issuerKeys, system.origin, 'demo-fang-minzhi'))).status).toBe(
      200,
    )
    expect((await bearer(await crooked())).status).toBe(200)
  })

  it.each([
    ['another audience', { claims: { aud: 'https://other.example/api' } }],
    ['another issuer', { claims: { iss: 'https://other.example' } }],
    ['the type of an ID token', { header: { typ: 'JWT' } }],
    ['an age that is over', { claims: { iat: now() - 700, exp: now() - 100 } }],
    ['no expiry', { claims: { exp: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['an unknown key', { header: { kid: 'unknown' } }],
  ])('with %s is refused', async (_, changes) => {
    const response = await bearer(await crooked(changes))
    expect([response.status, await typeOf(response)]).toEqual([401, 'urn:problem:http:sign-in-required'])
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('without a signature is refused', async () => {
    const token = new UnsecuredJWT({ sub: 'demo-fang-minzhi' })
      .setIssuer(`${system.origin}/issuer`)
      .setAudience(`${system.origin}/api`)
      .setIssuedAt()
      .setExpirationTime('1h')
      .encode()
    expect((await bearer(token)).status).toBe(401)
  })

  it('signed symmetrically with the public key is refused', async () => {
    const { kid = '', x = '', y = '' } = system.issuerKeys.signing
    const secret = new TextEncoder().encode(JSON.stringify({ x, y }).padEnd(64))
    const token = await new SignJWT({ sub: 'demo-fang-minzhi' })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .setIssuer(`${system.origin}/issuer`)
      .setAudience(`${system.origin}/api`)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(secret)
    expect((await bearer(token)).status).toBe(401)
  })

  it('signed by another key under the same name is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const key = await exportJWK(privateKey)
    const token = await signToken(
      { ...system.issuerKeys, signing: { ...key, alg: 'ES256', kid: system.issuerKeys.signing.kid ?? '' } },
      system.origin,
      'demo-fang-minzhi',
    )
    expect((await bearer(token)).status).toBe(401)
  })

  it('of a stranger opens nothing', async () => {
    expect((await bearer(await signToken(system.issuerKeys, system.origin, 'stranger'))).status).toBe(403)
  })

  it('is not read from anything but the header', async () => {
    const token = await signToken(system.issuerKeys, system.origin, 'demo-fang-minzhi')
    expect((await fetch(`${system.origin}/api/access/people?access_token=${token}`)).status).toBe(401)
  })
})
