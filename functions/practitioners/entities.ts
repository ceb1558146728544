import { CustomAttributeType } from 'electrodb'
import { Entity } from '#functions/platform/entity.ts'
import type { Table } from '#functions/platform/table.ts'
import {
  type Authorisation,
  type FilingCheck,
  type FilingStep,
  type Insurance,
  type Licence,
  type Papers,
  type Practice,
  type Practitioner,
  type Specialty,
  titles,
} from '#shared/practitioners/index.ts'

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
        licence: { type: CustomAttributeType<Licence>('any') },
        insurance: { type: CustomAttributeType<Insurance>('any') },
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

/** The papers of one practice: read with the filing's own page only. */
export const papersEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('papers'),
      attributes: {
        practitionerId: neededText,
        practiceId: neededText,
        checks: { type: CustomAttributeType<FilingCheck[]>('any'), required: true },
        history: { type: CustomAttributeType<FilingStep[]>('any'), required: true },
        complaints: { type: CustomAttributeType<NonNullable<Papers['complaints']>>('any') },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['practitionerId'], casing: 'none' },
          sk: { field: 'sk', composite: ['practiceId'], casing: 'none' },
        },
      },
    },
    { table: name, client },
  )

/** What is kept here of the alliance's agreements, from its events: the bodies and the term. */
export const agreementEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('agreement'),
      attributes: {
        district: neededText,
        agreementId: neededText,
        title: neededText,
        organisationIds: { type: CustomAttributeType<string[]>('any'), required: true },
        from: neededText,
        to: neededText,
        version: neededNumber,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['district'], casing: 'none' },
          sk: { field: 'sk', composite: ['agreementId'], casing: 'none' },
        },
      },
    },
    { table: name, client },
  )

/**
 * Rises with every change of an agreement. Whoever works out the days of a practice writes on the condition that no
 * agreement has changed meanwhile: an end heard in that moment is not lost.
 */
export const editionEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('edition'),
      attributes: { district: neededText, edition: neededNumber },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['district'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    { table: name, client },
  )

/** An expert's insurance authorisations at all sites: one item, so that one transaction reaches every expert. */
export const authorisationsEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('authorisations'),
      attributes: {
        district: neededText,
        practitionerId: neededText,
        sites: { type: CustomAttributeType<Authorisation[]>('any'), required: true },
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

/** Whether the number was seen, by the newest event that spoke of it. */
export type SeenMarks = Readonly<Record<string, { readonly order: string; readonly seen: boolean }>>

/** A clinic day as scheduling's events tell it: for counts, without patients. Sorted by day within a site. */
export const clinicEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('clinic'),
      attributes: {
        siteId: neededText,
        sessionId: neededText,
        practitionerId: text,
        date: neededText,
        state: text,
        /** Of the session, as its newest event had it. */
        version: neededNumber,
        marks: { type: CustomAttributeType<SeenMarks>('any'), required: true },
        revision: neededNumber,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['siteId'], casing: 'none' },
          sk: { field: 'sk', composite: ['sessionId'], casing: 'none' },
        },
      },
    },
    { table: name, client },
  )

/** An end that was told, at which level of days ahead, and the people of the office or the register who have seen it. */
export interface Told {
  readonly warningId: string
  readonly level: number
  readonly toldAt: number
  readonly seenBy: readonly string[]
}

/** What was told of one practitioner's ends, as long as it is still to come. */
export const noticesEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('notices'),
      attributes: {
        district: neededText,
        practitionerId: neededText,
        told: { type: CustomAttributeType<Told[]>('any'), required: true },
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
