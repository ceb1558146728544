import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { appointment, onBehalf, patientCard, slot, stepCommand, visitKind } from './model.ts'

const bySlot = z.object({ slotId: id })
/** Of files: the language of their headings and summaries. */
const language = z.object({ lang: z.enum(['zh-CN', 'en']).default('zh-CN') })

export const cancelReasons = [
  'patient-wish',
  'patient-ill',
  'booked-wrongly',
  'seen-elsewhere',
  'clinic',
  'other',
] as const

export const bookingRequest = z.strictObject({
  patientId: id,
  visit: visitKind,
  note: z.string().trim().max(60).optional(),
  onBehalf: onBehalf.optional(),
})
export type BookingRequest = z.infer<typeof bookingRequest>

/** An appointment, from booking to the last step of the queue. */
export const appointmentOperations = {
  bookSlot: {
    method: 'POST',
    path: '/slots/{slotId}/appointment',
    summary: 'Book a number for a patient',
    may: ['book', 'Slot'],
    params: bySlot,
    body: bookingRequest,
    answer: appointment,
    creates: true,
    refusals: [
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
    ],
  },
  cancelAppointment: {
    method: 'POST',
    path: '/slots/{slotId}/cancellation',
    summary: 'Cancel; the number is free again',
    may: ['cancel', 'Appointment'],
    params: bySlot,
    body: z.strictObject({ appointmentId: id, reason: z.enum(cancelReasons) }),
    answer: appointment,
    refusals: ['appointment-unknown', 'step-not-allowed', 'cancel-too-late', 'stale-version'],
  },
  moveAppointment: {
    method: 'POST',
    path: '/slots/{slotId}/move',
    summary: 'Move to another number; the appointment keeps its id and code',
    may: ['move', 'Appointment'],
    params: bySlot,
    body: z.strictObject({ appointmentId: id, toSlotId: id }),
    answer: appointment,
    refusals: [
      'appointment-unknown',
      'step-not-allowed',
      'cancel-too-late',
      'slot-unknown',
      'slot-taken',
      'slot-held',
      'slot-over',
      'not-released',
      'session-stopped',
      'pool-not-allowed',
      'half-day-taken',
      'stale-version',
    ],
  },
  takeStep: {
    method: 'POST',
    path: '/slots/{slotId}/steps',
    summary: 'Check in, call, skip, seen, no-show, or undo the last step',
    may: ['run', 'DayList'],
    params: bySlot,
    body: z.strictObject({ appointmentId: id, command: stepCommand }),
    answer: slot,
    refusals: ['appointment-unknown', 'step-not-allowed', 'nothing-to-undo', 'stale-version'],
  },
  listAppointments: {
    method: 'GET',
    path: '/patients/{patientId}/appointments',
    summary: "A patient's appointments, latest first",
    may: ['read', 'Appointment'],
    params: z.object({ patientId: id }),
    query: z.object({ after: z.string().max(200).optional() }),
    answer: z.object({ appointments: z.array(appointment), next: z.string().optional() }),
  },
  appointmentCalendar: {
    method: 'GET',
    path: '/slots/{slotId}/appointment.ics',
    summary: 'The appointment as an iCalendar file (RFC 5545)',
    may: ['read', 'Appointment'],
    params: bySlot,
    query: language,
    answer: { mediaType: 'text/calendar; charset=utf-8' },
    refusals: ['appointment-unknown'],
  },
  readPatientCard: {
    method: 'GET',
    path: '/patients/{patientId}/card',
    summary: 'What scheduling knows of a patient, with the last visit here',
    may: ['register', 'Patient'],
    params: z.object({ patientId: id }),
    answer: z.object({ patientId: id, card: patientCard, appointments: z.array(appointment) }),
    refusals: ['patient-unknown'],
  },
} as const satisfies Operations
