import type { Entity, EntityIdentifiers, EntityItem } from 'electrodb'
import { fromText, toText } from './as-text.ts'
import { type KeyPart, keyWriter } from './key-writer.ts'

// biome-ignore lint/suspicious/noExplicitAny: ElectroDB's own bound of its entities
export type AnyEntity = Entity<any, any, any, any>

type Values = Readonly<Record<string, unknown>>
export type Stored = Record<string, unknown>

/** How the items of an entity lie in the table. */
export interface StoredForm<Key, Item> {
  readonly tableName: string
  /** The field that an attribute is kept in. */
  field(attribute: string): string
  key(parts: Key): Stored
  item(values: Item): Stored
  /** Undefined where the item is another entity's. */
  read(stored: Values): Item | undefined
}

/**
 * What ElectroDB would make of a key or an item, without its chains and proxies, which took a booking longer than its
 * rules (decision 0014). Keys and fields follow from the schema alone: they are worked out once, at the first use. A
 * property test holds each entity that is kept this way equal to ElectroDB's own requests.
 * @throws Error at the first use, for a schema with what only ElectroDB itself does.
 */
export function storedForm<E extends AnyEntity>(entity: E): StoredForm<EntityIdentifiers<E>, EntityItem<E>> {
  let compiled: Compiled | undefined
  const form = (): Compiled => {
    compiled ??= compile(entity as unknown as Described)
    return compiled
  }
  return {
    get tableName() {
      return form().tableName
    },
    field: (attribute) => form().field(attribute),
    key: (parts) => form().key(parts as Values),
    item: (values) => form().item(values as Values),
    read: (stored) => form().read(stored) as EntityItem<E> | undefined,
  }
}

interface Attribute {
  readonly field?: string
  readonly set?: unknown
  readonly padding?: { readonly length: number; readonly char: string }
}
interface Index {
  /** The name of a secondary one; the table's own has none. */
  readonly index?: string
  readonly pk: KeyPart
  readonly sk: KeyPart
}
interface Described {
  readonly schema: {
    readonly model: { readonly service: string; readonly entity: string; readonly version: string }
    readonly attributes: Readonly<Record<string, Attribute>>
    readonly indexes: Readonly<Record<string, Index>>
  }
  /** The fields that say whose an item is. */
  readonly identifiers: { readonly entity: string; readonly version: string }
  getTableName(): string
}
type Compiled = Omit<StoredForm<Values, Values>, 'item'> & { item(values: Values): Stored }

function compile(entity: Described): Compiled {
  const { schema, identifiers } = entity
  const { model, attributes, indexes } = schema
  refuse(schema, changedOnReading)
  const names = Object.entries(attributes).map(
    ([name, { field, set }]) => [name, field ?? name, set === toText] as const,
  )
  const padding = (name: string) => attributes[name]?.padding
  const writersOf = ({ pk, sk }: Index) => [
    keyWriter(pk, `$${model.service}`, padding),
    keyWriter(sk, `$${model.entity}_${model.version}`, padding),
  ]
  const all = Object.values(indexes)
  const own = all.filter(({ index }) => index === undefined).flatMap(writersOf)
  const others = all.filter(({ index }) => index !== undefined).flatMap(writersOf)
  const whose = [
    [identifiers.entity, model.entity],
    [identifiers.version, model.version],
  ] as const
  let writable = false

  const key = (parts: Values, stored: Stored = {}): Stored => {
    for (const { field, write } of own) stored[field] = write(parts)
    return stored
  }
  return {
    tableName: entity.getTableName(),
    field: (attribute) => attributes[attribute]?.field ?? attribute,
    key,
    item(values) {
      if (!writable) refuse(schema, changedOnWriting)
      writable = true
      const stored: Stored = {}
      for (const [name, field, text] of names)
        if (values[name] !== undefined) stored[field] = text ? toText(values[name]) : values[name]
      key(values, stored)
      for (const { field, write } of others) stored[field] = write(values)
      for (const [field, value] of whose) stored[field] = value
      return stored
    },
    read(stored) {
      for (const [field, value] of whose) if (stored[field] !== value) return undefined
      const values: Stored = {}
      for (const [name, field, text] of names)
        if (stored[field] !== undefined) values[name] = text ? fromText(stored[field]) : stored[field]
      return values
    },
  }
}

/** Parts of a schema that change an item on its way, or leave a key out: these are ElectroDB's to do. */
const changedOnReading = ['get', 'hidden', 'collection'] as const
const changedOnWriting = ['set', 'default', 'watch', 'condition'] as const

function refuse(schema: Described['schema'], parts: readonly string[]): void {
  let found: string | undefined
  JSON.stringify(schema, (name, value: unknown) => {
    if (parts.includes(name) && value !== toText && value !== fromText) found = name
    return value
  })
  if (found) throw new Error(`${schema.model.entity} is ElectroDB's alone: its schema has "${found}"`)
}
