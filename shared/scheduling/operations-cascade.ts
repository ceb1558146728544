import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval } from '#shared/kernel/interval.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import {
  alternative,
  cascade,
  cascadeLine,
  cascadeLineWithCard,
  cascadeToCome,
  stopLine,
} from './cascade-model.ts'
import { appointment, session, sessionWithCells } from './model.ts'

const bySession = z.object({ sessionId: id })
const bySite = z.object({ siteId: id })
/** A line goes by the number that is lost. */
const byLine = z.object({ slotId: id })
const version = z.int().min(0)
const staffing = [
  'site-unknown',
  'practitioner-unknown',
  'practice-not-filed',
  'department-not-accepted',
  'time-claimed',
  'travel-too-short',
  'date-past',
] as const
const standing = ['session-unknown', 'session-not-published', 'session-stopped', 'stale-version'] as const

/** A session that changes hands or time, and what becomes of the patients of one that is stopped. */
export const cascadeOperations = {
  previewStop: {
    method: 'GET',
    path: '/sessions/{sessionId}/stop-preview',
    summary: 'What would become of each booked patient if the session were stopped',
    may: ['stop', 'Session'],
    params: bySession,
    answer: z.object({
      session,
      affected: z.int(),
      counts: z.object({ here: z.int(), nearby: z.int(), call: z.int() }),
      /** Short names of the sites nearby that would take somebody. */
      nearbySites: z.array(z.string()),
      /** Days ahead that were looked at. */
      days: z.int(),
      /** Minutes for which the stop can be taken back; messages wait as long. */
      takeBackMinutes: z.int(),
      /** In the order in which they are looked after: by need, then by time. */
      lines: z.array(stopLine),
    }),
    refusals: ['session-unknown', 'session-not-published', 'session-stopped'],
  },
  substituteSession: {
    method: 'POST',
    path: '/sessions/{sessionId}/substitution',
    summary: '替诊: another practitioner takes the session; numbers, codes and times stay',
    may: ['change', 'Session'],
    params: bySession,
    body: z.strictObject({ version, practitionerId: id }),
    answer: sessionWithCells,
    refusals: [...standing, ...staffing, 'same-practitioner'],
  },
  swapSessions: {
    method: 'POST',
    path: '/sessions/{sessionId}/swap',
    summary: 'Two practitioners exchange their sessions, both or none',
    may: ['swap', 'Session'],
    params: bySession,
    body: z.strictObject({ version, withSessionId: id, withVersion: version }),
    answer: z.object({ sessions: z.array(session) }),
    refusals: [...standing, ...staffing, 'same-practitioner', 'too-many-patients'],
  },
  moveSession: {
    method: 'POST',
    path: '/sessions/{sessionId}/move',
    summary: 'Another time or room in the same half-day; or another day, with its patients',
    may: ['change', 'Session'],
    params: bySession,
    body: z.strictObject({
      version,
      date: isoDate,
      time: interval,
      room: z.string().trim().min(1).max(12),
    }),
    answer: z.object({
      /** In place the same session; on another day the new one. */
      session: sessionWithCells,
      moved: z.int(),
      /** Patients who could not come along: they are looked after as after a stop. */
      left: z.int(),
    }),
    creates: true,
    refusals: [...standing, ...staffing, 'room-taken', 'plan-invalid', 'session-exists'],
  },
  startCascade: {
    method: 'POST',
    path: '/sessions/{sessionId}/cascade',
    summary: 'Look after the patients of a stopped session at once; the stop is final then',
    may: ['change', 'Cascade'],
    params: bySession,
    body: z.strictObject({ offers: z.boolean().default(true) }),
    answer: cascade,
    refusals: ['session-unknown', 'session-not-stopped'],
  },
  readCascade: {
    method: 'GET',
    path: '/sessions/{sessionId}/cascade',
    summary: 'What has become of each patient of a stopped session; the proof of that day',
    may: ['read', 'Cascade'],
    params: bySession,
    answer: z.object({ cascade, lines: z.array(cascadeLineWithCard) }),
    refusals: ['cascade-unknown'],
  },
  exportProof: {
    method: 'GET',
    path: '/sessions/{sessionId}/cascade.csv',
    summary: 'Who was reached when, by which channel and by whom, as a table',
    may: ['export', 'Cascade'],
    params: bySession,
    query: z.object({ lang: z.enum(['zh-CN', 'en']).default('zh-CN') }),
    answer: { mediaType: 'text/csv; charset=utf-8' },
    refusals: ['cascade-unknown'],
  },
  listCascades: {
    method: 'GET',
    path: '/sites/{siteId}/cascades',
    summary: "The site's stopped sessions and how far their patients are looked after, by day",
    may: ['list', 'Cascade'],
    params: bySite,
    query: z.object({ from: isoDate, days: z.coerce.number().int().min(1).max(62).default(28) }),
    answer: z.object({
      cascades: z.array(cascade),
      /** Of days from today on: stopped, and nobody has been told yet. */
      toCome: z.array(cascadeToCome),
    }),
    refusals: ['site-unknown'],
  },
  listAllCascades: {
    method: 'GET',
    path: '/cascades',
    summary: 'The same of the whole district, for one month of clinic days',
    may: ['list-all', 'Cascade'],
    query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    answer: z.object({ cascades: z.array(cascade) }),
  },
  listNotReached: {
    method: 'GET',
    path: '/sites/{siteId}/not-reached',
    summary: 'Patients of stopped sessions whom somebody has to call, most urgent first',
    may: ['read', 'Cascade'],
    params: bySite,
    answer: z.object({ lines: z.array(cascadeLineWithCard) }),
    refusals: ['site-unknown'],
  },
  listAlternatives: {
    method: 'GET',
    path: '/cascade-lines/{slotId}/alternatives',
    summary: 'Numbers that would do for this patient, best first',
    may: ['read', 'Cascade'],
    params: byLine,
    answer: z.object({ alternatives: z.array(alternative) }),
    refusals: ['line-unknown'],
  },
  offerAlternative: {
    method: 'POST',
    path: '/cascade-lines/{slotId}/offer',
    summary: 'Keep a number for this patient and tell them; the best one where none is named',
    may: ['change', 'Cascade'],
    params: byLine,
    body: z.strictObject({ version, toSlotId: id.optional() }),
    answer: cascadeLineWithCard,
    refusals: ['line-unknown', 'line-settled', 'stale-version', 'no-alternative'],
  },
  markReached: {
    method: 'POST',
    path: '/cascade-lines/{slotId}/calls',
    summary: 'Somebody called: reached, or nobody answered',
    may: ['change', 'Cascade'],
    params: byLine,
    body: z.strictObject({
      version,
      outcome: z.enum(['reached', 'no-answer']),
      note: z.string().trim().max(100).optional(),
    }),
    answer: cascadeLineWithCard,
    refusals: ['line-unknown', 'line-settled', 'stale-version'],
  },
  listReoffers: {
    method: 'GET',
    path: '/patients/{patientId}/reoffers',
    summary: "A patient's lost appointments that are not settled, with the number that is kept",
    may: ['answer', 'Cascade'],
    params: z.object({ patientId: id }),
    answer: z.object({ lines: z.array(cascadeLine) }),
  },
  answerReoffer: {
    method: 'POST',
    path: '/patients/{patientId}/reoffers/{slotId}/answer',
    summary: 'Take the number that is kept, ask for another, or give the appointment up',
    may: ['answer', 'Cascade'],
    params: z.object({ patientId: id, slotId: id }),
    body: z.strictObject({ as: z.enum(['accept', 'decline', 'cancel']), toSlotId: id.optional() }),
    answer: z.object({ line: cascadeLine, appointment: appointment.optional() }),
    refusals: [
      'line-unknown',
      'line-settled',
      'offer-over',
      'slot-unknown',
      'slot-taken',
      'slot-held',
      'slot-over',
      'not-released',
      'session-stopped',
      'half-day-taken',
      'step-not-allowed',
      'cancel-too-late',
      'appointment-unknown',
    ],
  },
} as const satisfies Operations
