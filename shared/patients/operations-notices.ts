import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { contactChange, contactLanguages, shownContact } from './contact.ts'
import { receipt, shownNotice } from './notice.ts'

const record = z.object({ patientId: id })

/** Messages, how somebody wants them, and what became of them. */
export const noticeOperations = {
  listNotices: {
    method: 'GET',
    path: '/records/{patientId}/notices',
    summary: 'Messages about a patient, the latest first: own copies to patient and guardian, all to staff',
    may: ['read', 'Patient'],
    params: record,
    query: z.object({
      /** `next` of the page before. */
      after: z.string().max(120).optional(),
      language: z.enum(contactLanguages).optional(),
    }),
    answer: z.object({
      /** At most 20. */
      notices: z.array(shownNotice),
      /** Of the asker's own copies. */
      unread: z.int(),
      next: z.string().optional(),
    }),
    refusals: ['patient-unknown'],
  },
  listMailboxes: {
    method: 'GET',
    path: '/mailbox',
    summary: 'How many messages wait unread, for oneself and for each ward',
    may: 'signed-in',
    answer: z.object({
      boxes: z.array(z.object({ patientId: id, relation: z.enum(['self', 'ward']), unread: z.int() })),
    }),
  },
  markRead: {
    method: 'POST',
    path: '/records/{patientId}/notices/{noticeId}/read',
    summary: "Marks the asker's own copy as read",
    may: ['read-mail', 'Patient'],
    params: z.object({ patientId: id, noticeId: id }),
    answer: z.object({ unread: z.int() }),
    refusals: ['patient-unknown', 'notice-unknown'],
  },
  readContact: {
    method: 'GET',
    path: '/records/{patientId}/contact',
    summary: 'How a patient wants to be told, addresses masked',
    may: ['read', 'Patient'],
    params: record,
    answer: shownContact,
    refusals: ['patient-unknown'],
  },
  saveContact: {
    method: 'PUT',
    path: '/records/{patientId}/contact',
    summary: 'Sets how a patient wants to be told, with how the wish was given',
    may: ['set-contact', 'Patient'],
    params: record,
    body: contactChange,
    answer: shownContact,
    refusals: [
      'patient-unknown',
      'stale-version',
      'email-missing',
      'basis-missing',
      'guardian-missing',
      'guardian-told-by-patient',
    ],
  },
  receiveReceipts: {
    method: 'POST',
    path: '/notice-receipts',
    summary: 'What became of messages, told by the gateway and signed with its key (Standard Webhooks)',
    may: 'anyone',
    signed: true,
    body: z.strictObject({ receipts: z.array(receipt).min(1).max(50) }),
    /** How many of the receipts belong to messages of ours. */
    answer: z.object({ known: z.int() }),
    refusals: ['signature-invalid', 'signature-stale'],
  },
} as const satisfies Operations
