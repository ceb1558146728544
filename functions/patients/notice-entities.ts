import { CustomAttributeType } from 'electrodb'
import { Entity } from '#functions/platform/entity.ts'
import { oncePerTable } from '#functions/platform/once-per-table.ts'
import type { Table } from '#functions/platform/table.ts'
import type { ContactLanguage, Notice, NoticeTemplate } from '#shared/patients/index.ts'
import type { StoredDelivery } from './notice-record.ts'

const text = { type: 'string', required: true } as const
const count = { type: 'number', required: true } as const
const on = (table: Table) => ({ table: table.name, client: table.client })
const ofPatient = { field: 'pk', composite: ['patientId'], casing: 'none' } as const

/** A message with all its copies. By its id in the patient's partition, and by time through the index. */
const notices = (table: Table) =>
  new Entity(
    {
      model: { entity: 'notice', service: 'patients', version: '1' },
      attributes: {
        patientId: text,
        noticeId: text,
        version: count,
        at: { ...count, padding: { length: 15, char: '0' } },
        template: { type: CustomAttributeType<NoticeTemplate>('string'), required: true },
        facts: { type: CustomAttributeType<Notice['facts']>('any'), required: true },
        language: { type: CustomAttributeType<ContactLanguage>('string'), required: true },
        about: { type: 'string' },
        urgent: { type: 'boolean' },
        deliveries: { type: CustomAttributeType<StoredDelivery[]>('any'), required: true },
      },
      indexes: {
        primary: { pk: ofPatient, sk: { field: 'sk', composite: ['noticeId'], casing: 'none' } },
        byTime: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: ['patientId'], casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['at', 'noticeId'], casing: 'none' },
        },
      },
    },
    on(table),
  )

/** Which copy a gateway means by its message id. Never changes. */
const messages = (table: Table) =>
  new Entity(
    {
      model: { entity: 'message', service: 'patients', version: '1' },
      attributes: { messageId: text, patientId: text, noticeId: text },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['messageId'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
      },
    },
    on(table),
  )

/** How many copies wait unread, counted in the transactions that make and read them. */
const boxes = (table: Table) =>
  new Entity(
    {
      model: { entity: 'mailbox', service: 'patients', version: '1' },
      attributes: { patientId: text, patient: { type: 'number' }, guardian: { type: 'number' } },
      indexes: { primary: { pk: ofPatient, sk: { field: 'sk', composite: [], casing: 'none' } } },
    },
    on(table),
  )

/** How a patient wants to be told; the address is sealed. */
const contacts = (table: Table) =>
  new Entity(
    {
      model: { entity: 'contact', service: 'patients', version: '1' },
      attributes: {
        patientId: text,
        version: count,
        channel: { type: ['sms', 'wechat', 'email', 'mailbox'] as const, required: true },
        emailSealed: { type: 'string' },
        language: { type: ['zh-CN', 'en'] as const, required: true },
        guardianTold: { type: 'boolean', required: true },
        setAt: count,
        basis: text,
      },
      indexes: { primary: { pk: ofPatient, sk: { field: 'sk', composite: [], casing: 'none' } } },
    },
    on(table),
  )

export const noticeEntities = oncePerTable((table: Table) => ({
  notices: notices(table),
  messages: messages(table),
  boxes: boxes(table),
  contacts: contacts(table),
}))
