import { importJWK, SignJWT } from 'jose'
import type { IssuerKeys } from './keys.ts'
import { issuerSettings } from './settings.ts'

/** A bearer token of the local issuer for a demo person, as RFC 9068 asks (`typ: at+jwt`); it holds one hour. */
export async function signToken(keys: IssuerKeys, origin: string, personId: string): Promise<string> {
  const { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_CLIENT_ID } = issuerSettings(origin)
  const { alg = 'ES256', kid = '' } = keys.signing
  return new SignJWT({ client_id: OIDC_CLIENT_ID })
    .setProtectedHeader({ alg, kid, typ: 'at+jwt' })
    .setIssuer(OIDC_ISSUER)
    .setAudience(OIDC_AUDIENCE)
    .setSubject(personId)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importJWK(keys.signing, alg))
}
