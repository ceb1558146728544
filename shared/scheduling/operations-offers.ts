import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { offer, offerPlan, offerTerms } from './offers.ts'

const byPractitioner = z.object({ practitionerId: id })
const one = byPractitioner.extend({ offerId: id })
const version = z.int().min(0)

/** 出诊意愿: what a psychiatrist, or their hospital for them, offers to the clinics. */
export const offerOperations = {
  listOffers: {
    method: 'GET',
    path: '/practitioners/{practitionerId}/offers',
    summary: "The practitioner's offers, those that are over left out",
    may: ['read', 'Offer'],
    params: byPractitioner,
    answer: z.object({ offers: z.array(offer) }),
    refusals: ['practitioner-unknown'],
  },
  createOffer: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/offers',
    summary: 'Offer a half-day: of each week, or of one day',
    may: ['change', 'Offer'],
    params: byPractitioner,
    body: offerPlan,
    answer: offer,
    creates: true,
    refusals: ['practitioner-unknown', 'plan-invalid', 'date-past', 'offer-exists'],
  },
  changeOffer: {
    method: 'PUT',
    path: '/practitioners/{practitionerId}/offers/{offerId}',
    summary: 'Change the terms of an offer; its day and half-day stay',
    may: ['change', 'Offer'],
    params: one,
    body: z.strictObject({ version, terms: offerTerms }),
    answer: offer,
    refusals: ['offer-unknown', 'plan-invalid', 'stale-version'],
  },
  endOffer: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/offers/{offerId}/end',
    summary: 'End an offer after a day; visits that are agreed stay',
    may: ['change', 'Offer'],
    params: one,
    body: z.strictObject({ version, lastDay: isoDate }),
    answer: z.object({ offerId: id, lastDay: isoDate }),
    refusals: ['offer-unknown', 'stale-version'],
  },
} as const satisfies Operations
