import Provider, { type Configuration } from 'oidc-provider'
import type { IssuerKeys } from './keys.ts'
import type { IssuerPages } from './page.ts'
import { type IssuerTable, issuerRepository } from './repository.ts'
import { demoSystemId, issuerSettings } from './settings.ts'

const minute = 60
const workingDay = 8 * 60 * minute

interface ProviderParts {
  readonly origin: string
  readonly table: IssuerTable
  readonly keys: IssuerKeys
  readonly pages: IssuerPages
  readonly isKnown: (personId: string) => boolean
}

/** OpenID Connect for one machine: code flow with PKCE for the pages, client credentials for other systems. */
export function openProvider(parts: ProviderParts): Provider {
  const { OIDC_ISSUER } = issuerSettings(parts.origin)
  const provider = new Provider(OIDC_ISSUER, {
    ...endpoints,
    ...clientsOf(parts),
    ...storageOf(parts),
    ...accountsOf(parts),
  })
  if (parts.origin.startsWith('https:')) provider.proxy = true
  return provider
}

const endpoints: Configuration = {
  responseTypes: ['code'],
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name'] },
  pkce: { required: () => true },
  rotateRefreshToken: false,
  conformIdTokenClaims: false,
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
}

function clientsOf({ origin, keys }: ProviderParts): Configuration {
  const { OIDC_CLIENT_ID } = issuerSettings(origin)
  return {
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clients: [
      {
        client_id: OIDC_CLIENT_ID,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${origin}/auth/callback`],
        post_logout_redirect_uris: [`${origin}/`],
      },
      {
        client_id: demoSystemId,
        client_secret: keys.systemSecret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      },
    ],
  }
}

function storageOf({ origin, table, keys }: ProviderParts): Configuration {
  return {
    adapter: issuerRepository(table),
    jwks: { keys: [keys.signing] as never },
    cookies: {
      keys: [...keys.cookies],
      names: { session: 'xl-issuer', interaction: 'xl-issuer-step', resume: 'xl-issuer-resume' },
      long: { httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:') },
      short: { httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:') },
    },
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      ClientCredentials: 10 * minute,
      Grant: workingDay,
      IdToken: workingDay,
      Interaction: 30 * minute,
      Session: workingDay,
    },
  }
}

function accountsOf({ origin, pages, isKnown }: ProviderParts): Configuration {
  const { OIDC_AUDIENCE } = issuerSettings(origin)
  return {
    findAccount: (_, personId) =>
      isKnown(personId) ? { accountId: personId, claims: async () => ({ sub: personId }) } : undefined,
    loadExistingGrant: grantPages,
    interactions: { url: (_, interaction) => `/issuer/sign-in/${interaction.uid}` },
    renderError: async (ctx, out) => pages.failure(ctx, out.error),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: pages.signOut,
        postLogoutSuccessSource: pages.signedOut,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_, client) => (client?.clientId === demoSystemId ? OIDC_AUDIENCE : []),
        getResourceServerInfo: () => ({
          audience: OIDC_AUDIENCE,
          scope: '',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  }
}

/** Our own pages need no consent screen: what they ask for is granted with the sign-in. */
const grantPages: NonNullable<Configuration['loadExistingGrant']> = async (ctx) => {
  const { client, session, provider } = ctx.oidc
  if (!client || !session?.accountId) return undefined
  const known = session.grantIdFor(client.clientId)
  const existing = known ? await provider.Grant.find(known) : undefined
  if (existing) return existing
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile')
  await grant.save()
  return grant
}
