import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval } from '#shared/kernel/interval.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { appealReasons, appealStates } from './appeal.ts'
import { patientCard } from './model.ts'

const byPatient = z.object({ patientId: id })
const words = z.string().trim().max(200)

/** 爽约: one missed appointment, and whether it counts. */
export const miss = z.object({
  appointmentId: id,
  date: isoDate,
  siteId: id,
  siteName: z.string(),
  time: interval,
  /** It counts towards a pause, unless an appeal was accepted. */
  counts: z.boolean(),
  /** Until when it can be appealed; milliseconds since the epoch. */
  appealUntil: z.number(),
  appeal: z.enum(appealStates).optional(),
})
export type Miss = z.infer<typeof miss>

export const appeal = z.object({
  appointmentId: id,
  patientId: id,
  siteId: id,
  date: isoDate,
  card: patientCard,
  reason: z.enum(appealReasons),
  words: z.string().optional(),
  askedAt: z.number(),
  state: z.enum(appealStates),
  decidedAt: z.number().optional(),
  answer: z.string().optional(),
  version: z.int(),
})
export type Appeal = z.infer<typeof appeal>

/** How many are before you: numbers, never names. */
export const place = z.object({
  number: z.int(),
  state: z.enum(['booked', 'arrived', 'called', 'seen', 'missed', 'stopped']),
  /** People who will be called before; 0 is the next one. */
  ahead: z.int(),
  /** The numbers that are with the doctor now. */
  calling: z.array(z.int()),
  /** The numbers between, in the order in which they are likely to be called. */
  before: z.array(z.int()),
  room: z.string(),
  /** Minute of the day at which it is likely the turn. */
  expectedAt: z.int(),
})
export type Place = z.infer<typeof place>

/** What a patient sees of the queue, and what becomes of who did not come. */
export const queueOperations = {
  readMyPlace: {
    method: 'GET',
    path: '/slots/{slotId}/place',
    summary: 'How many are before you, today',
    may: ['read', 'Appointment'],
    params: z.object({ slotId: id }),
    query: z.object({ appointmentId: id }),
    answer: place,
    refusals: ['appointment-unknown'],
  },
  listMisses: {
    method: 'GET',
    path: '/patients/{patientId}/misses',
    summary: 'The appointments that a patient has missed, as far back as they can count',
    may: ['read', 'Miss'],
    params: byPatient,
    answer: z.object({ misses: z.array(miss), pausedUntil: isoDate.optional() }),
  },
  appealMiss: {
    method: 'POST',
    path: '/patients/{patientId}/misses/{appointmentId}/appeal',
    summary: 'Say why the appointment was missed and ask that it does not count',
    may: ['appeal', 'Miss'],
    params: z.object({ patientId: id, appointmentId: id }),
    body: z
      .strictObject({ reason: z.enum(appealReasons), words: words.optional() })
      .refine(({ reason, words: said }) => reason !== 'other' || said, {
        error: 'words-missing',
        path: ['words'],
      }),
    answer: miss,
    refusals: ['miss-unknown', 'appeal-exists', 'appeal-too-late', 'patient-unknown'],
  },
  listAppeals: {
    method: 'GET',
    path: '/sites/{siteId}/appeals',
    summary: "The site's appeals, undecided ones first",
    may: ['read', 'Appeal'],
    params: z.object({ siteId: id }),
    answer: z.object({ appeals: z.array(appeal) }),
  },
  decideAppeal: {
    method: 'POST',
    path: '/sites/{siteId}/appeals/{appointmentId}/decision',
    summary: 'Accept the appeal, and the miss does not count; or not',
    may: ['decide', 'Appeal'],
    params: z.object({ siteId: id, appointmentId: id }),
    body: z.strictObject({ version: z.int(), accepted: z.boolean(), answer: words.optional() }),
    answer: appeal,
    refusals: ['appeal-unknown', 'appeal-decided', 'stale-version'],
  },
} as const satisfies Operations
