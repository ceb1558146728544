import { CustomAttributeType } from 'electrodb'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import type { Cascade, CascadeLine } from '#shared/scheduling/index.ts'
import { keyOf as key } from './key.ts'

const text = { type: 'string', required: true } as const
const count = { type: 'number', required: true } as const
const on = (table: Table) => ({ table: table.name, client: table.client })
const site = key('pk', '$scheduling#', ['siteId'])

export type CascadeFacts = Omit<Cascade, 'sessionId' | 'siteId' | 'date' | 'patients' | 'counts' | 'state'>

/**
 * A stopped session whose patients are looked after, in its site and once more by month for the office. `marks` has one
 * field for each line: lines change it without knowing of each other.
 */
const cascades = (table: Table) =>
  new Entity(
    {
      model: { entity: 'cascade', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        date: text,
        suffix: text,
        month: text,
        version: count,
        marks: { type: CustomAttributeType<Readonly<Record<string, string>>>('any'), required: true },
        facts: { type: CustomAttributeType<CascadeFacts>('any'), required: true },
      },
      indexes: {
        primary: { pk: site, sk: key('sk', 'c#', ['date', 'suffix']) },
        byMonth: {
          index: 'gsi1',
          pk: key('gsi1pk', '$scheduling#cascades#', ['month']),
          sk: key('gsi1sk', '', ['date', 'siteId', 'suffix']),
        },
      },
    },
    on(table),
  )

export type LineFacts = Omit<
  CascadeLine,
  'slotId' | 'sessionId' | 'siteId' | 'date' | 'number' | 'patientId' | 'told' | 'version'
>

/** One lost appointment, by the number that it had; and among its patient's own. */
const lines = (table: Table) =>
  new Entity(
    {
      model: { entity: 'cascade-line', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        date: text,
        suffix: text,
        number: { ...count, padding: { length: 2, char: '0' } },
        patientId: text,
        version: count,
        /** The patient's card, packed and sealed. */
        card: text,
        facts: { type: CustomAttributeType<LineFacts>('any'), required: true },
      },
      indexes: {
        primary: { pk: site, sk: key('sk', 'l#', ['date', 'suffix', 'number']) },
        byPatient: {
          index: 'gsi1',
          pk: key('gsi1pk', '$scheduling#lost#', ['patientId']),
          sk: key('gsi1sk', '', ['date', 'siteId', 'suffix']),
        },
      },
    },
    on(table),
  )

export const cascadeEntities = oncePerTable((table: Table) => ({
  cascades: cascades(table),
  lines: lines(table),
}))
