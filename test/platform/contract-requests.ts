import fc, { type Arbitrary } from 'fast-check'
import type { OpenApiDocument } from '#functions/platform/openapi.ts'
import type { Headers } from '#test/support/platform.ts'
import { arbitraryOf, type JsonSchema, type Sources } from '#test/support/schema-arbitrary.ts'

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: JsonSchema
}

/** An operation as the document describes it. */
export interface Listed {
  readonly method: string
  readonly path: string
  readonly operationId: string
  readonly 'x-may'?: readonly [action: string, subject: string]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: {
    readonly content: Readonly<Record<'application/json', { readonly schema: JsonSchema }>>
  }
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { schema: JsonSchema }>> }>
  >
}

export const operationsIn = ({ paths }: OpenApiDocument): Listed[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...(described as unknown as Listed),
      method: method.toUpperCase(),
      path,
    })),
  )

/** One request: who asks, where, with what. */
export interface Sent {
  readonly caller: string
  readonly path: string
  readonly body: string | undefined
  readonly headers: Headers
}

/** Bodies that are no JSON at all, or none that any operation takes. */
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

type Given = readonly [name: string, value: unknown]

/** The operation's parameters in one place; what need not be there is there every other time. */
function given(
  listed: Listed,
  place: 'path' | 'query',
  sources: Sources,
  hostility: number,
): Arbitrary<Given[]> {
  const parameters = listed.parameters.filter((one) => one.in === place)
  const values = parameters.map(({ name, required, schema }) => {
    const value = arbitraryOf(schema, sources, hostility, name)
    const maybe = required ? value : fc.option(value, { nil: undefined })
    return maybe.map((one): Given => [name, one])
  })
  return fc.tuple(...values)
}

/** `%` is the one text that is no path at all; an empty part would be another path. */
const pathWith = (path: string, values: readonly Given[]): string =>
  values.reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(textOf(value) || 'none')),
    path,
  )

function queryWith(values: readonly Given[]): string {
  const shown = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, textOf(value)]]))
  return shown.length > 0 ? `?${new URLSearchParams(shown)}` : ''
}

function bodyOf(
  { method, requestBody }: Listed,
  sources: Sources,
  hostility: number,
): Arbitrary<string | undefined> {
  if (method === 'GET') return fc.constant(undefined)
  const schema = requestBody?.content['application/json'].schema
  if (!schema) return fc.constantFrom(undefined, '{}', '{"a":1}')
  const honest = arbitraryOf(schema, sources, hostility).map((value) => JSON.stringify(value) ?? 'null')
  if (hostility === 0) return honest
  return fc.oneof(
    { weight: 8, arbitrary: honest },
    { weight: 1, arbitrary: fc.constantFrom(...brokenBodies) },
  )
}

const oddHeaders: readonly Headers[] = [
  {},
  { 'idempotency-key': 'a b' },
  { 'idempotency-key': 'k'.repeat(500) },
  { 'content-type': 'text/plain', 'idempotency-key': '12345678' },
  { accept: 'image/png', 'idempotency-key': 'abcdefgh' },
]
const headers = fc.oneof(
  { weight: 12, arbitrary: fc.uuid().map((key): Headers => ({ 'idempotency-key': key })) },
  { weight: 1, arbitrary: fc.constantFrom(...oddHeaders) },
)

export interface Callers {
  /** Those whose role may do such a thing at all: asked three times as often. */
  readonly able: readonly string[]
  readonly all: readonly string[]
}

/** Requests of an operation: half of them what its schema asks for, the others more and more hostile. */
export function requestsOf(listed: Listed, sources: Sources, { able, all }: Callers): Arbitrary<Sent> {
  const anyone = { weight: 1, arbitrary: fc.constantFrom(...all) }
  const caller =
    able.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...able) }, anyone) : anyone.arbitrary
  return fc.constantFrom(0, 0, 8, 40).chain((hostility) =>
    fc.record({
      caller,
      path: fc
        .tuple(given(listed, 'path', sources, hostility), given(listed, 'query', sources, hostility))
        .map(([inPath, inQuery]) => pathWith(listed.path, inPath) + queryWith(inQuery)),
      body: bodyOf(listed, sources, hostility),
      headers,
    }),
  )
}
