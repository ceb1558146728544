import { CustomAttributeType } from 'electrodb'
import { asText } from '#functions/platform/as-text.ts'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import { keyOf as key } from './key.ts'
import type { AreaFigure, Clinic, PackedCounts, SiteDoctor, Work } from './projections.ts'

const text = { type: 'string', required: true } as const
/** What orders two tellings of the same thing: the older one never overwrites. */
const version = { type: 'number', required: true } as const
const on = (table: Table) => ({ table: table.name, client: table.client })
const place = key('pk', '$scheduling#place#', ['siteId'])

/** All clinics are one partition: there are some dozens, and a rebuilt month asks for all of them. */
const clinics = (table: Table) =>
  new Entity(
    {
      model: { entity: 'clinic', service: 'scheduling', version: '1' },
      attributes: {
        list: { ...text, default: 'all' },
        siteId: text,
        version,
        facts: { type: CustomAttributeType<Clinic>('any'), required: true },
      },
      indexes: {
        primary: { pk: key('pk', '$scheduling#clinics#', ['list']), sk: key('sk', 'c#', ['siteId']) },
      },
    },
    on(table),
  )

/** The people of the sub-districts are one partition too: coverage asks for all of them. */
const areas = (table: Table) =>
  new Entity(
    {
      model: { entity: 'area', service: 'scheduling', version: '1' },
      attributes: {
        list: { ...text, default: 'all' },
        code: text,
        version,
        facts: { type: CustomAttributeType<AreaFigure>('any'), required: true },
      },
      indexes: {
        primary: { pk: key('pk', '$scheduling#areas#', ['list']), sk: key('sk', '', ['code']) },
      },
    },
    on(table),
  )

const departments = (table: Table) =>
  new Entity(
    {
      model: { entity: 'department', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        departmentId: text,
        version,
        name: text,
        accepted: { type: 'boolean', required: true },
      },
      indexes: { primary: { pk: place, sk: key('sk', 'd#', ['departmentId']) } },
    },
    on(table),
  )

export type DoctorFacts = Omit<SiteDoctor, 'siteId' | 'practitionerId'>

/** A practitioner as one site sees them: who may hold sessions there is one query. */
const siteDoctors = (table: Table) =>
  new Entity(
    {
      model: { entity: 'site-doctor', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        practitionerId: text,
        version,
        facts: asText<DoctorFacts>(),
      },
      indexes: { primary: { pk: place, sk: key('sk', 'p#', ['practitionerId']) } },
    },
    on(table),
  )

/** The sessions of a practitioner by day, stopped ones too: what their week and the calendar feed show. */
const work = (table: Table) =>
  new Entity(
    {
      model: { entity: 'work', service: 'scheduling', version: '1' },
      attributes: {
        practitionerId: text,
        date: text,
        sessionId: text,
        version,
        facts: { type: CustomAttributeType<Work>('any'), required: true },
        counts: { type: CustomAttributeType<PackedCounts>('any') },
        counted: { type: 'number' },
      },
      indexes: {
        primary: {
          pk: key('pk', '$scheduling#doctor#', ['practitionerId']),
          sk: key('sk', 'w#', ['date', 'sessionId']),
        },
      },
    },
    on(table),
  )

const cards = (table: Table) =>
  new Entity(
    {
      model: { entity: 'card', service: 'scheduling', version: '1' },
      attributes: {
        patientId: text,
        version,
        sealed: text,
        siteIds: { type: 'list', items: { type: 'string' }, required: true },
      },
      indexes: {
        primary: {
          pk: key('pk', '$scheduling#patient#', ['patientId']),
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    on(table),
  )

export const projectionEntities = oncePerTable((table: Table) => ({
  clinics: clinics(table),
  areas: areas(table),
  departments: departments(table),
  siteDoctors: siteDoctors(table),
  work: work(table),
  cards: cards(table),
}))
