import { Entity } from '#functions/platform/entity.ts'
import type { Table } from '#functions/platform/table.ts'

const at = (table: Table) => ({ table: table.name, client: table.client })

/** A record. ID number and phones are sealed and bound to it; the name is open for the site's own lists. */
export const recordEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'record', service: 'patients', version: '1' },
      attributes: {
        patientId: { type: 'string', required: true },
        version: { type: 'number', required: true },
        name: { type: 'string', required: true },
        sex: { type: ['0', '1', '2', '9'] as const, required: true },
        birthDate: { type: 'string', required: true },
        idNumberSealed: { type: 'string' },
        noIdReason: { type: 'string' },
        phoneSealed: { type: 'string', required: true },
        guardian: {
          type: 'map',
          properties: {
            name: { type: 'string', required: true },
            relation: { type: 'string', required: true },
            phoneSealed: { type: 'string', required: true },
          },
        },
        needs: { type: 'list', items: { type: 'string' }, required: true },
        siteIds: { type: 'list', items: { type: 'string' }, required: true },
        registeredAt: { type: 'number', required: true },
        changedAt: { type: 'number', required: true },
        demo: { type: 'boolean' },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['patientId'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    at(table),
  )

/** One person, one record: the blind token of an ID number, or of name, birth date and phone together. */
export const identityEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'identity', service: 'patients', version: '1' },
      attributes: {
        token: { type: 'string', required: true },
        patientId: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['token'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    at(table),
  )

/** Who has a phone: families share one, so it leads to several. */
export const phoneEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'phone', service: 'patients', version: '1' },
      attributes: {
        token: { type: 'string', required: true },
        patientId: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['token'], casing: 'none' },
          sk: { field: 'sk', composite: ['patientId'], casing: 'none' },
        },
      },
    },
    at(table),
  )

/** A word by which a site finds a patient, with the line to show: a search reads what it shows and no more. */
export const termEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'term', service: 'patients', version: '1' },
      attributes: {
        siteId: { type: 'string', required: true },
        kind: {
          type: ['name', 'given', 'initials', 'given-initials', 'phone-tail'] as const,
          required: true,
        },
        term: { type: 'string', required: true },
        patientId: { type: 'string', required: true },
        name: { type: 'string', required: true },
        sex: { type: ['0', '1', '2', '9'] as const, required: true },
        birthYear: { type: 'number', required: true },
        phoneTail: { type: 'string', required: true },
        phoneMasked: { type: 'string', required: true },
        initials: { type: 'string', required: true },
        guardianName: { type: 'string' },
        needs: { type: 'list', items: { type: 'string' } },
        demo: { type: 'boolean' },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['siteId'], casing: 'none' },
          sk: { field: 'sk', composite: ['kind', 'term', 'patientId'], casing: 'none' },
        },
      },
    },
    at(table),
  )
