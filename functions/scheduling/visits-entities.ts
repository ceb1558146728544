import { CustomAttributeType } from 'electrodb'
import { asText } from '#functions/platform/as-text.ts'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import type { Visit } from '#shared/scheduling/index.ts'
import { keyOf as key } from './key.ts'
import type { PackedOffer } from './offer-packing.ts'

const text = { type: 'string', required: true } as const
const count = { type: 'number', required: true } as const
const on = (table: Table) => ({ table: table.name, client: table.client })
/** Lists of dozens of lines are paid for by the kilobyte. */
const terse = (table: Table) => ({ ...on(table), identifiers: { entity: 'E', version: 'V' } })

/**
 * Offers by weekday and half-day: who offers to come then is one query. Within such a list those of single days stand
 * before the weekly ones (`w` sorts behind a date), in the order of their days: what is over is not read.
 */
const offers = (table: Table) =>
  new Entity(
    {
      model: { entity: 'offer', service: 'scheduling', version: '1' },
      attributes: {
        /** Such as `w3.m`: Wednesday morning. */
        list: { ...text, field: 'l' },
        /** `w`, or the day. */
        on: { ...text, field: 'o' },
        practitionerId: { ...text, field: 'p' },
        suffix: { ...text, field: 'x' },
        version: { ...count, field: 'v' },
        facts: { ...asText<PackedOffer>(), field: 'f' },
      },
      indexes: {
        primary: {
          pk: key('pk', '$scheduling#offers#', ['list']),
          sk: key('sk', '', ['on', 'practitionerId', 'suffix']),
        },
        byPractitioner: {
          index: 'gsi1',
          pk: key('gsi1pk', '$scheduling#offersof#', ['practitionerId']),
          sk: key('gsi1sk', '', ['list', 'on', 'suffix']),
        },
      },
    },
    terse(table),
  )

export type VisitFacts = Omit<Visit, 'visitId' | 'siteId' | 'practitionerId' | 'version' | 'became'>

/** Requests of a site by the day that was asked for, and of a practitioner by the day that it stands for now. */
const visits = (table: Table) =>
  new Entity(
    {
      model: { entity: 'visit', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        date: text,
        suffix: text,
        practitionerId: text,
        day: text,
        version: count,
        facts: { type: CustomAttributeType<VisitFacts>('any'), required: true },
      },
      indexes: {
        primary: { pk: key('pk', '$scheduling#', ['siteId']), sk: key('sk', 'v#', ['date', 'suffix']) },
        byPractitioner: {
          index: 'gsi1',
          pk: key('gsi1pk', '$scheduling#visitsof#', ['practitionerId']),
          sk: key('gsi1sk', '', ['day', 'siteId', 'suffix']),
        },
      },
    },
    on(table),
  )

/** What every practitioner is, wherever they work; at each site they are a site's doctor besides. */
export interface Profile {
  readonly practitionerId: string
  readonly name: string
  readonly title: string
  readonly initials: string
  readonly organisationId: string
  readonly organisationName: string
  /** Where they have, or once had, a term of practice. */
  readonly siteIds: readonly string[]
}

const profiles = (table: Table) =>
  new Entity(
    {
      model: { entity: 'profile', service: 'scheduling', version: '1' },
      attributes: {
        practitionerId: text,
        version: count,
        facts: { type: CustomAttributeType<Profile>('any'), required: true },
      },
      indexes: {
        primary: {
          pk: key('pk', '$scheduling#doctor#', ['practitionerId']),
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    on(table),
  )

/** Proposals that the office has set aside. */
const dismissals = (table: Table) =>
  new Entity(
    {
      model: { entity: 'dismissal', service: 'scheduling', version: '1' },
      attributes: { list: text, date: text, proposalId: text, reason: text, words: { type: 'string' } },
      indexes: {
        primary: {
          pk: key('pk', '$scheduling#dismissals#', ['list']),
          sk: key('sk', '', ['date', 'proposalId']),
        },
      },
    },
    on(table),
  )

export const visitsEntities = oncePerTable((table: Table) => ({
  offers: offers(table),
  visits: visits(table),
  profiles: profiles(table),
  dismissals: dismissals(table),
}))
