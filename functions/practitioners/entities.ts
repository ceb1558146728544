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
  type SeenMarks,
  type Specialty,
  titles,
} from '#shared/practitioners/index.ts'

const text = { type: 'string' } as const
const neededText = { type: 'string', required: true } as const
const neededNumber = { type: 'number', required: true } as const

const model = (entity: string) => ({ entity, service: 'practitioners', version: '1' })
const on = ({ name, client }: Table) => ({ table: name, client })
/** Items that are read together share `together`; `sort` tells them apart. */
const keyed = <const Together extends string, const Sort extends readonly string[]>(
  together: Together,
  ...sort: Sort
) => ({
  primary: {
    pk: { field: 'pk', composite: [together], casing: 'none' as const },
    sk: { field: 'sk', composite: sort, casing: 'none' as const },
  },
})

/** One of many of the district, for one practitioner. */
const ofPractitioner = { district: neededText, practitionerId: neededText, version: neededNumber } as const
const byPractitioner = keyed('district', 'practitionerId')

/** The register: one partition of about 1 KB a person, practices included; 89 people are read with 11 RCU. */
export const practitionerEntity = (table: Table) =>
  new Entity(
    {
      model: model('practitioner'),
      attributes: {
        ...ofPractitioner,
        name: neededText,
        initials: neededText,
        licenceNumber: neededText,
        title: { type: titles, required: true },
        specialties: { type: CustomAttributeType<Specialty[]>('any'), required: true },
        languages: { type: CustomAttributeType<Practitioner['languages']>('any'), required: true },
        mainOrganisationId: neededText,
        mainOrganisationName: neededText,
        licence: { type: CustomAttributeType<Licence>('any') },
        insurance: { type: CustomAttributeType<Insurance>('any') },
        demo: { type: 'boolean' },
        practices: { type: CustomAttributeType<Practice[]>('any'), required: true },
        changed: { type: CustomAttributeType<NonNullable<Practitioner['changed']>>('any') },
      },
      indexes: byPractitioner,
    },
    on(table),
  )

/** A licence belongs to one person of the register: the item can be created once. */
export const licenceEntity = (table: Table) =>
  new Entity(
    {
      model: model('licence'),
      attributes: { licenceNumber: neededText, practitionerId: neededText },
      indexes: keyed<'licenceNumber', []>('licenceNumber'),
    },
    on(table),
  )

/** What is kept here of the alliance's sites, from its events. */
export const placeEntity = (table: Table) =>
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
      indexes: keyed<'siteId', []>('siteId'),
    },
    on(table),
  )

/** The papers of one practice: read with the filing's own page only. */
export const papersEntity = (table: Table) =>
  new Entity(
    {
      model: model('papers'),
      attributes: {
        practitionerId: neededText,
        practiceId: neededText,
        checks: { type: CustomAttributeType<FilingCheck[]>('any'), required: true },
        history: { type: CustomAttributeType<FilingStep[]>('any'), required: true },
        complaints: { type: CustomAttributeType<NonNullable<Papers['complaints']>>('any') },
        /** Papers that were written before they had one have none. */
        version: { type: 'number' },
      },
      indexes: keyed('practitionerId', 'practiceId'),
    },
    on(table),
  )

/** What is kept here of the alliance's agreements, from its events: the bodies and the term. */
export const agreementEntity = (table: Table) =>
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
      indexes: keyed('district', 'agreementId'),
    },
    on(table),
  )

/**
 * Rises with every change of an agreement. Whoever works out the days of a practice writes on the condition that no
 * agreement has changed meanwhile: an end heard in that moment is not lost.
 */
export const editionEntity = (table: Table) =>
  new Entity(
    {
      model: model('edition'),
      attributes: { district: neededText, edition: neededNumber },
      indexes: keyed<'district', []>('district'),
    },
    on(table),
  )

/** An expert's insurance authorisations at all sites: one item, so that one transaction reaches every expert. */
export const authorisationsEntity = (table: Table) =>
  new Entity(
    {
      model: model('authorisations'),
      attributes: {
        ...ofPractitioner,
        sites: { type: CustomAttributeType<Authorisation[]>('any'), required: true },
      },
      indexes: byPractitioner,
    },
    on(table),
  )

/** A clinic day as scheduling's events tell it: for counts, without patients. Sorted by day within a site. */
export const clinicEntity = (table: Table) =>
  new Entity(
    {
      model: model('clinic'),
      attributes: {
        siteId: neededText,
        sessionId: neededText,
        practitionerId: text,
        date: neededText,
        state: text,
        /** Of the session, as its newest event had it; 0 once it is discarded. */
        version: neededNumber,
        discardedBy: text,
        marks: { type: CustomAttributeType<SeenMarks>('any'), required: true },
        revision: neededNumber,
      },
      indexes: keyed('siteId', 'sessionId'),
    },
    on(table),
  )

/** An end that was told, at which level of days ahead, and the people of the office or the register who have seen it. */
export interface Told {
  readonly warningId: string
  readonly level: number
  readonly toldAt: number
  readonly seenBy: readonly string[]
}

/** What was told of one practitioner's ends, as long as it is still to come. */
export const noticesEntity = (table: Table) =>
  new Entity(
    {
      model: model('notices'),
      attributes: { ...ofPractitioner, told: { type: CustomAttributeType<Told[]>('any'), required: true } },
      indexes: byPractitioner,
    },
    on(table),
  )
