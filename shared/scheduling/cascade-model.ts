import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval } from '#shared/kernel/interval.ts'
import { addressees, deliveryStates, failureReasons, noticeChannels } from '#shared/patients/index.ts'
import { cascadeStates } from './cascade-lifecycle.ts'
import { clinicKind, halfDay, patientCard, session, visitKind } from './model.ts'
import { needLevels, needReasons } from './waiting.ts'

/** A number that would do instead of the lost one. */
export const alternative = z.object({
  slotId: id,
  sessionId: id,
  siteId: id,
  siteName: z.string(),
  practitionerId: id,
  practitionerName: z.string(),
  date: isoDate,
  time: interval,
  number: z.int(),
  room: z.string(),
  sameDoctor: z.boolean(),
  where: z.enum(['here', 'nearby']),
  /** Of the road from the site of the stopped session; 0 there. */
  minutes: z.int(),
})
export type Alternative = z.infer<typeof alternative>

/** An alternative that is kept for the patient until they have answered, or until the time is up. */
export const reoffer = alternative.extend({
  madeAt: z.number(),
  /** Milliseconds since the epoch. */
  until: z.number(),
})
export type Reoffer = z.infer<typeof reoffer>

/** What became of one message on one channel to one person. */
export const told = z.object({
  noticeId: id,
  channel: z.enum(noticeChannels),
  to: z.enum(addressees),
  state: z.enum(deliveryStates),
  at: z.number(),
  reason: z.enum(failureReasons).optional(),
  /** No further channel is tried for this person. */
  last: z.boolean().optional(),
})
export type Told = z.infer<typeof told>

/** The person knows: they answered, changed it themselves, or somebody spoke to them. */
export const reached = z.object({
  how: z.enum(['answer', 'call', 'desk']),
  at: z.number(),
  /** Who spoke to them, by name. */
  by: z.string().optional(),
  note: z.string().optional(),
})
export type Reached = z.infer<typeof reached>

export const cascadeSteps = [
  'opened',
  'offered',
  'lapsed',
  'declined',
  'withdrawn',
  'exhausted',
  'called',
  'no-answer',
  'moved',
  'cancelled',
] as const
export const cascadeStep = z.object({
  at: z.number(),
  step: z.enum(cascadeSteps),
  by: z.enum(['self', 'guardian', 'staff', 'system']),
  slotId: id.optional(),
})
export type CascadeStep = z.infer<typeof cascadeStep>

/** One booked patient of a stopped session, and what has been done for them. */
export const cascadeLine = z.object({
  /** The number that is lost: the line goes by it. */
  slotId: id,
  sessionId: id,
  siteId: id,
  siteName: z.string(),
  date: isoDate,
  time: interval,
  number: z.int(),
  practitionerName: z.string(),
  appointmentId: id,
  patientId: id,
  visit: visitKind,
  need: z.object({ level: z.enum(needLevels), reason: z.enum(needReasons).optional() }),
  state: z.enum(cascadeStates),
  offer: reoffer.optional(),
  /** Numbers that were offered and not taken: not offered again. */
  tried: z.array(id),
  told: z.array(told),
  /** Calls that nobody answered. */
  unanswered: z.int(),
  reached: reached.optional(),
  movedTo: alternative
    .pick({ slotId: true, siteName: true, date: true, time: true, number: true, practitionerName: true })
    .optional(),
  /** Every step, oldest first. */
  steps: z.array(cascadeStep),
  version: z.int(),
})
export type CascadeLine = z.infer<typeof cascadeLine>
/** With the card, for who looks after them. */
export const cascadeLineWithCard = cascadeLine.extend({ card: patientCard })

export const cascadeCounts = z.object({
  open: z.int(),
  offered: z.int(),
  'to-call': z.int(),
  reached: z.int(),
  moved: z.int(),
  cancelled: z.int(),
  /** Of all: those who know. */
  told: z.int(),
})

/** 停诊的后续: a stopped session and how far its patients are looked after. No names. */
export const cascade = z.object({
  sessionId: id,
  siteId: id,
  siteName: z.string(),
  date: isoDate,
  time: interval,
  halfDay,
  kind: clinicKind,
  practitionerId: id,
  practitionerName: z.string(),
  reason: z.string(),
  words: z.string().optional(),
  stoppedAt: z.number(),
  begunAt: z.number(),
  /** False where nothing is offered by itself: everybody is called. */
  offers: z.boolean(),
  patients: z.int(),
  counts: cascadeCounts,
  state: z.enum(['running', 'all-reached']),
})
export type Cascade = z.infer<typeof cascade>

/** A stopped session whose patients hear of it soon: until then the stop can be taken back. */
export const cascadeToCome = session
  .pick({ sessionId: true, siteId: true, date: true, time: true, halfDay: true, practitionerName: true })
  .extend({
    reason: z.string(),
    /** Milliseconds since the epoch. */
    beginsAt: z.number(),
  })
export type CascadeToCome = z.infer<typeof cascadeToCome>

/** A patient of a session that may be stopped, with the best number for them as things stand. */
export const stopLine = z.object({
  slotId: id,
  number: z.int(),
  time: interval,
  appointmentId: id,
  patientId: id,
  card: patientCard,
  need: cascadeLine.shape.need,
  alternative: alternative.optional(),
})
export type StopLine = z.infer<typeof stopLine>
