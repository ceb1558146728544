import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { appointment, visitKind } from './model.ts'
import { clinicalNeed, wait, waitWish, waitWithCard } from './waiting.ts'

const bySite = z.object({ siteId: id })
const byWait = z.object({ patientId: id, waitId: id })
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** 候补: who waits for a number, and what is offered to whom. */
export const waitlistOperations = {
  joinWaitlist: {
    method: 'POST',
    path: '/sites/{siteId}/waits',
    summary: 'Wait for a number: by oneself, for a ward, or by the desk for a patient',
    may: ['join', 'Wait'],
    params: bySite,
    body: z.strictObject({ patientId: id, visit: visitKind, wish: waitWish, need: clinicalNeed.optional() }),
    answer: wait,
    creates: true,
    refusals: [
      'site-unknown',
      'patient-unknown',
      'wait-exists',
      'wait-too-long',
      'practitioner-unknown',
      'half-day-taken',
    ],
  },
  listWaitlist: {
    method: 'GET',
    path: '/sites/{siteId}/waits',
    summary: "The site's waiting list in the order of its offers, or those that ended in a month",
    may: ['list', 'Wait'],
    params: bySite,
    query: z.object({ ended: month.optional() }),
    answer: z.object({ waits: z.array(waitWithCard) }),
  },
  listWaits: {
    method: 'GET',
    path: '/patients/{patientId}/waits',
    summary: "A patient's places in waiting lists with their offers, latest first",
    may: ['read', 'Wait'],
    params: z.object({ patientId: id }),
    answer: z.object({
      waits: z.array(wait.extend({ place: z.int().optional().describe('Place in the list, from 1') })),
    }),
  },
  changeNeed: {
    method: 'PUT',
    path: '/patients/{patientId}/waits/{waitId}/need',
    summary: 'How urgent it is, and why; by the clinic',
    may: ['change', 'Wait'],
    params: byWait,
    body: z.strictObject({ version: z.int().min(0), need: clinicalNeed }),
    answer: wait,
    refusals: ['wait-unknown', 'wait-over', 'stale-version'],
  },
  leaveWaitlist: {
    method: 'POST',
    path: '/patients/{patientId}/waits/{waitId}/leaving',
    summary: 'Wait no longer; an offered number goes to the next person',
    may: ['leave', 'Wait'],
    params: byWait,
    body: z.strictObject({}),
    answer: wait,
    refusals: ['wait-unknown', 'wait-over'],
  },
  acceptOffer: {
    method: 'POST',
    path: '/patients/{patientId}/waits/{waitId}/acceptance',
    summary: 'Take the offered number: it is booked',
    may: ['answer', 'Wait'],
    params: byWait,
    body: z.strictObject({ slotId: id }),
    answer: appointment,
    creates: true,
    refusals: [
      'wait-unknown',
      'offer-over',
      'patient-unknown',
      'slot-taken',
      'slot-held',
      'slot-over',
      'not-released',
      'session-stopped',
      'half-day-taken',
    ],
  },
  declineOffer: {
    method: 'POST',
    path: '/patients/{patientId}/waits/{waitId}/refusal',
    summary: 'Not this number: it goes to the next person, the place in the list stays',
    may: ['answer', 'Wait'],
    params: byWait,
    body: z.strictObject({ slotId: id }),
    answer: wait,
    refusals: ['wait-unknown', 'offer-over'],
  },
} as const satisfies Operations
