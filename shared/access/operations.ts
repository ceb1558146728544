import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { actor, grant } from './model.ts'

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
  links: z.int(),
  intact: z.boolean(),
  /** The first link that does not fit, where one is broken. */
  brokenAt: z
    .object({
      shard: z.int(),
      seq: z.int(),
      reason: z.enum(['link-missing', 'entry-missing', 'entry-changed', 'chain-cut']),
    })
    .optional(),
})

/** Somebody who works here, as the alliance office sees them. */
export const person = z.object({
  personId: id,
  displayName: z.string(),
  grants: z.array(grant),
  /** Sessions that began before this instant (ms) are over. */
  validFrom: z.number(),
  /** Of the write that made it so; a change names it. */
  version: z.int(),
  demo: z.boolean().optional(),
})
export type Person = z.infer<typeof person>

/** `displayName` is needed with a person's first role. */
export const grantRequest = z.strictObject({
  grant,
  displayName: z.string().trim().min(1).max(40).optional(),
})
export type GrantRequest = z.infer<typeof grantRequest>

const byPerson = z.object({ personId: id })

/** Sign-in itself is under `/auth`: it answers with redirects, not with JSON. */
export const accessOperations = {
  readSession: {
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in; an empty object where nobody is',
    may: 'anyone',
    answer: session,
  },
  listMyAccesses: {
    method: 'GET',
    path: '/patients/{patientId}/accesses',
    summary: "Who looked at or changed a patient's record",
    may: ['read', 'Patient'],
    params: z.object({ patientId: id }),
    query: z.object({ after: z.string().max(80).optional() }),
    answer: z.object({ lines: z.array(journalLine), next: z.string().optional() }),
  },
  listJournal: {
    method: 'GET',
    path: '/journal',
    summary: 'The audit record of one Beijing day, newest first, 100 a page',
    may: ['read', 'Journal'],
    query: z.object({ date: isoDate, after: z.string().max(400).optional() }),
    answer: z.object({ lines: z.array(journalLine), next: z.string().optional() }),
  },
  listPeople: {
    method: 'GET',
    path: '/people',
    summary: 'Who works here and in which roles, by name, 50 a page',
    may: ['read', 'Grant'],
    query: z.object({ name: z.string().max(40).optional(), after: id.optional() }),
    answer: z.object({ people: z.array(person), next: z.string().optional() }),
  },
  giveGrant: {
    method: 'POST',
    path: '/people/{personId}/grants',
    summary: 'Gives a role; giving it twice changes nothing',
    may: ['give', 'Grant'],
    params: byPerson,
    body: grantRequest,
    answer: person,
    refusals: ['own-grant', 'grant-unbound', 'grants-full', 'name-missing', 'stale-version'],
  },
  takeGrant: {
    method: 'POST',
    path: '/people/{personId}/grants/removal',
    summary: 'Takes a role away; refused from the next request on',
    may: ['take', 'Grant'],
    params: byPerson,
    body: z.strictObject({ grant }),
    answer: person,
    refusals: ['own-grant', 'person-not-found', 'grant-unknown', 'stale-version'],
  },
  signOutPerson: {
    method: 'POST',
    path: '/people/{personId}/sign-out',
    summary: 'Ends all sessions of a person',
    may: ['sign-out', 'Grant'],
    params: byPerson,
    answer: person,
    refusals: ['person-not-found', 'stale-version'],
  },
  signOutEverywhere: {
    method: 'POST',
    path: '/session/sign-out-everywhere',
    summary: 'Ends all sessions of the signed-in person, this one too',
    may: 'signed-in',
    answer: z.object({ signedOut: z.literal(true) }),
    refusals: ['person-not-found', 'stale-version'],
  },
  verifyJournal: {
    method: 'GET',
    path: '/journal/verdict',
    summary: 'Recomputes the hash chain over the whole journal',
    may: ['verify', 'Journal'],
    answer: chainVerdict,
  },
} as const satisfies Operations
