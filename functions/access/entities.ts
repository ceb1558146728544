import { Entity } from '#functions/platform/entity.ts'
import type { Table } from '#functions/platform/table.ts'

const line = {
  /** By time; unique, so that an entry delivered twice is one line. */
  order: { type: 'string', required: true },
  entryId: { type: 'string', required: true },
  at: { type: 'number', required: true },
  context: { type: 'string', required: true },
  aggregateId: { type: 'string', required: true },
  act: { type: 'string', required: true },
  personId: { type: 'string', required: true },
  displayName: { type: 'string' },
  bodyId: { type: 'string' },
  basis: { type: 'string', required: true },
  patientIds: { type: 'list', items: { type: 'string' }, required: true },
} as const

/** Who looked at or changed a patient's record: a line per entry and patient. */
export const patientLineEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'patient-line', service: 'access', version: '1' },
      attributes: { ...line, patientId: { type: 'string', required: true } },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['patientId'], casing: 'none' },
          sk: { field: 'sk', composite: ['order'], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )

/** The audit record by Beijing day. An hour is one partition: a whole day's writes would be too many for one. */
export const dayLineEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'day-line', service: 'access', version: '1' },
      attributes: {
        ...line,
        date: { type: 'string', required: true },
        hour: { type: 'number', required: true, padding: { length: 2, char: '0' } },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['date', 'hour'], casing: 'none' },
          sk: { field: 'sk', composite: ['order'], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )
