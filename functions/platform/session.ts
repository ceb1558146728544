import { createRemoteJWKSet, EncryptJWT, type JWTPayload, jwtDecrypt, jwtVerify } from 'jose'
import { httpProblem } from './problem.ts'

/** What the cookie says: who signed in, when, and until when it holds. Milliseconds since the epoch. */
export interface SignedIn {
  readonly personId: string
  readonly since: number
  readonly expiresAt: number
  /** The issuer's ID token, for sign-out there; browser sessions only. */
  readonly idToken?: string
}

/** Eight hours, a clinic's working day; fixed, because rotating refresh tokens break parallel tabs. */
export const sessionHours = 8

/** The cookie's name; `__Host-` binds it to the host, which browsers allow on https only (RFC 6265bis §4.1.3). */
export const sessionCookie = (origin: string): string =>
  origin.startsWith('https:') ? '__Host-xl-session' : 'xl-session'

/** @param now the clock that expiry is judged by, in milliseconds. */
export function sessionSeal(key: Uint8Array, now: () => number = Date.now) {
  const opened = new Map<string, SignedIn>()

  async function decrypt(cookie: string): Promise<SignedIn> {
    const { payload } = await jwtDecrypt(cookie, key, {
      contentEncryptionAlgorithms: ['A256GCM'],
      keyManagementAlgorithms: ['dir'],
      currentDate: new Date(now()),
    }).catch(() => ({ payload: {} as JWTPayload }))
    const { sub, exp, since, idToken } = payload
    if (!sub || !exp || typeof since !== 'number') throw httpProblem('session-expired')
    return {
      personId: sub,
      since,
      expiresAt: exp * 1000,
      ...(typeof idToken === 'string' ? { idToken } : {}),
    }
  }

  return {
    seal: ({ personId, since, expiresAt, idToken }: SignedIn): Promise<string> =>
      new EncryptJWT({ since, ...(idToken ? { idToken } : {}) })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setSubject(personId)
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .encrypt(key),

    /** @throws Problem `session-expired` where the cookie is old, changed or sealed with another key. */
    async open(cookie: string): Promise<SignedIn> {
      const signedIn = opened.get(cookie) ?? (await decrypt(cookie))
      if (signedIn.expiresAt <= now()) throw httpProblem('session-expired')
      remember(opened, cookie, signedIn)
      return signedIn
    },
  }
}

/** A page's requests bring the same cookie: it is decrypted once in a process, and its expiry judged each time. */
const remembered = 1000
function remember(opened: Map<string, SignedIn>, cookie: string, signedIn: SignedIn): void {
  opened.delete(cookie)
  opened.set(cookie, signedIn)
  for (const oldest of opened.keys()) {
    if (opened.size <= remembered) return
    opened.delete(oldest)
  }
}
export type SessionSeal = ReturnType<typeof sessionSeal>

/** Access tokens of other systems: issuer, audience, algorithm and type are all checked (RFC 9068 §4). */
export function bearerCheck(issuer: string, audience: string, now: () => number = Date.now) {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  /** @throws Problem `try-again` where the issuer cannot be reached: the token may well be good. */
  const discover = async () => {
    const document = await fetch(`${issuer}/.well-known/openid-configuration`)
      .then((response) => response.json() as Promise<{ jwks_uri: string }>)
      .catch(() => undefined)
    if (!document?.jwks_uri) throw httpProblem('try-again')
    return createRemoteJWKSet(new URL(document.jwks_uri))
  }
  /** @throws Problem `sign-in-required` for any token that is not ours, not valid or not valid any more. */
  return async (token: string): Promise<SignedIn> => {
    keys ??= await discover()
    const verified = await jwtVerify(token, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      requiredClaims: ['sub', 'iat', 'exp'],
      currentDate: new Date(now()),
    }).catch(() => undefined)
    const { sub, iat, exp } = verified?.payload ?? {}
    if (!sub || !iat || !exp) throw httpProblem('sign-in-required')
    return { personId: sub, since: iat * 1000, expiresAt: exp * 1000 }
  }
}
