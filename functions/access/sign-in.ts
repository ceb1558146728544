import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { identify } from '#functions/platform/identify.ts'
import { newEntry } from '#functions/platform/journal.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { httpProblem } from '#functions/platform/problem.ts'
import { sessionCookie, sessionHours } from '#functions/platform/session.ts'
import { languageOf, type PageKind, plainPage } from './page.ts'
import { pendingCookie, pendingSeal, pendingSeconds } from './pending.ts'
import { relyingParty } from './relying-party.ts'
import { safeReturn } from './return-path.ts'

type Environment = { Variables: { requestId: string; operation: string } }

/** Browsers drop a cookie of more than 4,096 bytes, name and attributes included. */
const longestCookie = 3800

/** Sign-in and sign-out of browsers, below `/auth`. The pages never see a token. */
export function signInRoutes(platform: Platform): Hono<Environment> {
  const { origin, now, journal, grants } = platform
  const issuer = relyingParty(platform.config)
  const pendings = pendingSeal(platform.keys.session, now)
  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax', secure: origin.startsWith('https:') } as const
  const app = new Hono<Environment>()

  const show = (c: Context, kind: PageKind, next: string, personId?: string): Response => {
    const language = languageOf(getCookie(c, 'lang'), c.req.header('accept-language'))
    const page = plainPage({ kind, language, next, personId })
    return c.body(page.body, page.status, page.headers)
  }

  /** Who has no role here may be somebody else on another attempt: the issuer must ask again. */
  const fail = (c: Context, kind: PageKind, returnTo: string, personId?: string): Response =>
    show(c, kind, `/auth/sign-in?return=${encodeURIComponent(returnTo)}${personId ? '&fresh' : ''}`, personId)

  const noteOf = (c: Context<Environment>, personId: string, act: string): Promise<void> => {
    const acting = { context: 'access', personId, at: now(), requestId: c.get('requestId') }
    return journal.note(newEntry(acting, { act, aggregateId: personId, basis: 'self' }))
  }

  /** The issuer's own token goes into the session for the sign-out there, where the cookie has room for it. */
  async function openSession(c: Context, personId: string, idToken: string | undefined): Promise<void> {
    const since = now()
    const held = { personId, since, expiresAt: since + sessionHours * 3_600_000 }
    const whole = await platform.seal.seal(idToken ? { ...held, idToken } : held)
    const sealed = whole.length > longestCookie ? await platform.seal.seal(held) : whole
    setCookie(c, sessionCookie(origin), sealed, { ...cookie, maxAge: sessionHours * 3600 })
  }

  app.get('/sign-in', async (c) => {
    c.set('operation', 'signIn')
    const returnTo = safeReturn(c.req.query('return'), origin)
    const begun = await issuer.begin(returnTo, c.req.query('fresh') !== undefined).catch(() => undefined)
    if (!begun) return fail(c, 'unreachable', returnTo)
    const sealed = await pendings.seal(begun.pending)
    setCookie(c, pendingCookie(origin, begun.pending.state), sealed, { ...cookie, maxAge: pendingSeconds })
    return c.redirect(begun.url.href, 303)
  })

  app.get('/callback', async (c) => {
    c.set('operation', 'signInCallback')
    const name = pendingCookie(origin, c.req.query('state') ?? '')
    const kept = getCookie(c, name)
    const pending = await pendings.open(kept)
    if (kept !== undefined) deleteCookie(c, name, cookie)
    if (!pending) return fail(c, 'sign-in-failed', '/')
    const confirmed = await issuer.finish(new URL(c.req.url).search, pending).catch(() => undefined)
    if (!confirmed?.personId) return fail(c, 'sign-in-failed', pending.returnTo)
    const held = await grants.find(confirmed.personId)
    if (!held?.actor.grants.length) {
      await noteOf(c, confirmed.personId, 'sign-in-refused')
      return fail(c, 'person-unknown', pending.returnTo, confirmed.personId)
    }
    await openSession(c, confirmed.personId, confirmed.idToken)
    await noteOf(c, confirmed.personId, 'signed-in')
    return c.redirect(pending.returnTo, 303)
  })

  /**
   * A call of ours is told where to go on. A form of ours is redirected, but not to another origin: the `form-action`
   * of our pages holds for redirects too, so that a page of its own leads there.
   */
  app.post('/sign-out', async (c) => {
    c.set('operation', 'signOut')
    if (!isOwn(c, origin)) throw httpProblem('cross-site')
    const caller = await identify(c, platform).catch(() => undefined)
    deleteCookie(c, sessionCookie(origin), cookie)
    if (caller) await noteOf(c, caller.personId, 'signed-out')
    const location = await issuer.signOutUrl(caller?.idToken)
    if (c.req.header('accept')?.includes('application/json')) return c.json({ location })
    return new URL(location).origin === origin ? c.redirect(location, 303) : show(c, 'signing-out', location)
  })
  return app
}

const isOwn = (c: Context, origin: string): boolean => {
  const site = c.req.header('sec-fetch-site')
  return site ? site === 'same-origin' : c.req.header('origin') === origin
}
