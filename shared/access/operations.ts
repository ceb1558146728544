import { z } from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { actor } from './model.ts'

/** The signed-in person with what they may do here, and until when the session holds. */
export const session = z.object({
  actor: actor.optional(),
  /** Milliseconds since the epoch; the session ends then whatever happens. */
  expiresAt: z.number().optional(),
})

/** One line of the audit record: who did what to which thing, when, for which body and on what basis. */
export const journalLine = z.object({
  entryId: z.string(),
  at: z.number(),
  context: z.string(),
  aggregateId: z.string(),
  act: z.string(),
  personId: z.string(),
  displayName: z.string().optional(),
  bodyId: z.string().optional(),
  basis: z.string(),
  patientIds: z.array(z.string()),
})

export const chainVerdict = z.object({
  entries: z.int(),
  links: z.int(),
  intact: z.boolean(),
  /** The first link that does not fit, where one is broken. */
  brokenAt: z.object({ shard: z.int(), seq: z.int(), reason: z.string() }).optional(),
})

/** Sign-in itself is under `/auth`: it answers with redirects, not with JSON. */
export const accessOperations = {
  readSession: {
    method: 'GET', path: '/session', summary: 'Who is signed in; an empty object where nobody is',
    may: 'anyone', answer: session,
  },
  listMyAccesses: {
    method: 'GET', path: '/patients/{patientId}/accesses', summary: 'Who looked at or changed a patient\'s record',
    may: ['read', 'Patient'], params: z.object({ patientId: id }),
    answer: z.object({ lines: z.array(journalLine) }),
  },
  listJournal: {
    method: 'GET', path: '/journal', summary: 'The audit record of one Beijing day, newest first, 100 a page',
    may: ['read', 'Journal'],
    query: z.object({ date: isoDate, after: z.string().max(400).optional() }),
    answer: z.object({ lines: z.array(journalLine), next: z.string().optional() }),
  },
  verifyJournal: {
    method: 'GET', path: '/journal/verdict', summary: 'Recomputes the hash chain over the whole journal',
    may: ['verify', 'Journal'], answer: chainVerdict,
  },
} as const satisfies Operations
