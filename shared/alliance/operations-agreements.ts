import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { agreementChange, agreementFields, agreementStates, agreementView } from './agreement.ts'

const params = z.object({ agreementId: id })

export const agreementOperations = {
  listAgreements: {
    method: 'GET',
    path: '/agreements',
    summary: 'The register of agreements, those that end first coming first',
    may: ['read', 'Agreement'],
    query: z.object({ state: z.enum(agreementStates).optional(), organisation: id.optional() }),
    answer: z.object({ agreements: z.array(agreementView) }),
  },
  readAgreement: {
    method: 'GET',
    path: '/agreements/{agreementId}',
    summary: 'An agreement with its parties and term',
    may: ['read', 'Agreement'],
    params,
    answer: agreementView,
    refusals: ['agreement-unknown'],
  },
  signAgreement: {
    method: 'POST',
    path: '/agreements',
    summary: 'Enters a signed agreement',
    may: ['change', 'Agreement'],
    body: agreementFields,
    answer: agreementView,
    creates: true,
    refusals: ['party-unknown'],
  },
  changeAgreement: {
    method: 'PUT',
    path: '/agreements/{agreementId}',
    summary: 'Corrects an agreement that is not over',
    may: ['change', 'Agreement'],
    params,
    body: agreementChange,
    answer: agreementView,
    refusals: ['agreement-unknown', 'agreement-over', 'party-unknown', 'stale-version'],
  },
  endAgreement: {
    method: 'POST',
    path: '/agreements/{agreementId}/end',
    summary: 'Ends an agreement before its term',
    may: ['change', 'Agreement'],
    params,
    body: z.strictObject({
      version: z.int().min(1),
      endedOn: isoDate,
      reason: z.string().trim().min(1).max(300),
    }),
    answer: agreementView,
    refusals: ['agreement-unknown', 'agreement-over', 'outside-term', 'stale-version'],
  },
} as const satisfies Operations
