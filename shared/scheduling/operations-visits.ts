import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval } from '#shared/kernel/interval.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { clinicKind, halfDay } from './model.ts'
import { visitCommands } from './visit-lifecycle.ts'
import {
  agreedVisit,
  candidate,
  counterProposal,
  dayIfAccepted,
  declineReasons,
  demand,
  visit,
  visitPlan,
} from './visit-model.ts'

const bySite = z.object({ siteId: id })
const byVisit = z.object({ visitId: id })
const version = z.int().min(0)
const words = z.string().trim().max(200).optional()
const days = z.coerce.number().int().min(1).max(62).default(28)

const visitRequest = {
  practitionerId: id,
  plan: visitPlan,
  /** To the psychiatrist; never about a patient. */
  words,
}

/** What agreeing on a visit can be refused for: all that planning a session can. */
const planning = [
  'site-unknown',
  'practitioner-unknown',
  'practice-not-filed',
  'department-not-accepted',
  'time-claimed',
  'travel-too-short',
  'room-taken',
  'plan-invalid',
  'date-past',
] as const
/** A clinic's request must besides be among what is offered, and within the week's limit. */
const placing = [...planning, 'not-offered', 'week-full'] as const

export const visitAnswer = z.discriminatedUnion('as', [
  /** `room`: another of the site's rooms, where the planned one has been taken since. */
  z.strictObject({ as: z.literal('accept'), room: visitPlan.shape.room }),
  z.strictObject({ as: z.literal('counter'), ...counterProposal.shape }),
  z
    .strictObject({
      as: z.literal('decline'),
      reason: z.enum(declineReasons),
      words: z.string().trim().max(100).optional(),
    })
    .refine(({ reason, words: said }) => reason !== 'other' || said, {
      error: 'words-missing',
      path: ['words'],
    }),
])

/** 请医生: who can come, asking, answering. */
export const visitOperations = {
  whoCanCome: {
    method: 'GET',
    path: '/sites/{siteId}/who-can-come',
    summary: 'Psychiatrists for a half-day: who can come, who must be asked, and why others cannot',
    may: ['ask', 'Visit'],
    params: bySite,
    query: z.object({
      date: isoDate,
      half: halfDay,
      kind: clinicKind.default('general'),
      /** The window in minutes of the day; the half-day's usual hours where it is not said. */
      start: z.coerce.number().int().min(0).max(1440).optional(),
      end: z.coerce.number().int().min(0).max(1440).optional(),
    }),
    answer: z.object({
      day: calendarDay,
      time: interval,
      kind: clinicKind,
      /** In order: who can come at once, who must be asked, who could with another start, who cannot. */
      candidates: z.array(candidate),
    }),
    refusals: ['site-unknown', 'plan-invalid', 'date-past'],
  },
  prepareVisit: {
    method: 'GET',
    path: '/sites/{siteId}/visit-defaults',
    summary: 'Who is waiting here, and what a request is prefilled with',
    may: ['ask', 'Visit'],
    params: bySite,
    query: z.object({ date: isoDate, half: halfDay, kind: clinicKind.default('general') }),
    answer: z.object({
      waiting: z.array(demand),
      /** What the visit will be where the request does not say otherwise; without a department none is accepted yet. */
      plan: visitPlan,
      /** Rooms of the site that are free then, the default's first. */
      rooms: z.array(z.string()),
    }),
    refusals: ['site-unknown'],
  },
  bookVisit: {
    method: 'POST',
    path: '/sites/{siteId}/visits',
    summary: 'Ask a psychiatrist to come; where the offer allows it the visit is agreed at once',
    may: ['ask', 'Visit'],
    params: bySite,
    body: z.strictObject(visitRequest),
    answer: visit,
    creates: true,
    refusals: [...placing, 'visit-exists', 'session-has-patients'],
  },
  bookVisitSeries: {
    method: 'POST',
    path: '/sites/{siteId}/visit-series',
    summary: 'The same half-day every or every other week, a visit and a line for each',
    may: ['ask', 'Visit'],
    params: bySite,
    body: z.strictObject({
      ...visitRequest,
      everyWeeks: z.union([z.literal(1), z.literal(2), z.literal(4)]),
      /** Last possible day; at most a year after the first. */
      until: isoDate,
      except: z.array(isoDate).max(60).default([]),
    }),
    answer: z.object({
      seriesId: id,
      lines: z.array(
        z.object({
          date: isoDate,
          day: calendarDay,
          outcome: z.enum(['accepted', 'asked', 'exists', 'refused', 'excepted']),
          visitId: id.optional(),
          /** Why it was refused: a problem of this context. */
          problem: z.string().optional(),
          facts: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
    creates: true,
    refusals: ['site-unknown', 'practitioner-unknown', 'plan-invalid', 'date-past'],
  },
  listVisits: {
    method: 'GET',
    path: '/sites/{siteId}/visits',
    summary: "The site's requests and agreed visits by day",
    may: ['read', 'Visit'],
    params: bySite,
    query: z.object({ from: isoDate, days }),
    answer: z.object({ visits: z.array(visit), pending: z.int() }),
    refusals: ['site-unknown'],
  },
  listMyVisits: {
    method: 'GET',
    path: '/practitioners/{practitionerId}/visits',
    summary: 'What clinics ask of the practitioner, and what was agreed',
    may: ['answer', 'Visit'],
    params: z.object({ practitionerId: id }),
    query: z.object({ from: isoDate, days }),
    answer: z.object({ visits: z.array(visit), pending: z.int() }),
  },
  readVisit: {
    method: 'GET',
    path: '/visits/{visitId}',
    summary: 'One request; for the practitioner with the day as it would be',
    may: ['read', 'Visit'],
    params: byVisit,
    answer: z.object({
      visit,
      /** What the asker may do with it now. */
      commands: z.array(z.enum(visitCommands)),
      waiting: z.array(demand),
      /** The practitioner's day with the visit, or with the counter-proposal. Nobody else's. */
      day: dayIfAccepted.optional(),
    }),
    refusals: ['visit-unknown'],
  },
  answerVisit: {
    method: 'POST',
    path: '/visits/{visitId}/answer',
    summary: 'The practitioner accepts, proposes another day or start, or declines',
    may: ['answer', 'Visit'],
    params: byVisit,
    body: z.strictObject({ version, answer: visitAnswer }),
    answer: agreedVisit,
    refusals: ['visit-unknown', 'visit-over', 'stale-version', ...planning, 'session-has-patients'],
  },
  answerProposal: {
    method: 'POST',
    path: '/visits/{visitId}/proposal-answer',
    summary: "The clinic agrees to the practitioner's proposal, or withdraws its request",
    may: ['ask', 'Visit'],
    params: byVisit,
    body: z.strictObject({ version, agree: z.boolean(), room: visitPlan.shape.room }),
    answer: agreedVisit,
    refusals: ['visit-unknown', 'visit-over', 'stale-version', ...planning, 'session-has-patients'],
  },
  withdrawVisit: {
    method: 'POST',
    path: '/visits/{visitId}/withdrawal',
    summary: 'The clinic takes an unanswered request back',
    may: ['ask', 'Visit'],
    params: byVisit,
    body: z.strictObject({ version }),
    answer: visit,
    refusals: ['visit-unknown', 'visit-over', 'stale-version'],
  },
  dropOccurrence: {
    method: 'POST',
    path: '/visits/{visitId}/drop',
    summary: 'Leave out one day of a series, or give an agreed visit back while nobody is booked',
    may: ['ask', 'Visit'],
    params: byVisit,
    body: z.strictObject({ version }),
    answer: visit,
    refusals: ['visit-unknown', 'visit-over', 'stale-version', 'session-has-patients'],
  },
} as const satisfies Operations
