import * as client from 'openid-client'
import type { Config } from '#functions/platform/config.ts'
import type { Pending } from './pending.ts'

/** What the issuer confirmed: who it is, and the token by which they are signed out there. */
export interface Confirmed {
  readonly personId: string
  readonly idToken: string | undefined
}

const isLoopback = (issuer: URL): boolean =>
  issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname)

/** Our side of OpenID Connect (code flow with PKCE), against whatever issuer is configured. */
export function relyingParty(config: Config) {
  const issuer = new URL(config.OIDC_ISSUER)
  const callback = `${config.PUBLIC_ORIGIN}/auth/callback`
  let discovered: Promise<client.Configuration> | undefined

  /** Asked for at the first sign-in, kept after; a failure is not kept. */
  const discover = (): Promise<client.Configuration> => {
    const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = config
    const authentication = OIDC_CLIENT_SECRET ? client.ClientSecretPost(OIDC_CLIENT_SECRET) : client.None()
    discovered ??= client
      .discovery(issuer, OIDC_CLIENT_ID, undefined, authentication, {
        timeout: 5,
        // Plain http is for an issuer on this very machine alone.
        execute: isLoopback(issuer) ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        discovered = undefined
        throw error
      })
    return discovered
  }

  return {
    /** The address to send the browser to, and what it must bring back. `fresh` asks who it is, whoever is signed in there. */
    async begin(returnTo: string, fresh: boolean): Promise<{ url: URL; pending: Pending }> {
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        returnTo,
      }
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: callback,
        scope: 'openid profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        ...(fresh ? { prompt: 'login' } : {}),
      })
      return { url, pending }
    },

    /** @throws what openid-client throws where state, nonce, verifier, code or signature do not fit. */
    async finish(search: string, pending: Pending): Promise<Confirmed> {
      const tokens = await client.authorizationCodeGrant(await discover(), new URL(callback + search), {
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.verifier,
        idTokenExpected: true,
      })
      return { personId: tokens.claims()?.sub ?? '', idToken: tokens.id_token }
    },

    /** Where the sign-out goes on: at the issuer, where it offers that (RP-Initiated Logout 1.0), else at home. */
    async signOutUrl(idToken: string | undefined): Promise<string> {
      const home = `${config.PUBLIC_ORIGIN}/`
      const known = await discover().catch(() => undefined)
      if (!idToken || !known?.serverMetadata().end_session_endpoint) return home
      return client.buildEndSessionUrl(known, { id_token_hint: idToken, post_logout_redirect_uri: home }).href
    },
  }
}
