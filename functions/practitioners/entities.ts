import { CustomAttributeType, Entity } from 'electrodb'
import type { Table } from '#functions/platform/table.ts'
import { type Practice, type Practitioner, type Specialty, titles } from '#shared/practitioners/index.ts'

const text = { type: 'string' } as const
const neededText = { type: 'string', required: true } as const
const neededNumber = { type: 'number', required: true } as const
const model = (entity: string) => ({ entity, service: 'practitioners', version: '1' })

/** The register: one partition of about 1 KB a person, practices included; 89 people are read with 11 RCU. */
export const practitionerEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('practitioner'),
      attributes: {
        district: neededText,
        practitionerId: neededText,
        name: neededText,
        initials: neededText,
        licenceNumber: neededText,
        title: { type: titles, required: true },
        specialties: { type: CustomAttributeType<Specialty[]>('any'), required: true },
        languages: { type: CustomAttributeType<Languages>('any'), required: true },
        mainOrganisationId: neededText,
        mainOrganisationName: neededText,
        demo: { type: 'boolean' },
        practices: { type: CustomAttributeType<Practice[]>('any'), required: true },
        version: neededNumber,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['district'], casing: 'none' },
          sk: { field: 'sk', composite: ['practitionerId'], casing: 'none' },
        },
      },
    },
    { table: name, client },
  )
type Languages = Practitioner['languages']

/** A licence belongs to one person of the register: the item can be created once. */
export const licenceEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('licence'),
      attributes: { licenceNumber: neededText, practitionerId: neededText },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['licenceNumber'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    { table: name, client },
  )

/** What is kept here of the alliance's sites, from its events. */
export const placeEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('place'),
      attributes: {
        siteId: neededText,
        organisationId: neededText,
        name: neededText,
        shortName: neededText,
        areaName: text,
        version: neededNumber,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['siteId'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    { table: name, client },
  )
