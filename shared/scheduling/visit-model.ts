import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { claimKinds } from '#shared/kernel/claim.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval, minuteOfDay } from '#shared/kernel/interval.ts'
import { clinicKind, quotas, release, sessionPlan } from './model.ts'
import { visitStates } from './visit-lifecycle.ts'

/** 不去的原因, coded; `other` needs words. */
export const declineReasons = [
  'on-duty',
  'leave',
  'too-far',
  'too-short-notice',
  'not-my-field',
  'other',
] as const

/** What a clinic asks for. What it leaves out follows from the settings and from the site. */
export const visitPlan = z.strictObject({
  date: isoDate,
  time: interval,
  kind: clinicKind,
  departmentId: id.optional(),
  room: z.string().trim().min(1).max(12).optional(),
  slotMinutes: z.int().min(5).max(120).optional(),
  quotas: quotas.optional(),
  release: release.optional(),
})
export type VisitPlan = z.infer<typeof visitPlan>

/** Another day or start, as the psychiatrist would come. */
export const counterProposal = z.strictObject({
  date: isoDate,
  time: interval,
  words: z.string().trim().max(100).optional(),
})
export type CounterProposal = z.infer<typeof counterProposal>

/** What has become of an agreed visit since; several can stand together. */
export const visitBecame = z.object({
  /** 替诊: somebody else holds it. */
  substitute: z.object({ practitionerId: id, practitionerName: z.string() }).optional(),
  /** Where it stands now; on the same day where only its time or room has changed. */
  moved: z.object({ sessionId: id, date: isoDate, time: interval, room: z.string() }).optional(),
  /** 停诊: why, by code, and when; milliseconds since the epoch. */
  stopped: z.object({ reason: z.string(), at: z.number() }).optional(),
  /** Its session was given up, without patients, for a day elsewhere. */
  givenUp: z.literal(true).optional(),
})
export type VisitBecame = z.infer<typeof visitBecame>

/** 请医生: a clinic's request to a psychiatrist for a half-day, and what became of it. */
export const visit = z.object({
  /** `<siteId>.<yyyymmdd>.<suffix>`; the session that it becomes has the same suffix. */
  visitId: id,
  siteId: id,
  siteName: z.string(),
  practitionerId: id,
  practitionerName: z.string(),
  practitionerTitle: z.string(),
  /** The session that it is, or becomes when it is accepted. */
  plan: sessionPlan,
  /** The clinic has named no room: another one does as well. */
  anyRoom: z.boolean().optional(),
  mode: z.enum(['book', 'ask']),
  state: z.enum(visitStates),
  words: z.string().optional(),
  askedBy: z.string(),
  askedAt: z.number(),
  /** Until when it can be answered; milliseconds since the epoch. */
  answerBy: z.number(),
  counter: counterProposal.optional(),
  declineReason: z.enum(declineReasons).optional(),
  declineWords: z.string().optional(),
  answeredAt: z.number().optional(),
  /** Of an accepted one. */
  sessionId: id.optional(),
  /** The same for all occurrences that were asked for together. */
  seriesId: id.optional(),
  /** The session without patients that this one takes the place of (a day that is moved). */
  insteadOf: id.optional(),
  /** Found out when it is read: it is not kept with the visit. */
  became: visitBecame.optional(),
  version: z.int(),
})
export type Visit = z.infer<typeof visit>

/** A visit as it was agreed on. `overWeekLimit`: that week is fuller now than the psychiatrist's offers say. */
export const agreedVisit = visit.extend({ overWeekLimit: z.boolean().optional() })
export type AgreedVisit = z.infer<typeof agreedVisit>

/** Why somebody cannot come, or has to be asked, in the order in which it is looked at. */
export const comingReasons = [
  'not-filed',
  'not-offered-here',
  'on-leave',
  'on-duty',
  'travel-short',
  'week-full',
  'kind-not-offered',
  'notice-too-short',
] as const
export type ComingReason = (typeof comingReasons)[number]

/**
 * A psychiatrist before the question of one half-day. `book` at once, `ask` first, `other-start`: not at the asked time
 * but from `feasibleStart` on, `no`. Other commitments show kind, time and the road from there, never place or people.
 */
export const candidate = z.object({
  practitionerId: id,
  name: z.string(),
  title: z.string(),
  initials: z.string(),
  organisationName: z.string().optional(),
  kinds: z.array(clinicKind),
  can: z.enum(['book', 'ask', 'other-start', 'no']),
  /** How the offer is taken, once the time fits. */
  mode: z.enum(['book', 'ask']).optional(),
  reason: z.enum(comingReasons).optional(),
  /** The commitment that stands in the way. */
  blocking: z.object({ kind: z.enum(claimKinds), time: interval }).optional(),
  missingMinutes: z.int().optional(),
  feasibleStart: minuteOfDay.optional(),
  /** What is left of the gap before the visit after the road, in minutes; absent where nothing comes before. */
  marginMinutes: z.int().optional(),
  /** Visits that the week still has room for, this one included; absent where the offer has no limit. */
  leftThisWeek: z.int().optional(),
  noticeDays: z.int().optional(),
  /** Last day of the term at this site that covers the day, or of the last term before it. */
  filedUntil: isoDate.optional(),
  offerTime: interval.optional(),
  words: z.string().optional(),
  spans: z.array(
    z.object({
      kind: z.enum(claimKinds),
      time: interval,
      /** Between there and the asking site, in minutes; absent where it has no place. */
      travelMinutes: z.int().optional(),
    }),
  ),
})
export type Candidate = z.infer<typeof candidate>

export const demand = z.object({
  kind: clinicKind,
  people: z.int(),
  /** Days since the first and the last of them joined. */
  longestDays: z.int(),
  /** Of these, by urgent need. */
  urgent: z.int().optional(),
  shortestDays: z.int(),
})
export type Demand = z.infer<typeof demand>

/** One stop of the psychiatrist's day, as it would be with the visit. */
export const dayStop = z.object({
  kind: z.enum(claimKinds),
  time: interval,
  placeName: z.string().optional(),
  /** The asked visit itself. */
  added: z.boolean().optional(),
  /** Road from the stop before, and what is left of the gap (negative: too late). */
  travel: z.object({ minutes: z.int(), margin: z.int() }).optional(),
})
export const dayIfAccepted = z.object({
  day: calendarDay,
  stops: z.array(dayStop),
  /** The road from the last stop to their own hospital; where somebody lives nobody keeps. */
  wayBack: z.object({ placeName: z.string(), minutes: z.int() }).optional(),
  /** Why accepting would be refused as things stand. */
  problem: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  filedUntil: isoDate.optional(),
  /** The week would be fuller than their offers say. They may accept all the same. */
  overWeekLimit: z.boolean().optional(),
})
export type DayIfAccepted = z.infer<typeof dayIfAccepted>
