import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { appointment, cell, onBehalf, visitKind } from './model.ts'
import { bookingRequest } from './operations-appointments.ts'

const bySlot = z.object({ slotId: id })
const weeks = z.int().min(1).max(26)

const takingRefusals = [
  'slot-unknown',
  'slot-taken',
  'slot-held',
  'slot-over',
  'not-released',
  'session-stopped',
  'pool-not-allowed',
  'patient-unknown',
  'half-day-taken',
  'booking-blocked',
] as const

/** A number that would do for a follow-up, with how far it is from the wanted day. */
export const followUpChoice = z.object({
  sessionId: id,
  date: isoDate,
  daysOff: z.int(),
  cell,
})
export type FollowUpChoice = z.infer<typeof followUpChoice>

/** One wanted day of a series, and what became of it. */
export const seriesLine = z.object({
  wanted: isoDate,
  appointment: appointment.optional(),
  /** Why there is none, by reason; without a reason no number was near. */
  reason: z.string().optional(),
  /** Where the patient waits instead. */
  waitId: id.optional(),
})
export type SeriesLine = z.infer<typeof seriesLine>

const companion = z.strictObject({
  patientId: id,
  visit: visitKind,
  note: z.string().trim().max(60).optional(),
})

/** Numbers beyond the plain booking: kept for a moment, from the chair, several at once, at the desk. */
export const slotOperations = {
  holdSlot: {
    method: 'POST',
    path: '/slots/{slotId}/hold',
    summary: 'Keep a number for some minutes while the form is filled in; one at a time for each person',
    may: ['book', 'Slot'],
    params: bySlot,
    body: z.strictObject({ patientId: id }),
    answer: z.object({ slotId: id, until: z.number() }),
    refusals: takingRefusals,
  },
  releaseHold: {
    method: 'DELETE',
    path: '/slots/{slotId}/hold',
    summary: 'Give a kept number back before its time is up',
    may: ['book', 'Slot'],
    params: bySlot,
    answer: z.object({ slotId: id }),
    refusals: ['slot-unknown'],
  },
  findFollowUps: {
    method: 'GET',
    path: '/slots/{slotId}/follow-ups',
    summary: 'Numbers of the same practitioner and site near the day in so many weeks',
    may: ['follow-up', 'Session'],
    params: bySlot,
    query: z.object({ weeks: z.coerce.number().pipe(weeks) }),
    answer: z.object({ wanted: isoDate, choices: z.array(followUpChoice) }),
    refusals: ['slot-unknown'],
  },
  bookFollowUp: {
    method: 'POST',
    path: '/slots/{slotId}/follow-up',
    summary: 'From the chair: the number nearest to the day in so many weeks, for the patient of this number',
    may: ['follow-up', 'Session'],
    params: bySlot,
    body: z.strictObject({ appointmentId: id, weeks, toSlotId: id.optional() }),
    answer: appointment,
    creates: true,
    refusals: ['appointment-unknown', 'no-follow-up', ...takingRefusals],
  },
  bookSeries: {
    method: 'POST',
    path: '/slots/{slotId}/series',
    summary: 'This number and one every so many weeks: as many as there are, a line for each',
    may: ['book', 'Slot'],
    params: bySlot,
    body: z.strictObject({
      ...bookingRequest.shape,
      everyWeeks: z.int().min(1).max(12),
      times: z.int().min(2).max(26),
      /** For the days without a number, join the waiting list. */
      waitlist: z.boolean().optional(),
    }),
    answer: z.object({ lines: z.array(seriesLine) }),
    creates: true,
    refusals: takingRefusals,
  },
  bookTogether: {
    method: 'POST',
    path: '/slots/{slotId}/together',
    summary: 'Two people in a row: this number and the next one, both or none',
    may: ['book', 'Slot'],
    params: bySlot,
    body: z.strictObject({ patients: z.tuple([companion, companion]), onBehalf: onBehalf.optional() }),
    answer: z.object({ appointments: z.array(appointment) }),
    creates: true,
    refusals: ['no-neighbour', 'same-patient', ...takingRefusals],
  },
  addWalkIn: {
    method: 'POST',
    path: '/sessions/{sessionId}/walk-ins',
    summary: 'A number now for somebody at the desk, checked in at once',
    may: ['walk-in', 'Session'],
    params: z.object({ sessionId: id }),
    body: bookingRequest,
    answer: appointment,
    creates: true,
    refusals: ['session-unknown', 'walk-in-day', 'walk-in-full', 'patient-unknown', 'half-day-taken'],
  },
} as const satisfies Operations
