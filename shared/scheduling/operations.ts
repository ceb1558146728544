import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { minuteOfDay } from '#shared/kernel/interval.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import {
  appointment, clinicKind, dayDecision, patientCard, plannedSession, practitionerDay, session, sessionPlan,
  sessionWithCells, sessionWithSlots, slot, stepCommand, template, templatePlan, visitKind,
} from './model.ts'
import { settingLine } from './settings.ts'

const bySite = z.object({ siteId: id })
const bySession = z.object({ sessionId: id })
const bySlot = z.object({ slotId: id })
const siteDay = z.object({ siteId: id, date: isoDate })
const byPractitioner = z.object({ practitionerId: id })
const version = z.int().min(0)
/** Of files: the language of their headings and summaries. */
const language = z.object({ lang: z.enum(['zh-CN', 'en']).default('zh-CN') })

/** 停诊原因, coded; `other` needs words. */
export const stopReasons = ['practitioner-ill', 'hospital-duty', 'site-closed', 'emergency', 'other'] as const
export const cancelReasons = ['patient-wish', 'patient-ill', 'booked-wrongly', 'seen-elsewhere', 'clinic', 'other'] as const

export const bookingRequest = z.strictObject({
  patientId: id,
  visit: visitKind,
  note: z.string().trim().max(60).optional(),
})
export type BookingRequest = z.infer<typeof bookingRequest>

/** 候诊屏: numbers and rooms, never names. */
export const queueScreen = z.object({
  siteName: z.string(),
  date: isoDate,
  rooms: z.array(z.object({
    sessionId: id, room: z.string(), halfDay: z.enum(['morning', 'afternoon']),
    calling: z.array(z.int()), next: z.array(z.int()), waiting: z.int(),
  })),
})

export const schedulingOperations = {
  listWeek: {
    method: 'GET', path: '/sites/{siteId}/sessions', summary: 'The site\'s sessions of 1–35 days, each with its cells',
    may: ['read', 'Session'], params: bySite,
    query: z.object({ from: isoDate, days: z.coerce.number().int().min(1).max(35).default(7) }),
    answer: z.object({ days: z.array(calendarDay), sessions: z.array(sessionWithCells) }),
    refusals: ['site-unknown'],
  },
  createSession: {
    method: 'POST', path: '/sites/{siteId}/sessions', summary: 'Plan a single session; it claims the practitioner\'s time',
    may: ['publish', 'Session'], params: bySite, body: sessionPlan, answer: session, creates: true,
    refusals: ['site-unknown', 'practitioner-unknown', 'practice-not-filed', 'department-not-accepted', 'time-claimed',
      'travel-too-short', 'room-taken', 'plan-invalid', 'date-past', 'session-exists'],
  },
  readSession: {
    method: 'GET', path: '/sessions/{sessionId}', summary: 'One session with its numbers and who holds them',
    may: ['read', 'DayList'], params: bySession, answer: sessionWithSlots, refusals: ['session-unknown'],
  },
  changeSession: {
    method: 'PUT', path: '/sessions/{sessionId}', summary: 'Change a draft',
    may: ['change', 'Session'], params: bySession, body: z.strictObject({ version, plan: sessionPlan }), answer: session,
    refusals: ['session-unknown', 'session-not-draft', 'stale-version', 'plan-invalid', 'time-claimed', 'travel-too-short',
      'room-taken', 'practitioner-unknown', 'practice-not-filed', 'date-past', 'site-unknown', 'department-not-accepted'],
  },
  discardSession: {
    method: 'DELETE', path: '/sessions/{sessionId}', summary: 'Discard a draft and give the time back',
    may: ['change', 'Session'], params: bySession, query: z.object({ version: z.coerce.number().int() }),
    answer: z.object({ sessionId: id }), refusals: ['session-unknown', 'session-not-draft', 'stale-version'],
  },
  publishSession: {
    method: 'POST', path: '/sessions/{sessionId}/publication', summary: 'Publish a draft: its numbers come into being',
    may: ['publish', 'Session'], params: bySession, body: z.strictObject({ version }), answer: sessionWithCells,
    refusals: ['session-unknown', 'session-not-draft', 'stale-version', 'department-not-accepted', 'date-past',
      'practice-not-filed', 'practitioner-unknown', 'site-unknown'],
  },
  stopSession: {
    method: 'POST', path: '/sessions/{sessionId}/stop', summary: '停诊: no more booking; the appointments are listed',
    may: ['stop', 'Session'], params: bySession,
    body: z.strictObject({ version, reason: z.enum(stopReasons), words: z.string().trim().max(100).optional() }),
    answer: z.object({ session: sessionWithSlots, affected: z.int() }),
    refusals: ['session-unknown', 'session-not-published', 'stale-version', 'session-stopped'],
  },
  resumeSession: {
    method: 'POST', path: '/sessions/{sessionId}/resumption', summary: 'Take a stop back while it is fresh',
    may: ['stop', 'Session'], params: bySession, body: z.strictObject({ version }), answer: sessionWithCells,
    refusals: ['session-unknown', 'stale-version', 'stop-final', 'time-claimed', 'travel-too-short', 'room-taken'],
  },
  addExtraSlot: {
    method: 'POST', path: '/sessions/{sessionId}/extra-slots', summary: '加号, by the practitioner only',
    may: ['add-extra-slot', 'Session'], params: bySession, body: z.strictObject({ start: minuteOfDay.optional() }),
    answer: slot, creates: true, refusals: ['session-unknown', 'session-not-published', 'extra-slot-limit', 'plan-invalid', 'session-stopped'],
  },

  listTemplates: {
    method: 'GET', path: '/sites/{siteId}/templates', summary: 'The site\'s weekly templates',
    may: ['read', 'Template'], params: bySite, answer: z.object({ templates: z.array(template) }),
  },
  createTemplate: {
    method: 'POST', path: '/sites/{siteId}/templates', summary: 'A weekly template', may: ['change', 'Template'],
    params: bySite, body: templatePlan, answer: template, creates: true,
    refusals: ['practitioner-unknown', 'practice-not-filed', 'plan-invalid', 'site-unknown'],
  },
  changeTemplate: {
    method: 'PUT', path: '/sites/{siteId}/templates/{templateId}', summary: 'Change a template, or end it by its last day',
    may: ['change', 'Template'], params: z.object({ siteId: id, templateId: id }),
    body: z.strictObject({ version, plan: templatePlan }), answer: template,
    refusals: ['template-unknown', 'stale-version', 'practitioner-unknown', 'practice-not-filed', 'plan-invalid'],
  },
  previewTemplates: {
    method: 'GET', path: '/sites/{siteId}/template-runs', summary: 'What the templates would make of 1–60 days',
    may: ['read', 'Template'], params: bySite,
    query: z.object({ from: isoDate, days: z.coerce.number().int().min(1).max(60).default(28) }),
    answer: z.object({ days: z.array(calendarDay), lines: z.array(plannedSession) }), refusals: ['site-unknown'],
  },
  runTemplates: {
    method: 'POST', path: '/sites/{siteId}/template-runs', summary: 'Make sessions from the templates, a line for each',
    may: ['publish', 'Session'], params: bySite,
    body: z.strictObject({
      from: isoDate, days: z.int().min(1).max(60), publish: z.boolean(), decisions: z.array(dayDecision).max(60),
    }),
    answer: z.object({ lines: z.array(plannedSession) }),
    refusals: ['site-unknown', 'date-past', 'department-not-accepted'],
  },

  bookSlot: {
    method: 'POST', path: '/slots/{slotId}/appointment', summary: 'Book a number for a patient', may: ['book', 'Slot'],
    params: bySlot, body: bookingRequest, answer: appointment, creates: true,
    refusals: ['slot-unknown', 'slot-taken', 'slot-over', 'not-released', 'session-stopped', 'pool-not-allowed',
      'patient-unknown', 'half-day-taken', 'booking-blocked'],
  },
  cancelAppointment: {
    method: 'POST', path: '/slots/{slotId}/cancellation', summary: 'Cancel; the number is free again',
    may: ['cancel', 'Appointment'], params: bySlot,
    body: z.strictObject({ appointmentId: id, reason: z.enum(cancelReasons) }), answer: appointment,
    refusals: ['appointment-unknown', 'step-not-allowed', 'cancel-too-late', 'stale-version'],
  },
  moveAppointment: {
    method: 'POST', path: '/slots/{slotId}/move', summary: 'Move to another number; the appointment keeps its id and code',
    may: ['move', 'Appointment'], params: bySlot, body: z.strictObject({ appointmentId: id, toSlotId: id }), answer: appointment,
    refusals: ['appointment-unknown', 'step-not-allowed', 'cancel-too-late', 'slot-unknown', 'slot-taken', 'slot-over',
      'not-released', 'session-stopped', 'pool-not-allowed', 'half-day-taken', 'stale-version'],
  },
  takeStep: {
    method: 'POST', path: '/slots/{slotId}/steps', summary: 'Check in, call, seen, no-show, or undo the last step',
    may: ['run', 'DayList'], params: bySlot, body: z.strictObject({ appointmentId: id, command: stepCommand }), answer: slot,
    refusals: ['appointment-unknown', 'step-not-allowed', 'nothing-to-undo', 'stale-version'],
  },
  listAppointments: {
    method: 'GET', path: '/patients/{patientId}/appointments', summary: 'A patient\'s appointments, latest first',
    may: ['read', 'Appointment'], params: z.object({ patientId: id }),
    query: z.object({ after: z.string().max(200).optional() }),
    answer: z.object({ appointments: z.array(appointment), next: z.string().optional() }),
  },
  appointmentCalendar: {
    method: 'GET', path: '/slots/{slotId}/appointment.ics', summary: 'The appointment as an iCalendar file (RFC 5545)',
    may: ['read', 'Appointment'], params: bySlot, query: language,
    answer: { mediaType: 'text/calendar; charset=utf-8' }, refusals: ['appointment-unknown'],
  },

  readDayList: {
    method: 'GET', path: '/sites/{siteId}/days/{date}', summary: 'The site\'s day: sessions with numbers and patients',
    may: ['read', 'DayList'], params: siteDay,
    answer: z.object({ day: calendarDay, sessions: z.array(sessionWithSlots) }),
  },
  exportDayList: {
    method: 'GET', path: '/sites/{siteId}/days/{date}/list.xlsx', summary: 'The day list as a spreadsheet, phones masked',
    may: ['export', 'DayList'], params: siteDay, query: language,
    answer: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  },
  readQueue: {
    method: 'GET', path: '/sites/{siteId}/days/{date}/queue', summary: 'Numbers and rooms for the waiting room, no names',
    may: ['read', 'Session'], params: siteDay, answer: queueScreen, refusals: ['site-unknown'],
  },
  readMyWeek: {
    method: 'GET', path: '/practitioners/{practitionerId}/week', summary: 'The practitioner\'s commitments over all sites, 1–28 days',
    may: ['read', 'Week'], params: byPractitioner,
    query: z.object({ from: isoDate, days: z.coerce.number().int().min(1).max(28).default(7) }),
    answer: z.object({ days: z.array(practitionerDay) }),
  },
  readMyDay: {
    method: 'GET', path: '/practitioners/{practitionerId}/days/{date}', summary: 'The practitioner\'s own day list over all sites',
    may: ['read', 'DayList'], params: z.object({ practitionerId: id, date: isoDate }),
    answer: z.object({ day: calendarDay, sessions: z.array(sessionWithSlots) }),
  },
  readFeedAddress: {
    method: 'GET', path: '/practitioners/{practitionerId}/calendar', summary: 'The secret address of the practitioner\'s calendar feed',
    may: ['subscribe', 'Calendar'], params: byPractitioner, answer: z.object({ url: z.string() }),
  },
  readFeed: {
    method: 'GET', path: '/calendars/{feed}', summary: 'A practitioner\'s sessions as an iCalendar feed (RFC 5545)',
    may: 'anyone', params: z.object({ feed: z.string().min(20).max(400) }), query: language,
    answer: { mediaType: 'text/calendar; charset=utf-8' }, refusals: ['feed-unknown'],
  },
  listChoices: {
    method: 'GET', path: '/sites/{siteId}/choices', summary: 'Who may hold sessions here: practitioners filed at this site, departments accepted',
    may: ['read', 'Session'], params: bySite, refusals: ['site-unknown'],
    answer: z.object({
      siteName: z.string(),
      departments: z.array(z.object({ departmentId: id, name: z.string(), accepted: z.boolean() })),
      practitioners: z.array(z.object({
        practitionerId: id, name: z.string(), title: z.string(), kinds: z.array(clinicKind), initials: z.string(),
        from: isoDate, to: isoDate.optional(),
      })),
    }),
  },
  readSettings: {
    method: 'GET', path: '/settings', summary: 'The rules in force here, each with its source and how sure it is',
    may: 'anyone', answer: z.object({ settings: z.array(settingLine) }),
  },
  readPatientCard: {
    method: 'GET', path: '/patients/{patientId}/card', summary: 'What scheduling knows of a patient, with the last visit here',
    may: ['register', 'Patient'], params: z.object({ patientId: id }),
    answer: z.object({ patientId: id, card: patientCard, appointments: z.array(appointment) }), refusals: ['patient-unknown'],
  },
} as const satisfies Operations
