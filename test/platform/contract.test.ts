import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApi } from '#functions/platform/openapi.ts'
import { abilityFor } from '#shared/access/index.ts'
import { type Apps, contextNames, contractsOf, openApps } from '#test/support/apps.ts'
import { as, cookieFor, type Headers, origin } from '#test/support/platform.ts'
import { hostileValues, type JsonSchema, type Sources } from '#test/support/schema-arbitrary.ts'
import type { DemoStep } from '../../infra/local/demo.ts'
import { demoPeople, findDemoPerson } from '../../infra/local/demo-people.ts'
import { type Listed, operationsIn, requestsOf, type Sent } from './contract-requests.ts'

/** Requests per operation; a longer run of the same: `CONTRACT_RUNS=2000`. */
const runs = Number(process.env['CONTRACT_RUNS'] ?? 40)

const document = openApi(await contractsOf(contextNames()), origin)
const { schemas: components } = document['components'] as { schemas: Record<string, JsonSchema> }

/** Reads first, so that what they name feeds the writes; what takes roles and sessions away comes last. */
const turnOf = ({ method, path, operationId }: Listed): number =>
  (method === 'GET' ? 0 : 4) + (path.includes('{') ? 1 : 0) + (operationId.startsWith('access.') ? 2 : 0)
const operations = operationsIn(document).sort((a, b) => turnOf(a) - turnOf(b))

const roles = [
  'li-min',
  'chen-siyuan',
  'wang-guilan',
  'wu-jianping',
  'fang-minzhi',
  'song-heng',
  'tian-ye',
  'luo-qian',
]
const outsiders = ['stranger', 'nobody', 'forged', 'cross-site']
let apps: Apps
let callers: Record<string, Headers> = {}

/** Anew for each operation: the requests of the one before may have ended sessions and taken roles away. */
async function signEverybodyIn(): Promise<void> {
  const { platform } = apps
  callers = {}
  for (const name of roles) {
    const { personId, displayName, grants } = findDemoPerson(name) ??
      demoPeople[0] ?? { personId: '', displayName: '', grants: [] }
    callers[name] = await cookieFor(platform, { personId, displayName, grants: [...grants], demo: true })
  }
  callers['stranger'] = await as(platform, 'stranger')
  callers['nobody'] = { 'content-type': 'application/json' }
  callers['forged'] = { ...callers['li-min'], cookie: 'xl-session=eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA' }
  callers['cross-site'] = { ...callers['li-min'], 'sec-fetch-site': 'cross-site' }
}

/** The roles that may do such a thing at all. */
function ableTo({ 'x-may': may }: Listed): string[] {
  if (!may) return roles
  return roles.filter((name) => {
    const { personId = '', displayName = '', grants = [] } = findDemoPerson(name) ?? {}
    return abilityFor({ personId, displayName, grants: [...grants] }).can(...may)
  })
}

/** Ids that answers have named, by member: `siteId`, `slotId`. What is found by one operation feeds the next. */
const found = new Map<string, Set<string>>()
const sources: Sources = { components, known: (name) => [...(found.get(name) ?? [])].slice(-60) }

function harvest(value: unknown, name = ''): void {
  if (typeof value === 'string' && /Id$|^date$/.test(name))
    found.set(name, (found.get(name) ?? new Set()).add(value))
  else if (Array.isArray(value)) for (const one of value) harvest(one, name.replace(/s$/, ''))
  else if (value && typeof value === 'object')
    for (const [key, one] of Object.entries(value)) harvest(one, key)
}

async function demoStep(file: string, run: string): Promise<void> {
  const steps = (await import(join(import.meta.dirname, '../../infra/local', file))) as Record<
    string,
    DemoStep
  >
  await steps[run]?.(apps.call, { size: 'small', onProgress: () => {} })
  await apps.settled()
}

beforeAll(async () => {
  apps = await openApps()
  await demoStep('demo-alliance.ts', 'allianceDemo')
  await demoStep('demo-patients.ts', 'patientsDemo')
  await demoStep('demo-scheduling.ts', 'schedulingDemo')
  found.set('phone', new Set(['19900001111', '19900002222']))
  found.set('idNumber', new Set(['11010519491231002X']))
  found.set('name', new Set(['\u6d4b\u8bd5\u7532', '\u738b\u6842\u5170']))
  found.set('siteId', new Set(['site-050', 'site-051', 'site-001']))
  for (const [name, id] of Object.entries({ patientId: 'wang-guilan', practitionerId: 'chen-siyuan' })) {
    const own = findDemoPerson(id)
      ?.grants.flatMap((grant) => Object.entries(grant))
      .find(([key]) => key === name)
    if (own) found.set(name, new Set([String(own[1])]))
  }
}, 300_000)
afterAll(() => apps.close())

interface Seen {
  readonly status: number
  readonly mediaType: string
  readonly text: string
}

async function ask(method: string, { caller, path, body, headers }: Sent): Promise<Seen> {
  const sent = body === undefined ? {} : { body }
  const response = await apps.request(path, { method, headers: { ...callers[caller], ...headers }, ...sent })
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? ''
  return { status: response.status, mediaType, text: await response.text() }
}

/** What the document does not say of such an answer; undefined where it says all. */
function undocumented({ responses }: Listed, { status, mediaType, text }: Seen): string | undefined {
  const content = responses[status]?.content
  if (!content) return `status ${status}: ${text.slice(0, 200)}`
  if (!(mediaType in content)) return `${status} as ${mediaType}`
  if (mediaType !== 'application/problem+json') return undefined
  const { type } = JSON.parse(text) as { type: string }
  const types = content[mediaType]?.schema.allOf?.[1]?.properties?.['type']?.enum ?? []
  return types.includes(type) ? undefined : `${status} ${type}`
}

/** The statuses that each operation has answered with. */
const answered = new Map<string, Map<number, number>>()

function note({ operationId }: Listed, { status }: Seen): void {
  const counts = answered.get(operationId) ?? new Map<number, number>()
  answered.set(operationId, counts.set(status, (counts.get(status) ?? 0) + 1))
}

describe('what the OpenAPI document says', () => {
  it.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s holds for random and hostile requests of every role',
    async (_, operation) => {
      await signEverybodyIn()
      const requests = requestsOf(operation, sources, {
        able: ableTo(operation),
        all: [...roles, ...outsiders],
      })
      await fc.assert(
        fc.asyncProperty(requests, async (sent) => {
          const seen = await ask(operation.method, sent)
          note(operation, seen)
          if (seen.status < 300 && seen.mediaType === 'application/json') harvest(JSON.parse(seen.text))
          expect(undocumented(operation, seen)).toBeUndefined()
        }),
        { numRuns: runs, endOnFailure: true },
      )
    },
    120_000,
  )

  it('was tried past every door: each operation got beyond sign-in and role, and most to an answer', () => {
    const beyond = [...answered].filter(([, counts]) =>
      [...counts.keys()].some((status) => ![401, 403, 503].includes(status)),
    )
    expect([...answered.keys()].filter((name) => !beyond.some(([other]) => other === name))).toEqual([])
    const successful = [...answered].filter(([, counts]) => [...counts.keys()].some((status) => status < 300))
    expect(successful.length / answered.size).toBeGreaterThan(0.4)
  })

  it('is answered 405 with the methods that are, on every path and for every other method', async () => {
    await signEverybodyIn()
    const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
    const matchers = operations.map(({ method, path }) => ({ method, pattern: patternOf(path) }))
    const paths = new Set(operations.map(({ path }) => path.replaceAll(/\{\w+\}/g, 'site-050')))
    for (const path of paths) {
      const known = matchers.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []))
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !known.includes(one))) {
        const response = await apps.request(path, { method, headers: callers['li-min'] ?? {} })
        const allowed = response.headers.get('allow')?.split(', ') ?? []
        expect([path, method, response.status]).toEqual([path, method, 405])
        expect(known).toEqual(expect.arrayContaining(allowed))
        expect(allowed.length).toBeGreaterThan(0)
      }
    }
  })

  it('covers every path: what is not in it is answered 404 as a problem', async () => {
    const texts = hostileValues.filter((value) => typeof value === 'string')
    for (const context of apps.contexts) {
      for (const text of texts) {
        const path = `/api/${context}/nowhere/${encodeURIComponent(text.toWellFormed())}`
        const response = await apps.request(path, { method: 'GET' })
        expect(response.status).toBe(404)
        expect(response.headers.get('content-type')).toBe('application/problem+json')
      }
    }
  })
})
