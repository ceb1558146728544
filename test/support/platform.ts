import type { Hono } from 'hono'
import { readConfig } from '#functions/platform/config.ts'
import { grantsEntity } from '#functions/platform/grants.ts'
import { deriveKeys } from '#functions/platform/keys.ts'
import { assemble, type Platform } from '#functions/platform/platform.ts'
import { sessionCookie } from '#functions/platform/session.ts'
import type { Table } from '#functions/platform/table.ts'
import type { Actor, Grant } from '#shared/access/index.ts'
import { freshTable, openEngine } from './engine.ts'

export const origin = 'http://127.0.0.1:4000'

export const testConfig = readConfig({
  TABLE_NAME: 'test',
  PUBLIC_ORIGIN: origin,
  OIDC_ISSUER: `${origin}/issuer`,
  OIDC_CLIENT_ID: 'pages',
  OIDC_AUDIENCE: `${origin}/api`,
  LOG_LEVEL: 'silent',
})

/** Of the tests alone: every run derives the same keys from it. */
export const testRoot = 'a root key that only tests know, of 64 characters or thereabouts!'
/** What the gateway of the tests signs with; no gateway answers at its address. */
export const gatewayKey = 'a key that the tests and their gateway share'

export const testKeys = deriveKeys(testRoot)

export interface PlatformChoice {
  /** Whose platform; names the log's context only. */
  readonly context?: string
  readonly table?: Table
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** A platform over the real engine, with keys of the tests and a clock that the test may hold. */
export async function testPlatform({ context = 'test', table, now }: PlatformChoice = {}): Promise<Platform> {
  const parts = { table: table ?? (await freshTable(await openEngine())), ...(now ? { now } : {}) }
  return assemble(context, { ...testConfig, TABLE_NAME: parts.table.name }, testKeys, parts)
}

export type Headers = Readonly<Record<string, string>>

/** Gives the person their grants and a browser session; the headers are those of our own page. */
export async function cookieFor(platform: Platform, actor: Actor): Promise<Headers> {
  const { personId, displayName, grants, demo } = actor
  const person = { personId, displayName, grants: [...grants], ...(demo ? { demo } : {}) }
  await grantsEntity(platform.table).upsert(person).go()
  return sessionOf(platform, personId)
}

const eightHours = 8 * 3_600_000

/** The session of a person whose grants are as they are. Sealed tokens are judged by the real clock too. */
export async function sessionOf(platform: Platform, personId: string): Promise<Headers> {
  const since = platform.now()
  const expiresAt = Math.max(since, Date.now()) + eightHours
  const sealed = await platform.seal.seal({ personId, since, expiresAt })
  return {
    cookie: `${sessionCookie(platform.origin)}=${sealed}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  }
}

/** A person with these hats, signed in: `as(platform, 'li-min', { role: 'clinic-staff', siteId: 'site-050' })`. */
export const as = (platform: Platform, personId: string, ...grants: readonly Grant[]): Promise<Headers> =>
  cookieFor(platform, { personId, displayName: personId, grants: [...grants] })

/** One person of each kind, by role; ids of the things they are bound to come from the test. */
export const people = (platform: Platform) => ({
  clinicStaff: (siteId: string) => as(platform, `staff-${siteId}`, { role: 'clinic-staff', siteId }),
  practitioner: (practitionerId: string) =>
    as(platform, `doctor-${practitionerId}`, { role: 'practitioner', practitionerId }),
  patient: (patientId: string) => as(platform, `person-${patientId}`, { role: 'patient', patientId }),
  guardian: (patientId: string) => as(platform, `guardian-${patientId}`, { role: 'guardian', patientId }),
  office: () => as(platform, 'office', { role: 'alliance-office' }),
  auditor: () => as(platform, 'auditor', { role: 'auditor' }),
  pharmacist: (siteId: string) => as(platform, `pharmacist-${siteId}`, { role: 'pharmacist', siteId }),
  referralDesk: (organisationId: string) =>
    as(platform, `desk-${organisationId}`, { role: 'referral-desk', organisationId }),
  panelExpert: (practitionerId: string) =>
    as(platform, `expert-${practitionerId}`, { role: 'panel-expert', practitionerId }),
  panelCoordinator: () => as(platform, 'coordinator', { role: 'panel-coordinator' }),
  /** Signed in, with no role in the alliance. */
  stranger: () => as(platform, 'stranger'),
  /** Not signed in. */
  nobody: async (): Promise<Headers> => ({ 'content-type': 'application/json' }),
})

// biome-ignore lint/suspicious/noExplicitAny: any Hono app, whatever its variables
type AnyApp = Pick<Hono<any>, 'request'>

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test states what it expects of the answer
  readonly body: any
  readonly headers: globalThis.Headers
}

/** Asks an app as a person; a POST carries a fresh Idempotency-Key unless one is given. */
export const asking = (app: AnyApp, headers: Headers) => {
  const send = async (method: string, path: string, body?: unknown, more: Headers = {}): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await app.request(path, { method, headers: { ...headers, ...more }, ...sent })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json') ?? false
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers }
  }
  return {
    get: (path: string, more?: Headers) => send('GET', path, undefined, more),
    post: (path: string, body: unknown, key: string = crypto.randomUUID(), more: Headers = {}) =>
      send('POST', path, body, { 'idempotency-key': key, ...more }),
    put: (path: string, body: unknown, more?: Headers) => send('PUT', path, body, more),
    patch: (path: string, body: unknown, more?: Headers) => send('PATCH', path, body, more),
    delete: (path: string, more?: Headers) => send('DELETE', path, undefined, more),
    send,
  }
}
