import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { authorisationsOperations } from './operations-authorisations.ts'
import { filingsOperations } from './operations-filings.ts'
import { practiceStates } from './practice.ts'
import { practiceRequest, practitionerFields, specialty } from './practitioner.ts'
import { practitionerView } from './view.ts'

const params = z.object({ practitionerId: id })
const version = z.int().min(1)

/** Everything the register of practitioners answers to. */
export const practitionersOperations = {
  listPractitioners: {
    method: 'GET',
    path: '/practitioners',
    summary: 'The register by name, searched and filtered',
    may: ['read', 'Practitioner'],
    query: z.object({
      /** Part of the name, or initials. */
      search: z.string().trim().max(40).optional(),
      specialty: specialty.optional(),
      /** Those who may see patients there on the day, or today. */
      site: id.optional(),
      on: isoDate.optional(),
      organisation: id.optional(),
      after: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    answer: z.object({ practitioners: z.array(practitionerView), total: z.int(), next: id.optional() }),
  },
  listPractices: {
    method: 'GET',
    path: '/practices',
    summary: 'Practices by their last day, with whose and where they are',
    may: ['read', 'Practitioner'],
    query: z.object({
      state: z.enum(practiceStates).optional(),
      site: id.optional(),
      /** Only those that end within so many days from today. */
      withinDays: z.coerce.number().int().min(0).max(400).optional(),
    }),
    answer: z.object({
      practices: z.array(
        practitionerView.pick({ practitionerId: true, name: true, initials: true, title: true }).extend({
          practice: practitionerView.shape.practices.element,
        }),
      ),
    }),
  },
  readPractitioner: {
    method: 'GET',
    path: '/practitioners/{practitionerId}',
    summary: 'One entry of the register',
    may: ['read', 'Practitioner'],
    params,
    answer: practitionerView,
    refusals: ['practitioner-unknown'],
  },
  registerPractitioner: {
    method: 'POST',
    path: '/practitioners',
    summary: 'Enters a practitioner',
    may: ['change', 'Practitioner'],
    body: practitionerFields,
    answer: practitionerView,
    creates: true,
    refusals: ['licence-taken', 'organisation-unknown'],
  },
  changePractitioner: {
    method: 'PUT',
    path: '/practitioners/{practitionerId}',
    summary: 'Changes what is written of a practitioner',
    may: ['change', 'Practitioner'],
    params,
    body: practitionerFields.extend({ version }),
    answer: practitionerView,
    refusals: ['practitioner-unknown', 'licence-taken', 'organisation-unknown', 'stale-version'],
  },
  filePractice: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/practices',
    summary: 'Files a term of practice at a site',
    may: ['change', 'Practitioner'],
    params,
    body: practiceRequest,
    answer: practitionerView,
    creates: true,
    refusals: [
      'practitioner-unknown',
      'site-unknown',
      'agreement-unknown',
      'practice-overlaps',
      'term-over',
      'term-too-long',
      'practices-full',
      'stale-version',
    ],
  },
  endPractice: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/practices/{practiceId}/end',
    summary: 'Ends a practice before its term',
    may: ['change', 'Practitioner'],
    params: params.extend({ practiceId: id }),
    body: z.strictObject({ version, endedOn: isoDate, reason: z.string().trim().min(1).max(300) }),
    answer: practitionerView,
    refusals: [
      'practitioner-unknown',
      'practice-unknown',
      'step-not-now',
      'practice-over',
      'outside-term',
      'stale-version',
    ],
  },
  ...filingsOperations,
  ...authorisationsOperations,
} as const satisfies Operations
