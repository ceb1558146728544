import { CustomAttributeType } from 'electrodb'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import { keyOf as key } from './key.ts'

const text = { type: 'string', required: true } as const
const minutes = { type: CustomAttributeType<Record<string, number>>('any'), required: true } as const

/** One item for each site that has a measured road, which knows all its roads: between two sites one read tells. */
export const roadsEntity = oncePerTable(
  (table: Table) =>
    new Entity(
      {
        model: { entity: 'roads', service: 'scheduling', version: '1' },
        attributes: {
          list: text,
          siteId: text,
          to: minutes,
          from: minutes,
          version: { type: 'number', required: true },
        },
        indexes: {
          primary: { pk: key('pk', '$scheduling#roads#', ['list']), sk: key('sk', 'r#', ['siteId']) },
        },
      },
      { table: table.name, client: table.client },
    ),
)
