import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { claimKinds } from '#shared/kernel/claim.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval } from '#shared/kernel/interval.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { rosterErrors, rosterKinds } from './roster.ts'

/** Whose roster it is: a hospital's for its people, or a practitioner's own calendar. */
export const rosterOwner = z.strictObject({ kind: z.enum(['organisation', 'practitioner']), id })
export type RosterOwner = z.infer<typeof rosterOwner>

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)
/** 1.5 MB of a file, as base64. */
const longestFile = 2_000_000

const rosterRequest = z
  .strictObject({
    owner: rosterOwner,
    /** Names the source within its owner: what an earlier import of the same source brought gives way to this one. */
    source: z.string().trim().min(1).max(40),
    format: z.enum(['csv', 'icalendar']),
    /** The file's bytes: UTF-8 or GB 18030. */
    file: base64.max(longestFile),
    /** Of a calendar in a hospital's hands: whose it is. */
    practitionerId: id.optional(),
    /** The days that the roster speaks for, both included; by default from its first day to its last. */
    from: isoDate.optional(),
    to: isoDate.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { error: 'ends-before-it-begins', path: ['to'] })
export type RosterRequest = z.infer<typeof rosterRequest>

const blocking = z.object({ kind: z.enum(claimKinds), time: interval })

/** One line of the report: what becomes of a row, or of what an earlier import had brought. */
export const rosterLine = z.object({
  /** Absent for what is removed: no row speaks of it any more. */
  line: z.int().optional(),
  practitionerId: id,
  practitionerName: z.string(),
  date: isoDate,
  time: interval,
  kind: z.enum(claimKinds),
  outcome: z.enum(['added', 'changed', 'removed', 'clashing']),
  /** Of a clashing one: what stands there already. Neither where nor with whom. */
  blocking: blocking.optional(),
  missingMinutes: z.int().optional(),
})
export type RosterLine = z.infer<typeof rosterLine>

const rosterCounts = {
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  clashing: z.int(),
}

/** What an import would do or did. Rows with errors and rows that clash are not taken; all others are. */
export const rosterReport = z.object({
  from: isoDate.optional(),
  to: isoDate.optional(),
  practitioners: z.int(),
  rows: z.int(),
  ...rosterCounts,
  /** Events that are our own clinic sessions coming back, or that claim no time. */
  skipped: z.int(),
  /** Rows whose place nobody here knows: taken to be at the main hospital. */
  assumedPlaces: z.int(),
  /** Clashes first; the first 300 of a preview, 100 of an import. The counts are of all. */
  lines: z.array(rosterLine),
  errors: z.array(z.object({ line: z.int(), reason: z.enum(rosterErrors) })),
})
export type RosterReport = z.infer<typeof rosterReport>

/** An import that has been made, for the list. */
export const rosterImport = z.object({
  importId: id,
  source: z.string(),
  format: z.enum(['csv', 'icalendar']),
  at: z.number(),
  from: isoDate.optional(),
  to: isoDate.optional(),
  practitioners: z.int(),
  ...rosterCounts,
  errors: z.int(),
})
export type RosterImport = z.infer<typeof rosterImport>

const byPractitioner = z.object({ practitionerId: id })
const bodyLimit = longestFile + 10_000

/** 排班导入 and what people enter by hand: duty, teaching and leave as claims on a practitioner's time. */
export const rosterOperations = {
  previewRoster: {
    method: 'POST',
    path: '/roster-imports/preview',
    summary: 'What a duty roster (CSV or iCalendar) would add, change, remove, and what clashes',
    may: ['import', 'Commitment'],
    body: rosterRequest,
    bodyLimit,
    answer: rosterReport,
    refusals: ['practitioner-unknown'],
  },
  importRoster: {
    method: 'POST',
    path: '/roster-imports',
    summary: 'Take a duty roster over; what the same source brought before gives way',
    may: ['import', 'Commitment'],
    body: rosterRequest,
    bodyLimit,
    answer: rosterReport,
    creates: true,
    refusals: ['practitioner-unknown', 'roster-unreadable', 'roster-replayed'],
  },
  listRosterImports: {
    method: 'GET',
    path: '/roster-imports',
    summary: "The last fifty imports of a hospital's rosters or of a practitioner's calendar",
    may: ['import', 'Commitment'],
    query: z.object({ ownerKind: z.enum(['organisation', 'practitioner']), ownerId: id }),
    answer: z.object({ imports: z.array(rosterImport) }),
    refusals: ['practitioner-unknown'],
  },
  addCommitment: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/commitments',
    summary: 'Enter leave, duty or teaching, on one day or several; all days or none',
    may: ['change', 'Commitment'],
    params: byPractitioner,
    body: z
      .strictObject({
        kind: z.enum(rosterKinds),
        date: isoDate,
        /** The last day, for leave of several. */
        to: isoDate.optional(),
        time: interval,
        placeId: id.optional(),
      })
      .refine(({ date, to }) => !to || date <= to, { error: 'ends-before-it-begins', path: ['to'] }),
    answer: z.object({ claimId: id, kind: z.enum(rosterKinds), date: isoDate, to: isoDate, time: interval }),
    creates: true,
    refusals: [
      'practitioner-unknown',
      'site-unknown',
      'date-past',
      'too-many-days',
      'time-claimed',
      'travel-too-short',
      'commitment-exists',
    ],
  },
  removeCommitment: {
    method: 'DELETE',
    path: '/practitioners/{practitionerId}/days/{date}/commitments/{claimId}',
    summary: 'Take back leave, duty or teaching of a day; a clinic visit or panel goes by its own way',
    may: ['change', 'Commitment'],
    params: z.object({ practitionerId: id, date: isoDate, claimId: id }),
    answer: z.object({ claimId: id, date: isoDate }),
    refusals: ['practitioner-unknown', 'commitment-unknown', 'commitment-bound'],
  },
} as const satisfies Operations
