import type { EntityIdentifiers, EntityItem } from 'electrodb'
import { type AnyEntity, storedForm } from './stored-form.ts'
import type { WriteItem } from './table.ts'

interface Version {
  /** Rises by one with each change. */
  readonly version: number
}

/**
 * Things that carry a version. A thing is written on the condition that it still stands one lower, or is not there
 * where it begins with 1: what a rule has seen is what it decides on.
 */
export function versioned<E extends AnyEntity>(entity: E) {
  const form = storedForm(entity)

  const standsAt = (version: number) => ({
    ConditionExpression: '#version = :version0',
    ExpressionAttributeNames: { '#version': form.field('version') },
    ExpressionAttributeValues: { ':version0': version },
  })
  const isNotThere = () => ({
    ConditionExpression: 'attribute_not_exists(#version)',
    ExpressionAttributeNames: { '#version': form.field('version') },
  })

  return {
    put: (item: EntityItem<E> & Version): WriteItem => ({
      Put: {
        TableName: form.tableName,
        Item: form.item(item),
        ...(item.version === 1 ? isNotThere() : standsAt(item.version - 1)),
      },
    }),
    /** Leaves the thing as it is, and refuses the whole write where it no longer stands at this version. */
    stands: (item: EntityIdentifiers<E> & Version): WriteItem => ({
      ConditionCheck: { TableName: form.tableName, Key: form.key(item), ...standsAt(item.version) },
    }),
    /** Takes the thing away, if it still stands at this version. */
    remove: (item: EntityIdentifiers<E> & Version): WriteItem => ({
      Delete: { TableName: form.tableName, Key: form.key(item), ...standsAt(item.version) },
    }),
  }
}

/** The part of a transaction that adds a thing, if there is none by its key. */
export function adding<E extends AnyEntity>(entity: E): (item: EntityItem<E>) => WriteItem {
  const form = storedForm(entity)
  return (item) => ({
    Put: {
      TableName: form.tableName,
      Item: form.item(item),
      ConditionExpression: 'attribute_not_exists(#pk) AND attribute_not_exists(#sk)',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    },
  })
}
