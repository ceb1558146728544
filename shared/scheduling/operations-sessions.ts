import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { minuteOfDay } from '#shared/kernel/interval.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { session, sessionPlan, sessionWithCells, sessionWithSlots, slot } from './model.ts'

const bySite = z.object({ siteId: id })
const bySession = z.object({ sessionId: id })
const version = z.int().min(0)

/** 停诊原因, coded; `other` needs words. */
export const stopReasons = ['practitioner-ill', 'hospital-duty', 'site-closed', 'emergency', 'other'] as const
export const stopRequest = z
  .strictObject({
    version,
    reason: z.enum(stopReasons),
    words: z.string().trim().max(100).optional(),
    /** Look for other numbers by itself once the stop is final, at once, or not: then everybody is called. */
    cascade: z.enum(['later', 'now', 'none']).optional(),
  })
  .refine(({ reason, words }) => reason !== 'other' || words, { error: 'words-missing', path: ['words'] })

/** A session and its numbers, from the plan to the stop. */
export const sessionOperations = {
  listWeek: {
    method: 'GET',
    path: '/sites/{siteId}/sessions',
    summary: "The site's sessions of 1–35 days, each with its cells",
    may: ['read', 'Session'],
    params: bySite,
    query: z.object({ from: isoDate, days: z.coerce.number().int().min(1).max(35).default(7) }),
    answer: z.object({ days: z.array(calendarDay), sessions: z.array(sessionWithCells) }),
    refusals: ['site-unknown'],
  },
  createSession: {
    method: 'POST',
    path: '/sites/{siteId}/sessions',
    summary: "Plan a single session; it claims the practitioner's time",
    may: ['publish', 'Session'],
    params: bySite,
    body: sessionPlan,
    answer: session,
    creates: true,
    refusals: [
      'site-unknown',
      'practitioner-unknown',
      'practice-not-filed',
      'department-not-accepted',
      'time-claimed',
      'travel-too-short',
      'room-taken',
      'plan-invalid',
      'date-past',
      'session-exists',
    ],
  },
  readSession: {
    method: 'GET',
    path: '/sessions/{sessionId}',
    summary: 'One session with its numbers and who holds them',
    may: ['read', 'DayList'],
    params: bySession,
    answer: sessionWithSlots,
    refusals: ['session-unknown'],
  },
  changeSession: {
    method: 'PUT',
    path: '/sessions/{sessionId}',
    summary: 'Change a draft',
    may: ['change', 'Session'],
    params: bySession,
    body: z.strictObject({ version, plan: sessionPlan }),
    answer: session,
    refusals: [
      'session-unknown',
      'session-not-draft',
      'stale-version',
      'plan-invalid',
      'time-claimed',
      'travel-too-short',
      'room-taken',
      'practitioner-unknown',
      'practice-not-filed',
      'date-past',
      'site-unknown',
      'department-not-accepted',
    ],
  },
  discardSession: {
    method: 'DELETE',
    path: '/sessions/{sessionId}',
    summary: 'Discard a draft and give the time back',
    may: ['change', 'Session'],
    params: bySession,
    query: z.object({ version: z.coerce.number().int() }),
    answer: z.object({ sessionId: id }),
    refusals: ['session-unknown', 'session-not-draft', 'stale-version'],
  },
  publishSession: {
    method: 'POST',
    path: '/sessions/{sessionId}/publication',
    summary: 'Publish a draft: its numbers come into being',
    may: ['publish', 'Session'],
    params: bySession,
    body: z.strictObject({ version }),
    answer: sessionWithCells,
    refusals: [
      'session-unknown',
      'session-not-draft',
      'stale-version',
      'department-not-accepted',
      'date-past',
      'practice-not-filed',
      'practitioner-unknown',
      'site-unknown',
    ],
  },
  stopSession: {
    method: 'POST',
    path: '/sessions/{sessionId}/stop',
    summary: '停诊: no more booking; the appointments are listed',
    may: ['stop', 'Session'],
    params: bySession,
    body: stopRequest,
    answer: z.object({ session: sessionWithSlots, affected: z.int() }),
    refusals: ['session-unknown', 'session-not-published', 'stale-version', 'session-stopped'],
  },
  resumeSession: {
    method: 'POST',
    path: '/sessions/{sessionId}/resumption',
    summary: 'Take a stop back while it is fresh',
    may: ['stop', 'Session'],
    params: bySession,
    body: z.strictObject({ version }),
    answer: sessionWithCells,
    refusals: [
      'session-unknown',
      'stale-version',
      'stop-final',
      'time-claimed',
      'travel-too-short',
      'room-taken',
      'site-unknown',
      'practitioner-unknown',
      'practice-not-filed',
      'department-not-accepted',
    ],
  },
  addExtraSlot: {
    method: 'POST',
    path: '/sessions/{sessionId}/extra-slots',
    summary: '加号, by the practitioner only',
    may: ['add-extra-slot', 'Session'],
    params: bySession,
    /** `offer`: it goes to the waiting list at once, instead of to somebody who sits there. */
    body: z.strictObject({ start: minuteOfDay.optional(), offer: z.boolean().optional() }),
    answer: slot,
    creates: true,
    refusals: [
      'session-unknown',
      'session-not-published',
      'extra-slot-limit',
      'plan-invalid',
      'session-stopped',
    ],
  },
} as const satisfies Operations
