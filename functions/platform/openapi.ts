import * as z from 'zod'
import { type Contract, isFileAnswer, type Operation } from '#shared/kernel/operation.ts'
import {
  type HttpReason,
  httpProblems,
  type ProblemKinds,
  problemDocument,
  problemType,
} from '#shared/kernel/problem.ts'

type Json = Readonly<Record<string, unknown>>
type JsonObject = Record<string, unknown>

/** What the tables of operations become: an OpenAPI 3.1 document (JSON Schema 2020-12). */
export interface OpenApiDocument extends Json {
  readonly openapi: '3.1.0'
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>
}

/** One document of all that `contracts` answer to, at `origin` (scheme, host and port). Pure: the same in, the same out. */
export function openApi(contracts: readonly Contract[], origin: string): OpenApiDocument {
  const schemas: JsonObject = { Problem: schemaOf(problemDocument, 'Problem', 'output', {}) }
  const paths: Record<string, Record<string, Json>> = {}
  for (const contract of contracts) {
    for (const [name, operation] of Object.entries(contract.operations)) {
      const path = `/api/${contract.context}${operation.path}`
      const known = paths[path] ?? {}
      paths[path] = known
      known[operation.method.toLowerCase()] = operationOf(contract, name, operation, schemas)
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Xinlian',
      version: '1',
      summary: "What a district's mental-health alliance answers to",
      description:
        'Refusals are problem details (RFC 9457): `type` is the contract. A path answers 405 with Allow to other ' +
        'methods. Creating operations take an Idempotency-Key: the same key and body give the first answer again.',
    },
    servers: [{ url: origin }],
    tags: contracts.map(({ context }) => ({ name: context })),
    paths,
    components: {
      schemas,
      securitySchemes,
      responses: sharedResponses(),
      parameters: { IdempotencyKey: idempotencyKey },
    },
  }
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'xl-session',
    description: 'Browser session; `__Host-xl-session` on https',
  },
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token of the issuer (RFC 9068)',
  },
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '8–100 printable ASCII characters, unique for what is to be created',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,100}$' },
}

/** Parts that schemas of one name refer to among themselves become components beside it. */
function schemaOf(schema: z.ZodType, name: string, io: 'input' | 'output', schemas: JsonObject): Json {
  const { $schema, $id, $defs, ...own } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  const home = `"#/components/schemas/${name}`
  const named = (part: unknown) =>
    JSON.parse(
      JSON.stringify(part).replaceAll('"#/$defs/', `${home}.`).replaceAll('"$ref":"#"', `"$ref":${home}"`),
    )
  for (const [key, part] of Object.entries($defs ?? {})) schemas[`${name}.${key}`] = named(part)
  return named(own)
}

function component(schema: z.ZodType, name: string, io: 'input' | 'output', schemas: JsonObject): Json {
  schemas[name] = schemaOf(schema, name, io, schemas)
  return { $ref: `#/components/schemas/${name}` }
}

function operationOf(contract: Contract, name: string, operation: Operation, schemas: JsonObject): Json {
  const { summary, may, params, query, body, creates } = operation
  const operationId = `${contract.context}.${name}`
  const signedIn = [{ session: [] }, { bearer: [] }]
  return {
    operationId,
    summary,
    tags: [contract.context],
    security: may === 'anyone' ? [{}, ...signedIn] : signedIn,
    ...(typeof may === 'string' ? {} : { 'x-may': may }),
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...(creates ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(body ? { requestBody: requestBody(body, `${operationId}.Request`, schemas) } : {}),
    responses: {
      [creates ? 201 : 200]: answerOf(operation, operationId, schemas),
      ...refusalsOf(contract, operation),
    },
  }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, '', 'input', {}) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...one }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description ? { description } : {}),
    schema: one,
  }))
}

const requestBody = (body: z.ZodType, name: string, schemas: JsonObject): Json => ({
  required: true,
  content: { 'application/json': { schema: component(body, name, 'input', schemas) } },
})

function answerOf({ answer }: Operation, operationId: string, schemas: JsonObject): Json {
  if (isFileAnswer(answer))
    return { description: 'The file', content: { [mediaTypeOf(answer.mediaType)]: { schema: {} } } }
  const schema = component(answer, `${operationId}.Answer`, 'output', schemas)
  return { description: 'As asked', content: { 'application/json': { schema } } }
}

const mediaTypeOf = (withParameters: string): string => withParameters.split(';')[0] ?? withParameters

/** The refusals that every operation of this shape can meet before or beside its own. */
function httpReasonsOf({ method, may, params, query, body, creates }: Operation): HttpReason[] {
  return [
    'session-expired',
    'not-found',
    'not-acceptable',
    'too-many-requests',
    'try-again',
    ...(may === 'anyone' ? [] : (['sign-in-required', 'forbidden'] as const)),
    ...(method === 'GET' ? [] : (['cross-site'] as const)),
    ...(params || query || body ? (['invalid-request'] as const) : []),
    ...(body ? (['malformed-json', 'unsupported-media-type', 'body-too-large'] as const) : []),
    ...(creates ? (['idempotency-key-missing', 'idempotency-key-reused'] as const) : []),
  ]
}

interface Refusal {
  readonly type: string
  readonly status: number
  readonly title: string
}

const refusal = (context: string, reason: string, { status, title }: ProblemKinds[string]): Refusal => ({
  type: problemType(context, reason),
  status,
  title,
})

/** Every way the operation can say no, by status, with an example of each. */
function refusalsOf({ context, problems }: Contract, operation: Operation): Record<string, Json> {
  const own = (operation.refusals ?? []).flatMap((reason) => {
    const kind = problems[reason]
    return kind ? [refusal(context, reason, kind)] : []
  })
  const shared = httpReasonsOf(operation).map((reason) => refusal('http', reason, httpProblems[reason]))
  const byStatus = Map.groupBy([...own, ...shared], ({ status }) => status)
  return Object.fromEntries([...byStatus].map(([status, refusals]) => [status, problemResponse(refusals)]))
}

const problemResponse = (refusals: readonly Refusal[]): Json => ({
  description: refusals.map(({ title }) => title).join('; '),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { type: { enum: refusals.map(({ type }) => type) } } },
        ],
      },
      examples: Object.fromEntries(
        refusals.map((one) => [one.type.split(':').slice(2).join('.'), { value: one }]),
      ),
    },
  },
})

const sharedResponses = (): Json =>
  Object.fromEntries(
    Object.entries(httpProblems).map(([reason, kind]) => [
      reason,
      problemResponse([refusal('http', reason, kind)]),
    ]),
  )
