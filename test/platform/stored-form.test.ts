import { fc, test } from '@fast-check/vitest'
import { Entity } from 'electrodb'
import { describe, expect, it } from 'vitest'
import { claimsEntity } from '#functions/platform/claims.ts'
import { grantsEntity } from '#functions/platform/grants.ts'
import { type AnyEntity, storedForm } from '#functions/platform/stored-form.ts'
import { openTable } from '#functions/platform/table.ts'
import { adding, versioned } from '#functions/platform/versioned.ts'
import { schedulingEntities } from '#functions/scheduling/entities.ts'
import { projectionEntities } from '#functions/scheduling/projection-entities.ts'
import { waitingEntities } from '#functions/scheduling/waiting-entities.ts'

/** Nothing is sent anywhere: only requests are made. */
const table = openTable({ name: 'things', endpoint: 'http://127.0.0.1:9' })
const { cards } = projectionEntities(table)
const kept = { ...schedulingEntities(table), ...waitingEntities(table), claims: claimsEntity(table) }

interface Attribute {
  readonly type: string | readonly string[]
  readonly required?: boolean
  readonly field?: string
  readonly properties?: Readonly<Record<string, Attribute>>
  readonly items?: Attribute
}
const attributesOf = (entity: AnyEntity): [string, Attribute][] => Object.entries(entity.schema.attributes)

/** Ids, names and notes: text that keys and JSON have to bear. */
const text = fc.oneof(
  fc.stringMatching(/^[a-z0-9-]{1,24}$/),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
)
const anything = fc.oneof(
  fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(text, fc.nat(), fc.boolean(), fc.array(text)), {
    noNullPrototype: true,
  }),
  fc.array(fc.oneof(text, fc.nat(), fc.boolean())),
)

function valuesOf({ type, properties, items }: Attribute): fc.Arbitrary<unknown> {
  if (Array.isArray(type)) return fc.constantFrom(...type)
  if (type === 'string') return text
  if (type === 'number') return fc.nat()
  if (type === 'boolean') return fc.boolean()
  if (type === 'list' && items) return fc.array(valuesOf(items), { maxLength: 4 })
  if (type === 'map' && properties) return record(Object.entries(properties))
  return anything
}

const record = (attributes: readonly (readonly [string, Attribute])[]): fc.Arbitrary<object> =>
  fc.record(Object.fromEntries(attributes.map(([name, attribute]) => [name, valuesOf(attribute)])), {
    requiredKeys: attributes.filter(([, { required }]) => required).map(([name]) => name),
    noNullPrototype: true,
  })

// biome-ignore lint/suspicious/noExplicitAny: items of whatever entity, and ElectroDB's own callbacks
type Any = any
const itemOf = (entity: AnyEntity) => record(attributesOf(entity)) as fc.Arbitrary<Any>

const conditionOf =
  (version: number) =>
  (at: Any, { eq, notExists }: Any) =>
    version === 1 ? notExists(at.version) : eq(at.version, version - 1)

describe.each(Object.entries(kept) as [string, AnyEntity][])('a request about %s', (_, entity) => {
  const { put, remove } = versioned(entity)
  const form = storedForm(entity)

  test.prop([itemOf(entity), fc.integer({ min: 1, max: 3 })])(
    'that keeps one is the one that ElectroDB makes',
    (item, version) => {
      const changed = { ...item, version }
      expect(put(changed)).toEqual({ Put: entity.put(changed).where(conditionOf(version)).params() })
    },
  )

  test.prop([itemOf(entity)])('that takes one away is the one that ElectroDB makes', (item) => {
    const made = entity.delete(item).where((at: Any, { eq }: Any) => eq(at.version, item.version))
    expect(remove(item)).toEqual({ Delete: made.params() })
  })

  test.prop([itemOf(entity)])('has the key that ElectroDB makes', (item) => {
    expect(form.key(item)).toEqual((entity.get(item).params() as { Key: unknown }).Key)
  })

  test.prop([itemOf(entity)])('reads what was kept as ElectroDB does', (item) => {
    const stored = form.item(item)
    expect(form.read(stored)).toEqual(entity.parse({ Item: stored }).data)
    expect(form.read(stored)).toEqual(item)
  })
})

describe('a wait', () => {
  const waits: AnyEntity = kept.waits

  test.prop([itemOf(waits)])('is added by the request that ElectroDB makes', (wait) => {
    expect(adding(waits)(wait)).toEqual({ Put: waits.create(wait).params() })
  })
})

describe.each([
  ['what a person may', grantsEntity(table) as AnyEntity],
  ["a patient's card", cards as AnyEntity],
])('%s', (_, entity) => {
  test.prop([itemOf(entity)])('is found and read as ElectroDB does', (item) => {
    const form = storedForm(entity)
    const { Item } = entity.put(item).params() as { Item: Any }
    expect(form.key(item)).toEqual((entity.get(item).params() as { Key: unknown }).Key)
    expect(form.read(Item)).toEqual(entity.parse({ Item }).data)
  })
})

describe('the stored form', () => {
  const { slots, guards } = kept

  it('does not read the item of another entity', () => {
    const form = storedForm(guards)
    expect(form.read({ ...form.key({ patientId: 'p', date: 'd', half: '1' }), version: 1 })).toBeUndefined()
  })

  it('makes no key of which a part is missing', () => {
    const parts = { siteId: 's', date: '2026-09-15' } as Any
    expect(() => storedForm(slots).key(parts)).toThrow('suffix')
  })

  it.each([
    ['a getter', { name: { type: 'string', get: (name?: string) => name } }],
    ['a setter', { name: { type: 'string', set: (name?: string) => name } }],
    ['a default', { name: { type: 'string', default: 'x' } }],
  ])('refuses an entity with %s, which only ElectroDB applies', (_, attributes) => {
    const entity: AnyEntity = new Entity(
      {
        model: { entity: 'thing', service: 'things', version: '1' },
        attributes: { thingId: { type: 'string', required: true }, ...attributes } as Any,
        indexes: {
          primary: {
            pk: { field: 'pk', composite: ['thingId'], casing: 'none' },
            sk: { field: 'sk', composite: [], casing: 'none' },
          },
        },
      },
      { table: 'things' },
    )
    expect(() => storedForm(entity).item({ thingId: 't' } as Any)).toThrow('ElectroDB')
  })
})
