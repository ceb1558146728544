import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Actor } from '#shared/access/index.ts'
import type { Grants, Held } from './grants.ts'
import { httpProblem } from './problem.ts'
import { type bearerCheck, type SessionSeal, type SignedIn, sessionCookie } from './session.ts'

export interface Doorkeeper {
  readonly origin: string
  readonly seal: SessionSeal
  readonly checkBearer: ReturnType<typeof bearerCheck>
  readonly grants: Grants
  readonly now: () => number
}

export interface Caller extends SignedIn {
  readonly actor: Actor
}

/**
 * Who is calling: a browser by its cookie, another system by its bearer token, or nobody.
 * @throws Problem `session-expired`, `sign-in-required` or `cross-site`.
 */
export async function identify(c: Context, door: Doorkeeper): Promise<Caller | undefined> {
  const signedIn = await signedInBy(c, door)
  return signedIn && callerOf(signedIn, await door.grants.find(signedIn.personId), door)
}

/** What the cookie or the token says, before anything is read about the person. */
export async function signedInBy(c: Context, door: Doorkeeper): Promise<SignedIn | undefined> {
  const bearer = c.req.header('authorization')?.match(/^Bearer (\S+)$/i)?.[1]
  const cookie = getCookie(c, sessionCookie(door.origin))
  if (!bearer && !cookie) return undefined
  if (!bearer) refuseCrossSite(c, door.origin)
  return bearer ? door.checkBearer(bearer) : door.seal.open(cookie ?? '')
}

/** @throws Problem `session-expired` where the person has signed out everywhere since. */
export function callerOf(signedIn: SignedIn, held: Held | undefined, door: Pick<Doorkeeper, 'now'>): Caller {
  if (signedIn.expiresAt <= door.now() || (held && signedIn.since < held.validFrom))
    throw httpProblem('session-expired')
  const actor = held?.actor ?? { personId: signedIn.personId, displayName: '', grants: [] }
  return { ...signedIn, actor }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Cookies travel with cross-site requests of old browsers: a write must come from our own pages. */
function refuseCrossSite(c: Context, origin: string): void {
  if (safeMethods.has(c.req.method)) return
  const site = c.req.header('sec-fetch-site')
  const own = site ? site === 'same-origin' : c.req.header('origin') === origin
  if (!own) throw httpProblem('cross-site')
}
