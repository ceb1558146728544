import { CustomAttributeType, type EntityItem } from 'electrodb'
import { asText } from '#functions/platform/as-text.ts'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import type { Appointment, RoomUse, Session, Slot, Template } from '#shared/scheduling/index.ts'
import type { PackedGuard } from './guard-packing.ts'
import { keyOf as key } from './key.ts'
import type { Miss } from './records.ts'

/** All of a site is one partition, sorted by kind and day. */
const site = key('pk', '$scheduling#', ['siteId'])

const text = { type: 'string', required: true } as const
const count = { type: 'number', required: true } as const
const on = (table: Table) => ({ table: table.name, client: table.client })

export type SessionFacts = Omit<Session, 'sessionId' | 'siteId' | 'date' | 'version'>
const sessions = (table: Table) =>
  new Entity(
    {
      model: { entity: 'session', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        date: text,
        suffix: text,
        version: count,
        facts: asText<SessionFacts>(),
      },
      indexes: { primary: { pk: site, sk: key('sk', 'e#', ['date', 'suffix']) } },
    },
    on(table),
  )

const short = (field: string) => ({ type: 'string', field }) as const
const figure = (field: string) => ({ type: 'number', field }) as const

/** At most 400 bytes with a usual name, so that a day list of 40 is 2 RCU: hence the one-letter fields. */
const slots = (table: Table) =>
  new Entity(
    {
      model: { entity: 'slot', service: 'scheduling', version: '1' },
      attributes: {
        siteId: { ...short('s'), required: true },
        date: { ...short('d'), required: true },
        suffix: { ...short('x'), required: true },
        number: { ...figure('n'), required: true, padding: { length: 2, char: '0' } },
        start: { ...figure('b'), required: true },
        end: { ...figure('e'), required: true },
        pool: { type: CustomAttributeType<Slot['pool']>('string'), field: 'o', required: true },
        releaseAt: { ...figure('r'), required: true },
        state: { type: CustomAttributeType<Slot['state']>('string'), field: 'z', required: true },
        version: { ...figure('v'), required: true },
        stoppedFrom: { type: CustomAttributeType<NonNullable<Slot['stoppedFrom']>>('string'), field: 'u' },
        appointmentId: short('a'),
        patientId: short('p'),
        /** The patient's card, packed and sealed. */
        card: short('c'),
        visit: { type: ['first', 'return'] as const, field: 'k' },
        note: short('t'),
        bookedAt: figure('w'),
        arrivedAt: figure('q'),
        calledAt: figure('l'),
        endedAt: figure('m'),
        before: { type: CustomAttributeType<Appointment['state']>('string'), field: 'y' },
        lastBy: short('g'),
        lastCommand: short('h'),
        /** Who left this number last, as long as it is free: their calendar still hears of the cancellation. */
        leftId: short('i'),
        leftPatientId: short('j'),
        /** Kept for whom, and until when. */
        holdFor: short('f'),
        holdUntil: figure('F'),
        /** 代约: relation and consent. */
        onBehalf: short('B'),
        /** Place in the queue, where it is not the number's own. */
        turn: figure('N'),
        /** The capacity stamped on a number beyond the plan. */
        planned: figure('C'),
        beyond: figure('D'),
      },
      indexes: { primary: { pk: site, sk: key('sk', 's#', ['date', 'suffix', 'number']) } },
    },
    { ...on(table), identifiers: { entity: 'E', version: 'V' } },
  )

const patient = key('pk', '$scheduling#patient#', ['patientId'])

/** A patient's half-day: one appointment at most. Also the patient's own list. */
const guards = (table: Table) =>
  new Entity(
    {
      model: { entity: 'guard', service: 'scheduling', version: '1' },
      attributes: {
        patientId: text,
        date: text,
        half: { type: ['1', '2'] as const, required: true },
        version: count,
        facts: asText<PackedGuard>(),
      },
      indexes: {
        primary: { pk: patient, sk: key('sk', 'g#', ['date', 'half']) },
      },
    },
    on(table),
  )

/** One item with a key that is known beforehand, so that a booking finds it in the call that finds everything else. */
const misses = (table: Table) =>
  new Entity(
    {
      model: { entity: 'misses', service: 'scheduling', version: '1' },
      attributes: {
        patientId: text,
        version: count,
        missed: asText<readonly Miss[]>(),
      },
      indexes: { primary: { pk: patient, sk: { field: 'sk', composite: [], casing: 'none' } } },
    },
    on(table),
  )

/** The rooms of a site on a day: one item, so that no room is given away twice. */
const rooms = (table: Table) =>
  new Entity(
    {
      model: { entity: 'rooms', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        date: text,
        version: count,
        uses: { type: CustomAttributeType<readonly RoomUse[]>('any'), required: true },
      },
      indexes: { primary: { pk: site, sk: key('sk', 'r#', ['date']) } },
    },
    on(table),
  )

export type TemplateFacts = Omit<Template, 'templateId' | 'siteId' | 'version'>
const templates = (table: Table) =>
  new Entity(
    {
      model: { entity: 'template', service: 'scheduling', version: '1' },
      attributes: {
        siteId: text,
        templateId: text,
        version: count,
        facts: { type: CustomAttributeType<TemplateFacts>('any'), required: true },
      },
      indexes: { primary: { pk: site, sk: key('sk', 't#', ['templateId']) } },
    },
    on(table),
  )

export const schedulingEntities = oncePerTable((table: Table) => ({
  sessions: sessions(table),
  slots: slots(table),
  guards: guards(table),
  misses: misses(table),
  rooms: rooms(table),
  templates: templates(table),
}))
export type SchedulingEntities = ReturnType<typeof schedulingEntities>
export type SlotItem = EntityItem<SchedulingEntities['slots']>
