import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval, minuteOfDay } from '#shared/kernel/interval.ts'
import { need, relations } from '#shared/patients/index.ts'
import { appointmentStates, sessionStates } from './lifecycle.ts'

/**
 * 号源渠道, always in this order. `protected` is kept for who is unstable and `follow-up` for who is in the chair: the
 * public sees neither. `extra` is 加号, which only the practitioner opens, or a number beyond the plan for a walk-in.
 */
export const pools = ['public', 'clinic', 'referral', 'protected', 'follow-up', 'extra'] as const
export const pool = z.enum(pools)
export type Pool = z.infer<typeof pool>

export const clinicKinds = ['general', 'child', 'old-age', 'sleep', 'follow-up'] as const
export const clinicKind = z.enum(clinicKinds)
export type ClinicKind = z.infer<typeof clinicKind>

export const halfDay = z.enum(['morning', 'afternoon'])
export type HalfDay = z.infer<typeof halfDay>

/** How many numbers each channel has at release. */
export const quotas = z.strictObject({
  public: z.int().min(0).max(60),
  clinic: z.int().min(0).max(60),
  referral: z.int().min(0).max(60),
  protected: z.int().min(0).max(60).optional(),
  followUp: z.int().min(0).max(60).optional(),
})
export type Quotas = z.infer<typeof quotas>

/** 放号: so many days ahead, at this minute of the day. */
export const release = z.strictObject({ daysAhead: z.int().min(0).max(90), at: minuteOfDay })
export type Release = z.infer<typeof release>

/** From when unused numbers of a channel count for the next: referral, protected and follow-up for the clinic's, those for the public's. */
export const overflow = z.strictObject({
  clinic: release.optional(),
  referral: release.optional(),
  protected: release.optional(),
  followUp: release.optional(),
})

const plan = {
  departmentId: id,
  practitionerId: id,
  time: interval,
  room: z.string().trim().min(1).max(12),
  kind: clinicKind,
  /** Minutes per number. */
  slotMinutes: z.int().min(5).max(120),
  quotas,
  release,
  overflow: overflow.optional(),
  /** How many numbers beyond the plan the desk may give to people who walk in. */
  overbooking: z.int().min(0).max(5).optional(),
}

export const sessionPlan = z.strictObject({ ...plan, date: isoDate })
export type SessionPlan = z.infer<typeof sessionPlan>

/** 一场门诊: one practitioner in one room of one site for one half-day. */
export const session = z.object({
  ...plan,
  /** `<siteId>.<yyyymmdd>.<suffix>`: carries its own key, so that finding it needs no index. */
  sessionId: id,
  siteId: id,
  siteName: z.string(),
  date: isoDate,
  halfDay,
  practitionerName: z.string(),
  /** A code of shared/practitioners (`chief`); pages have the word. */
  practitionerTitle: z.string(),
  state: z.enum(sessionStates),
  /** When the numbers are released; milliseconds since the epoch. */
  releaseAt: z.number(),
  version: z.int(),
  templateId: id.optional(),
  stopReason: z.string().optional(),
  stopWords: z.string().optional(),
  stoppedAt: z.number().optional(),
  /** When the patients of a stopped session are looked after by themselves; the stop is final from then on. */
  cascadeAt: z.number().optional(),
  /** 替诊: whom the practitioner stands in for. */
  substituteFor: z.object({ practitionerId: id, practitionerName: z.string() }).optional(),
  /** Of one that was moved to another day: where to; and of the other: where from. */
  movedTo: id.optional(),
  movedFrom: id.optional(),
})
export type Session = z.infer<typeof session>

/** What a day list needs of a patient; made from the sealed card that `patients` sends. */
export const patientCard = z.object({
  name: z.string(),
  /** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
  sex: z.enum(['0', '1', '2', '9']),
  birthYear: z.int(),
  phoneTail: z.string().optional(),
  /** Such as an interpreter, by code (shared/patients); never a diagnosis. */
  needs: z.array(need).optional(),
})
export type PatientCard = z.infer<typeof patientCard>

export const visitKind = z.enum(['first', 'return'])

export const consents = ['spoken', 'written', 'standing', 'by-law'] as const
/** 代约: what the person who asked is to the patient, and how the patient agreed to it. Kept with the appointment. */
export const onBehalf = z.strictObject({
  relation: z.enum([...relations, 'guardian', 'family-doctor', 'social-worker']),
  consent: z.enum(consents),
})
export type OnBehalf = z.infer<typeof onBehalf>

/** 预约: lives in its slot. */
export const appointment = z.object({
  appointmentId: id,
  slotId: id,
  sessionId: id,
  patientId: id,
  siteId: id,
  siteName: z.string(),
  practitionerId: id,
  practitionerName: z.string(),
  date: isoDate,
  time: interval,
  room: z.string(),
  /** The number that is called: 1, 2, … */
  number: z.int(),
  pool,
  kind: clinicKind,
  visit: visitKind,
  state: z.enum(appointmentStates),
  /** The session has been stopped: the appointment does not take place there and then. */
  stopped: z.boolean().optional(),
  /** 预约码: six digits, said at the desk instead of a name. */
  code: z.string(),
  bookedAt: z.number(),
})
export type Appointment = z.infer<typeof appointment>

/** 号: one number of a session, with the appointment it carries. Names only for who may read the day list. */
export const slot = z.object({
  slotId: id,
  sessionId: id,
  number: z.int(),
  time: interval,
  pool,
  releaseAt: z.number(),
  state: z.enum(['free', 'booked', 'arrived', 'called', 'seen', 'missed', 'stopped']),
  version: z.int(),
  /** Of a stopped number: how it stood before the stop. */
  stoppedFrom: z.enum(['free', 'booked', 'arrived']).optional(),
  /** Kept for a person, a patient or somebody on the waiting list until that instant; judged when it is read. */
  hold: z.object({ for: z.string(), until: z.number() }).optional(),
  /** Of a number beyond the plan: how many the plan had and how many more were allowed when it was given. */
  capacityStamp: z.object({ planned: z.int(), beyond: z.int() }).optional(),
  held: z
    .object({
      appointmentId: id,
      patientId: id,
      card: patientCard,
      visit: visitKind,
      note: z.string().optional(),
      code: z.string(),
      bookedAt: z.number(),
      arrivedAt: z.number().optional(),
      calledAt: z.number().optional(),
      endedAt: z.number().optional(),
      onBehalf: onBehalf.optional(),
      /** Place in the queue, where it is not that of the number: minutes of the day (queue.ts). */
      turn: z.number().optional(),
      /** The state before the last step: what undo goes back to. */
      before: z.enum(appointmentStates).optional(),
    })
    .optional(),
})
export type Slot = z.infer<typeof slot>

/** A cell of the strip (号条): what may be shown to anyone who may see the session. */
export const cell = slot
  .pick({ number: true, time: true, pool: true, releaseAt: true, state: true, slotId: true })
  /** Kept for somebody until then; `promised` where it was offered to them. For whom is not said. */
  .extend({ heldUntil: z.number().optional(), promised: z.boolean().optional() })
export type Cell = z.infer<typeof cell>

export const sessionWithCells = session.extend({ cells: z.array(cell) })
export type SessionWithCells = z.infer<typeof sessionWithCells>
export const sessionWithSlots = session.extend({ slots: z.array(slot) })
export type SessionWithSlots = z.infer<typeof sessionWithSlots>

/** 每周模板. */
export const templatePlan = z.strictObject({
  ...plan,
  /** ISO 8601: 1 Monday – 7 Sunday. */
  weekday: z.int().min(1).max(7),
  /** 1 every week, 2 every other, counted from `validFrom`'s week. */
  everyWeeks: z.union([z.literal(1), z.literal(2), z.literal(4)]),
  validFrom: isoDate,
  validTo: isoDate.optional(),
})
export const template = z.object({
  ...templatePlan.shape,
  templateId: id,
  siteId: id,
  practitionerName: z.string(),
  practitionerTitle: z.string(),
  version: z.int(),
})
export type Template = z.infer<typeof template>
export type TemplatePlan = z.infer<typeof templatePlan>

/** What to do on a day that is not as other days: close, or run the timetable of a weekday. */
export const dayDecision = z.strictObject({
  date: isoDate,
  as: z.union([z.literal('closed'), z.int().min(1).max(7)]),
})
export type DayDecision = z.infer<typeof dayDecision>

/** One line of a run of the templates: what became of one template on one day. */
export const plannedSession = z.object({
  templateId: id,
  date: isoDate,
  time: interval,
  room: z.string(),
  practitionerName: z.string(),
  day: calendarDay,
  outcome: z.enum(['planned', 'exists', 'closed', 'created', 'published', 'refused']),
  sessionId: id.optional(),
  /** Why it was refused: a problem type of this context. */
  problem: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
})
export type PlannedSession = z.infer<typeof plannedSession>

/** How many numbers a session has, and what has become of them. Stopped ones do not count. */
export const sessionCounts = z.object({
  numbers: z.int(),
  /** Booked, come, called, seen or missed. */
  taken: z.int(),
  seen: z.int(),
  missed: z.int(),
})
export type SessionCounts = z.infer<typeof sessionCounts>

/** A session in its practitioner's week. The counts follow a moment behind; absent until they were taken first. */
export const weekSession = z.object({
  sessionId: id,
  room: z.string(),
  state: z.enum(sessionStates),
  counts: sessionCounts.optional(),
})
export type WeekSession = z.infer<typeof weekSession>

/** A commitment as its own practitioner sees it. */
export const commitment = z.object({
  claimId: id,
  kind: z.enum(['clinic-visit', 'hospital-duty', 'panel-duty', 'teaching', 'leave']),
  placeId: id.optional(),
  placeName: z.string().optional(),
  time: interval,
  session: weekSession.optional(),
  /** Road from the commitment before, in minutes, and what is left of the gap (negative: too late). */
  travel: z.object({ minutes: z.int(), margin: z.int() }).optional(),
})
export type Commitment = z.infer<typeof commitment>
export const practitionerDay = z.object({ date: isoDate, day: calendarDay, commitments: z.array(commitment) })
export type PractitionerDay = z.infer<typeof practitionerDay>

/** 社区门诊日, the published file: one district and month. Nothing in it names a person but the practitioner. */
export const publicSession = z.object({
  sessionId: id,
  siteId: id,
  date: isoDate,
  time: interval,
  kind: clinicKind,
  practitionerName: z.string(),
  practitionerTitle: z.string(),
  releaseAt: z.number(),
  state: z.enum(['published', 'stopped']),
  /** Public numbers only: number, start minute, free or not. */
  cells: z.array(z.tuple([z.int(), minuteOfDay, z.union([z.literal(0), z.literal(1)])])),
})
export type PublicSession = z.infer<typeof publicSession>
export const publicSite = z.object({
  siteId: id,
  name: z.string(),
  shortName: z.string(),
  address: z.string(),
  subdistrictCode: z.string(),
  subdistrictName: z.string(),
  lon: z.number(),
  lat: z.number(),
})
export type PublicSite = z.infer<typeof publicSite>
/** `/public-data/clinic-days-<yyyy-mm>.json` */
export const publicMonth = z.object({
  month: z.string(),
  /** Milliseconds since the epoch: shown as the age of what is read. */
  madeAt: z.number(),
  days: z.array(calendarDay),
  sites: z.array(publicSite),
  sessions: z.array(publicSession),
})
export type PublicMonth = z.infer<typeof publicMonth>

/** Steps of the queue: every command but cancelling, which has its own operation, and the way back. */
export const stepCommand = z.enum(['check-in', 'call', 'skip', 'finish', 'miss', 'undo'])
export type StepCommand = z.infer<typeof stepCommand>
