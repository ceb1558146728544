import { CustomAttributeType } from 'electrodb'
import { Entity } from '#functions/platform/entity.ts'
import type { Table } from '#functions/platform/table.ts'
import {
  acceptanceStates,
  agreementModes,
  type Finding,
  networkRoles,
  type Population,
  siteKinds,
  tiers,
} from '#shared/alliance/index.ts'

const text = { type: 'string' } as const
const number = { type: 'number' } as const
const neededText = { type: 'string', required: true } as const
const neededNumber = { type: 'number', required: true } as const

/** One partition a district and kind: a directory of some hundred short records that is read as a whole. */
const byDistrict = <const Sort extends readonly string[]>(...sort: Sort) => ({
  primary: {
    pk: { field: 'pk', composite: ['district' as const], casing: 'none' as const },
    sk: { field: 'sk', composite: sort, casing: 'none' as const },
  },
})
const model = (entity: string) => ({ entity, service: 'alliance', version: '1' })

/** Rises by one with each change of the directory: of two changes judged by the same state only one is written. */
export const editionEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('edition'),
      attributes: { district: neededText, edition: neededNumber },
      indexes: byDistrict<[]>(),
    },
    { table: name, client },
  )

export const siteEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('site'),
      attributes: {
        district: neededText,
        siteId: neededText,
        siteNo: text,
        organisationId: neededText,
        branchOf: text,
        name: neededText,
        shortName: neededText,
        initials: { type: 'list', items: text, required: true },
        kind: { type: siteKinds, required: true },
        tier: { type: tiers, required: true },
        networkRole: { type: networkRoles, required: true },
        areaCode: neededText,
        areaName: neededText,
        address: text,
        lon: number,
        lat: number,
        sourceNote: text,
        version: neededNumber,
      },
      indexes: byDistrict('siteId'),
    },
    { table: name, client },
  )

export const subdistrictEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('subdistrict'),
      attributes: {
        district: neededText,
        code: neededText,
        name: neededText,
        shortName: neededText,
        initials: neededText,
        tileColumn: neededNumber,
        tileRow: neededNumber,
        lon: neededNumber,
        lat: neededNumber,
        population: { type: CustomAttributeType<Population>('any') },
      },
      indexes: byDistrict('code'),
    },
    { table: name, client },
  )

/** Answers by the standard's order, one letter an item, with the notes by item: a board of 55 is read in 4 RCU. */
export interface StoredAnswers {
  readonly marks: string
  readonly notes: Readonly<Record<string, string>>
}
export interface StoredInspection extends StoredAnswers {
  readonly date: string
  readonly half: 'morning' | 'afternoon'
  readonly inspectors: string[]
}

export const departmentEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('department'),
      attributes: {
        district: neededText,
        siteId: neededText,
        departmentId: neededText,
        name: neededText,
        state: { type: acceptanceStates, required: true },
        since: text,
        standardVersion: neededText,
        contact: text,
        selfCheck: { type: CustomAttributeType<StoredAnswers>('any'), required: true },
        inspection: { type: CustomAttributeType<StoredInspection>('any') },
        findings: { type: CustomAttributeType<Finding[]>('any'), required: true },
        reason: text,
        passedOn: text,
        version: neededNumber,
        changed: { type: CustomAttributeType<{ by: string; at: number }>('any') },
      },
      indexes: byDistrict('siteId'),
    },
    { table: name, client },
  )

/** Parties are kept with the names they signed under. */
export interface StoredParty {
  readonly organisationId: string
  readonly side: 'upper' | 'lower'
  readonly name: string
  readonly shortName: string
}

export const agreementEntity = ({ name, client }: Table) =>
  new Entity(
    {
      model: model('agreement'),
      attributes: {
        district: neededText,
        agreementId: neededText,
        title: neededText,
        mode: { type: agreementModes, required: true },
        parties: { type: CustomAttributeType<StoredParty[]>('any'), required: true },
        from: neededText,
        to: neededText,
        duties: text,
        endedOn: text,
        endReason: text,
        version: neededNumber,
      },
      indexes: byDistrict('agreementId'),
    },
    { table: name, client },
  )
