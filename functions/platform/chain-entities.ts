import { Entity } from './entity.ts'
import { oncePerTable } from './once-per-table.ts'
import type { Table } from './table.ts'

/** One link of a shard's chain; only the relay writes it. */
export const linkEntity = oncePerTable(
  (table: Table) =>
    new Entity(
      {
        model: { entity: 'link', service: 'journal', version: '1' },
        attributes: {
          shard: { type: 'number', required: true, padding: { length: 2, char: '0' } },
          /** The entry's place by time: an entry is linked once only. */
          order: { type: 'string', required: true },
          seq: { type: 'number', required: true },
          context: { type: 'string', required: true },
          aggregateId: { type: 'string', required: true },
          entryId: { type: 'string', required: true },
          hash: { type: 'string', required: true },
        },
        indexes: {
          primary: {
            pk: { field: 'pk', composite: ['shard'], casing: 'none' },
            sk: { field: 'sk', composite: ['order'], casing: 'none' },
          },
        },
      },
      { table: table.name, client: table.client },
    ),
)

/** The newest link of a shard: where the next one goes. */
export const headEntity = oncePerTable(
  (table: Table) =>
    new Entity(
      {
        model: { entity: 'head', service: 'journal', version: '1' },
        attributes: {
          shard: { type: 'number', required: true, padding: { length: 2, char: '0' } },
          seq: { type: 'number', required: true },
          hash: { type: 'string', required: true },
        },
        indexes: {
          primary: {
            pk: { field: 'pk', composite: ['shard'], casing: 'none' },
            sk: { field: 'sk', composite: [], casing: 'none' },
          },
        },
      },
      { table: table.name, client: table.client },
    ),
)
