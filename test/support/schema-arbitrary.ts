import fc, { type Arbitrary } from 'fast-check'

/** A JSON Schema (2020-12) as the OpenAPI document holds it. */
export interface JsonSchema {
  readonly $ref?: string
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly type?: string | readonly string[]
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  /** `false` beside `prefixItems`: a list of exactly these. */
  readonly items?: JsonSchema | false
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

export interface Sources {
  readonly components: Readonly<Record<string, JsonSchema>>
  /** Values that mean something to the system, by property name: ids of what is there. */
  readonly known: (name: string) => readonly string[]
}

/** What nobody sends by mistake: wrong types, limits, other people's syntax. */
export const hostileValues: readonly unknown[] = [
  '',
  ' ',
  '../../etc/passwd',
  "' OR 1=1 --",
  '\u0000',
  '\ud800',
  '💥',
  '<script>alert(1)</script>',
  '__proto__',
  '#{7*7}',
  '%00',
  'a'.repeat(3000),
  '$scheduling#x',
  '0',
  'null',
  '2026-02-30',
  '9999-12-31',
  null,
  true,
  false,
  -1,
  0,
  1e308,
  -0.5,
  2 ** 53,
  [],
  {},
  [[]],
  { __proto__: null, constructor: 1 },
]
const hostile = fc.constantFrom(...hostileValues)

/** Values of the schema, mostly; `hostility` of a hundred are something else. */
export function arbitraryOf(
  schema: JsonSchema,
  sources: Sources,
  hostility: number,
  name = '',
): Arbitrary<unknown> {
  const honest = honestOf(schema, sources, hostility, name)
  return hostility === 0
    ? honest
    : fc.oneof({ weight: 100 - hostility, arbitrary: honest }, { weight: hostility, arbitrary: hostile })
}

function honestOf(schema: JsonSchema, sources: Sources, hostility: number, name: string): Arbitrary<unknown> {
  const inner = (part: JsonSchema, called = name) => arbitraryOf(part, sources, hostility, called)
  const { $ref, anyOf, oneOf, allOf } = schema
  if ($ref)
    return fc.constant(null).chain(() => inner(sources.components[$ref.split('/').at(-1) ?? ''] ?? {}))
  const choices = anyOf ?? oneOf
  if (choices?.length) return fc.oneof(...choices.map((choice) => inner(choice)))
  if (allOf?.length)
    return fc.tuple(...allOf.map((part) => inner(part))).map((parts) => Object.assign({}, ...parts))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum?.length) return fc.constantFrom(...schema.enum)
  return ofType(schema, sources, hostility, name)
}

function ofType(schema: JsonSchema, sources: Sources, hostility: number, name: string): Arbitrary<unknown> {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type) {
    case 'string':
      return stringOf(schema, sources, name)
    case 'integer':
      if (name === 'version') return fc.integer({ min: 0, max: 3 })
      return fc.integer(boundsOf(schema))
    case 'number':
      return fc.double({ ...boundsOf(schema), noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'array':
      if (schema.prefixItems)
        return fc.tuple(...schema.prefixItems.map((part) => arbitraryOf(part, sources, hostility, name)))
      return fc.array(arbitraryOf(schema.items || {}, sources, hostility, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      })
    case 'object':
      return objectOf(schema, sources, hostility)
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const boundsOf = ({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema) => {
  const min = Math.max(minimum ?? exclusiveMinimum ?? -1000, -(2 ** 31))
  return { min, max: Math.max(min, Math.min(maximum ?? exclusiveMaximum ?? 1000, 2 ** 31 - 1)) }
}

function stringOf(schema: JsonSchema, { known }: Sources, name: string): Arbitrary<string> {
  const made = madeString(schema)
  const values = known(name)
  return values.length > 0
    ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: made })
    : made
}

const nearDays = fc
  .integer({ min: -40, max: 40 })
  .map((days) => new Date(Date.now() + days * 86_400_000).toISOString())

function madeString({ format, pattern, minLength = 0, maxLength = 40 }: JsonSchema): Arbitrary<string> {
  if (format === 'date') return nearDays.map((instant) => instant.slice(0, 10))
  if (format === 'date-time') return nearDays
  if (pattern) return matching(pattern)
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) })
}

/** fast-check knows most of the language of patterns; where it does not, any text will do. */
function matching(pattern: string): Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'))
  } catch {
    return fc.string()
  }
}

function objectOf(
  { properties = {}, required = [] }: JsonSchema,
  sources: Sources,
  hostility: number,
): Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, arbitraryOf(schema, sources, hostility, name)]),
  )
  const known = fc.record(members, { requiredKeys: required.filter((name) => name in members) })
  if (hostility === 0) return known
  const extra = fc.dictionary(fc.constantFrom('extra', 'toString', 'pk', 'context'), hostile, { maxKeys: 1 })
  return fc.oneof(
    { weight: 9, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, extra).map(([a, b]) => ({ ...a, ...b })) },
  )
}
