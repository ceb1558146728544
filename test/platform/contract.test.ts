import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc, { type Arbitrary } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApi } from '#functions/platform/openapi.ts'
import { type Apps, contextNames, contractsOf, openApps } from '#test/support/apps.ts'
import { as, type Headers, origin, sessionOf } from '#test/support/platform.ts'
import { arbitraryOf, hostileValues, type JsonSchema, type Sources } from '#test/support/schema-arbitrary.ts'
import type { DemoStep } from '../../infra/local/demo.ts'

/** Requests per operation; a longer run of the same: `CONTRACT_RUNS=2000`. */
const runs = Number(process.env['CONTRACT_RUNS'] ?? 40)

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: JsonSchema
}

interface Described {
  readonly operationId: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } }
  }
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { schema: JsonSchema }>> }>
  >
}

interface Listed extends Described {
  readonly method: string
  readonly path: string
}

const document = openApi(await contractsOf(contextNames()), origin)
const components = (document['components'] as { schemas: Record<string, JsonSchema> }).schemas
const operations: Listed[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    ...(described as unknown as Described),
    method: method.toUpperCase(),
    path,
  })),
)

let apps: Apps
const callers: Record<string, Headers> = {}
/** Ids that answers have named, by member: `siteId`, `slotId`. What is found by one operation feeds the next. */
const found = new Map<string, Set<string>>()

const sources: Sources = {
  components,
  known: (name) => [...(found.get(name) ?? found.get(`${name}Id`) ?? [])].slice(-40),
}

function harvest(value: unknown, name = ''): void {
  if (typeof value === 'string' && /Id$|^date$|^code$/.test(name)) {
    const known = found.get(name) ?? new Set()
    if (known.size < 400) found.set(name, known.add(value))
  } else if (Array.isArray(value)) for (const one of value) harvest(one, name.replace(/s$/, ''))
  else if (value && typeof value === 'object')
    for (const [key, one] of Object.entries(value)) harvest(one, key)
}

async function demoStep(file: string, run: string): Promise<void> {
  const path = join(import.meta.dirname, '../../infra/local', file)
  if (!existsSync(path)) return
  const step = ((await import(path)) as Record<string, DemoStep>)[run]
  await step?.(apps.call, { size: 'small', onProgress: () => {} })
  await apps.settled()
}

beforeAll(async () => {
  apps = await openApps()
  await demoStep('demo-alliance.ts', 'allianceDemo')
  await demoStep('demo-patients.ts', 'patientsDemo')
  await demoStep('demo-scheduling.ts', 'schedulingDemo')
  for (const person of [
    'li-min',
    'chen-siyuan',
    'wang-guilan',
    'wu-jianping',
    'fang-minzhi',
    'song-heng',
    'tian-ye',
    'luo-qian',
  ]) {
    callers[person] = await apps.session(person)
  }
  callers['stranger'] = await as(apps.platform, 'stranger')
  callers['nobody'] = { 'content-type': 'application/json' }
  callers['forged'] = {
    ...(await sessionOf(apps.platform, 'x')),
    cookie: 'xl-session=eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA',
  }
  callers['cross-site'] = { ...(callers['li-min'] ?? {}), 'sec-fetch-site': 'cross-site' }
  callers['unsigned'] = {
    'content-type': 'application/json',
    authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.',
  }
}, 180_000)
afterAll(() => apps.close())

interface Sent {
  readonly caller: string
  readonly path: string
  readonly body: string | undefined
  readonly headers: Headers
}

const callerNames = [
  'li-min',
  'chen-siyuan',
  'wang-guilan',
  'wu-jianping',
  'fang-minzhi',
  'song-heng',
  'tian-ye',
  'luo-qian',
  'stranger',
  'nobody',
  'forged',
  'cross-site',
  'unsigned',
]

/** Bodies that are no JSON at all, or not said to be. */
const brokenBodies = [
  '',
  '{',
  '{"a":',
  'null',
  '[]',
  '"x"',
  '\u0000',
  `{"a":"${'b'.repeat(90_000)}"}`,
  '[[[[[[[[[[[[[[[[',
]

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.toWellFormed() : (JSON.stringify(value) ?? '')

function requestsOf({ method, path, parameters, requestBody }: Listed): Arbitrary<Sent> {
  const parameterValue = (hostility: number) => (parameter: Parameter) =>
    fc.option(arbitraryOf(parameter.schema, sources, hostility, parameter.name), {
      nil: undefined,
      freq: parameter.required ? 100 : 2,
    })
  const filled = (hostility: number) =>
    fc
      .tuple(
        ...parameters
          .filter((one) => one.in === 'path')
          .map((one) => parameterValue(hostility)(one).map((value) => [one.name, value] as const)),
      )
      .map((values) =>
        values.reduce(
          (text, [name, value]) =>
            text.replace(`{${name}}`, encodeURIComponent(textOf(value ?? 'none') || 'none')),
          path,
        ),
      )
  const query = (hostility: number) =>
    fc
      .tuple(
        ...parameters
          .filter((one) => one.in === 'query')
          .map((one) => parameterValue(hostility)(one).map((value) => [one.name, value] as const)),
      )
      .map((values) => {
        const shown = values
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, textOf(value)] as [string, string])
        return shown.length > 0 ? `?${new URLSearchParams(shown)}` : ''
      })
  const schema = requestBody?.content['application/json'].schema
  const body = (hostility: number): Arbitrary<string | undefined> => {
    if (method === 'GET') return fc.constant(undefined)
    if (!schema) return fc.constantFrom(undefined, '{}', '{"a":1}')
    const honest = arbitraryOf(schema, sources, hostility).map((value) => JSON.stringify(value) ?? 'null')
    return fc.oneof(
      { weight: 12, arbitrary: honest },
      { weight: hostility === 0 ? 0 : 1, arbitrary: fc.constantFrom(...brokenBodies) },
    )
  }
  const headers = fc.oneof(
    { weight: 12, arbitrary: fc.uuid().map((key): Headers => ({ 'idempotency-key': key })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Headers>(
        {},
        { 'idempotency-key': 'a b' },
        { 'idempotency-key': 'k'.repeat(500) },
        { 'content-type': 'text/plain', 'idempotency-key': '12345678' },
        { accept: 'image/png', 'idempotency-key': 'abcdefgh' },
      ),
    },
  )
  return fc.constantFrom(0, 0, 8, 40).chain((hostility) =>
    fc.record({
      caller: fc.constantFrom(...callerNames),
      path: fc.tuple(filled(hostility), query(hostility)).map((parts) => parts.join('')),
      body: body(hostility),
      headers,
    }),
  )
}

interface Seen {
  readonly status: number
  readonly mediaType: string
  readonly text: string
}

async function ask(method: string, { caller, path, body, headers }: Sent): Promise<Seen> {
  const response = await apps.request(path, {
    method,
    headers: { ...callers[caller], ...headers },
    ...(body === undefined ? {} : { body }),
  })
  return {
    status: response.status,
    mediaType: response.headers.get('content-type')?.split(';')[0] ?? '',
    text: await response.text(),
  }
}

/** What the document says of such an answer; undefined where it says that it can be. */
function undocumented({ responses }: Listed, { status, mediaType, text }: Seen): string | undefined {
  const content = responses[status]?.content
  if (!content) return `status ${status}: ${text.slice(0, 200)}`
  if (!(mediaType in content)) return `${status} as ${mediaType}`
  if (mediaType !== 'application/problem+json') return undefined
  const { type } = JSON.parse(text) as { type: string }
  const types = content[mediaType]?.schema.allOf?.[1]?.properties?.['type']?.enum ?? []
  return types.includes(type) ? undefined : `${status} ${type}`
}

describe('what the OpenAPI document says', () => {
  it.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s holds for random and hostile requests of every role',
    async (_, operation) => {
      await fc.assert(
        fc.asyncProperty(requestsOf(operation), async (sent) => {
          const seen = await ask(operation.method, sent)
          if (seen.status < 300 && seen.mediaType === 'application/json') harvest(JSON.parse(seen.text))
          expect(undocumented(operation, seen)).toBeUndefined()
        }),
        { numRuns: runs, endOnFailure: true },
      )
    },
    60_000,
  )

  it('is answered 405 with the methods that are, on every path and for every other method', async () => {
    const matchers = operations.map(({ method, path }) => ({
      method,
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    }))
    const paths = new Set(operations.map(({ path }) => path.replaceAll(/\{\w+\}/g, 'site-050')))
    for (const path of paths) {
      const answered = matchers.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []))
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(
        (one) => !answered.includes(one),
      )) {
        const response = await apps.request(path, { method, headers: callers['li-min'] ?? {} })
        const allowed = response.headers.get('allow')?.split(', ') ?? []
        expect([path, method, response.status]).toEqual([path, method, 405])
        expect(answered).toEqual(expect.arrayContaining(allowed))
        expect(allowed.length).toBeGreaterThan(0)
      }
    }
  })

  it('covers every path: what is not in it is answered 404 as a problem', async () => {
    for (const context of apps.contexts) {
      for (const value of hostileValues.filter((one) => typeof one === 'string')) {
        const response = await apps.request(
          `/api/${context}/nowhere/${encodeURIComponent(value.toWellFormed())}`,
          { method: 'GET' },
        )
        expect(response.status).toBe(404)
        expect(response.headers.get('content-type')).toBe('application/problem+json')
      }
    }
  })
})
