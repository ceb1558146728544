import { CustomAttributeType } from 'electrodb'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import type { RosterImport } from '#shared/scheduling/index.ts'
import { keyOf as key } from './key.ts'

const text = { type: 'string', required: true } as const
const version = { type: 'number', required: true } as const
const on = (table: Table) => ({ table: table.name, client: table.client })
const owner = key('pk', '$scheduling#rosters#', ['owner'])

/** Everybody whom a roster can name, in one partition: a district has some dozens, and an import asks for all. */
const people = (table: Table) =>
  new Entity(
    {
      model: { entity: 'person', service: 'scheduling', version: '1' },
      attributes: {
        list: text,
        practitionerId: text,
        name: text,
        licenceNumber: { type: 'string' },
        mainOrganisationId: text,
        version,
      },
      indexes: {
        primary: { pk: key('pk', '$scheduling#people#', ['list']), sk: key('sk', 'p#', ['practitionerId']) },
      },
    },
    on(table),
  )

/** Whom an earlier import of a source has named: who is not in the next file any more is free again. */
const sources = (table: Table) =>
  new Entity(
    {
      model: { entity: 'roster-source', service: 'scheduling', version: '1' },
      attributes: {
        owner: text,
        tag: text,
        practitionerIds: { type: 'list', items: { type: 'string' }, required: true },
        version,
      },
      indexes: { primary: { pk: owner, sk: key('sk', 's#', ['tag']) } },
    },
    on(table),
  )

const imports = (table: Table) =>
  new Entity(
    {
      model: { entity: 'roster-import', service: 'scheduling', version: '1' },
      attributes: {
        owner: text,
        at: { type: 'number', required: true, padding: { length: 15, char: '0' } },
        importId: text,
        facts: { type: CustomAttributeType<Omit<RosterImport, 'at' | 'importId'>>('any'), required: true },
      },
      indexes: { primary: { pk: owner, sk: key('sk', 'i#', ['at', 'importId']) } },
    },
    on(table),
  )

export const rosterEntities = oncePerTable((table: Table) => ({
  people: people(table),
  sources: sources(table),
  imports: imports(table),
}))
