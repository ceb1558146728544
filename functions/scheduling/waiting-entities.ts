import { CustomAttributeType } from 'electrodb'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import type { AppealReason, AppealState, Wait } from '#shared/scheduling/index.ts'
import { keyOf as key } from './key.ts'

const text = { type: 'string', required: true } as const
const count = { type: 'number', required: true } as const
const on = (table: Table) => ({ table: table.name, client: table.client })
const patient = key('pk', '$scheduling#patient#', ['patientId'])

export type WaitFacts = Omit<Wait, 'waitId' | 'patientId' | 'siteId' | 'version'>

/**
 * 候补: with the patient's own things, and once more in the list of the site, open ones on a shelf of their own: who is
 * asked next is one query, however many have waited before.
 */
const waits = (table: Table) =>
  new Entity(
    {
      model: { entity: 'wait', service: 'scheduling', version: '1' },
      attributes: {
        patientId: text,
        waitId: text,
        siteId: text,
        /** `open`, or the month in which it ended: `2026-09`. */
        shelf: text,
        version: count,
        /** The patient's card, packed and sealed. */
        card: text,
        facts: { type: CustomAttributeType<WaitFacts>('any'), required: true },
      },
      indexes: {
        primary: { pk: patient, sk: key('sk', 'w#', ['waitId']) },
        list: {
          index: 'gsi1',
          pk: key('gsi1pk', '$scheduling#waits#', ['siteId', 'shelf']),
          sk: key('gsi1sk', '', ['waitId']),
        },
      },
    },
    on(table),
  )

/** The number that a person keeps while filling in a form: one at a time. */
const holds = (table: Table) =>
  new Entity(
    {
      model: { entity: 'hold', service: 'scheduling', version: '1' },
      attributes: { personId: text, version: count, slotId: text, until: count },
      indexes: {
        primary: {
          pk: key('pk', '$scheduling#hold#', ['personId']),
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    on(table),
  )

export interface AppealFacts {
  readonly patientId: string
  readonly date: string
  readonly reason: AppealReason
  readonly askedAt: number
  readonly state: AppealState
  readonly decidedAt?: number | undefined
  /** Words of either side, sealed as all words about a patient. */
  readonly words?: string | undefined
  readonly answer?: string | undefined
  readonly card: string
}

/** 申诉, with the site that decides them. */
const appeals = (table: Table) =>
  new Entity(
    {
      model: { entity: 'appeal', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        appointmentId: text,
        version: count,
        facts: { type: CustomAttributeType<AppealFacts>('any'), required: true },
      },
      indexes: {
        primary: { pk: key('pk', '$scheduling#', ['siteId']), sk: key('sk', 'a#', ['appointmentId']) },
      },
    },
    on(table),
  )

export const waitingEntities = oncePerTable((table: Table) => ({
  waits: waits(table),
  holds: holds(table),
  appeals: appeals(table),
}))
