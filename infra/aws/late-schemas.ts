import * as zod from 'zod/v4'

/**
 * Stands in for zod inside the Lambda bundles: the same schemas, each made when it is first asked for something. A
 * context describes some two thousand, at 10–20 µs each in a cold process; a request needs a dozen of them. What is not
 * named below is zod's own, made at once.
 */
export * from 'zod/v4'

type Make = (...parts: readonly unknown[]) => object
type Made = Readonly<Record<PropertyKey, unknown>>

interface Unmade {
  readonly make: Make
  readonly parts: readonly unknown[]
  /** Of an object: its members, late themselves. */
  readonly shape?: object | undefined
  made?: Made
}

/** Asked of a late schema, gives the real one. */
const itself = Symbol('itself')

/** Methods that only make a further schema: their schema can wait as well. */
const further: ReadonlySet<PropertyKey> = new Set([
  ...['optional', 'nullable', 'default', 'array', 'describe', 'refine', 'superRefine', 'transform', 'pipe'],
  ...['int', 'min', 'max', 'length', 'regex', 'trim', 'extend', 'pick', 'omit', 'partial'],
])

const asked: ProxyHandler<Unmade> = {
  get(unmade, name) {
    if (name === itself) return made(unmade)
    if (unmade.made) return memberOf(unmade.made, name)
    if (name === 'shape' && unmade.shape) return unmade.shape
    return further.has(name) ? furtherOf(unmade, name) : memberOf(made(unmade), name)
  },
  has: (unmade, name) => name in made(unmade),
}

const lateSchema = (unmade: Unmade): object => new Proxy(unmade, asked)

const furtherOf =
  (from: Unmade, name: PropertyKey): Make =>
  (...parts) => {
    const shape = name === 'extend' && from.shape ? both(from.shape, parts[0] as object) : undefined
    return lateSchema({ make: (...all) => (made(from)[name] as Make)(...all), parts, shape })
  }

const memberOf = (schema: Made, name: PropertyKey): unknown => {
  const member = schema[name]
  return typeof member === 'function' ? member.bind(schema) : member
}

function made(unmade: Unmade): Made {
  unmade.made ??= unmade.make(...unmade.parts.map(real)) as Made
  return unmade.made
}

/** A schema is made of real ones, so that no parsing passes through here. */
function real(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map(real)
  if (Object.getPrototypeOf(part) !== Object.prototype) return part
  return (part as { readonly [itself]?: Made })[itself] ?? membersOf(part)
}

/** A member that is a getter, because its schema holds itself, stays one: it is asked when the schema is there. */
function membersOf(shape: object): object {
  const members = Object.entries(Object.getOwnPropertyDescriptors(shape))
  return Object.defineProperties(
    {},
    Object.fromEntries(
      members.map(([name, { get, value, ...rest }]) => [
        name,
        get ? { get: () => real(get.call(shape)), enumerable: true } : { ...rest, value: real(value) },
      ]),
    ),
  )
}

const both = (first: object, second: object): object =>
  Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(first), ...Object.getOwnPropertyDescriptors(second) },
  )

const late = <F>(make: F): F => ((...parts: unknown[]) => lateSchema({ make: make as Make, parts })) as F
const lateObject = <F>(make: F): F =>
  ((...parts: unknown[]) => lateSchema({ make: make as Make, parts, shape: parts[0] as object })) as F

export const array = /* @__PURE__ */ late(zod.array)
export const boolean = /* @__PURE__ */ late(zod.boolean)
export const discriminatedUnion = /* @__PURE__ */ late(zod.discriminatedUnion)
export const email = /* @__PURE__ */ late(zod.email)
export const int = /* @__PURE__ */ late(zod.int)
export const literal = /* @__PURE__ */ late(zod.literal)
export const looseObject = /* @__PURE__ */ lateObject(zod.looseObject)
export const number = /* @__PURE__ */ late(zod.number)
export const object = /* @__PURE__ */ lateObject(zod.object)
export const partialRecord = /* @__PURE__ */ late(zod.partialRecord)
export const record = /* @__PURE__ */ late(zod.record)
export const strictObject = /* @__PURE__ */ lateObject(zod.strictObject)
export const string = /* @__PURE__ */ late(zod.string)
export const tuple = /* @__PURE__ */ late(zod.tuple)
export const union = /* @__PURE__ */ late(zod.union)
export const unknown = /* @__PURE__ */ late(zod.unknown)
export const url = /* @__PURE__ */ late(zod.url)
const words = /* @__PURE__ */ late(zod.enum)

export { words as enum }
export const coerce = { ...zod.coerce, number: /* @__PURE__ */ late(zod.coerce.number) }

export const toJSONSchema: typeof zod.toJSONSchema = ((schema: unknown, ...options: readonly []) =>
  zod.toJSONSchema(real(schema) as zod.ZodType, ...options)) as typeof zod.toJSONSchema
