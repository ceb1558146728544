/**
 * Stands in for ElectroDB's front door, which brings its services and transactions: entities are all that is used of it.
 */
// @ts-expect-error only the front door has types
export { Entity } from 'electrodb/src/entity.js'
// @ts-expect-error only the front door has types
export { CustomAttributeType } from 'electrodb/src/schema.js'
