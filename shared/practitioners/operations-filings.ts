import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import {
  checkFields,
  checkKinds,
  complaints,
  filingCheck,
  notedComplaints,
  filingStep as pastStep,
  seenAt,
} from './checks.ts'
import { filingStep } from './filing.ts'
import { ledgerView } from './ledger.ts'
import { filingCommands, filingStages } from './lifecycle.ts'
import { endings, practiceRequest, practiceShape, title } from './practitioner.ts'
import { practiceView } from './view.ts'
import { warning } from './warnings.ts'

const params = z.object({ practitionerId: id })
const one = params.extend({ practiceId: id })
const version = z.int().min(1)

/**
 * One filing with its papers. `version` is that of the practitioner's entry: every write of the filing names the one it saw, a
 * write of its papers alone names the line that it saw.
 */
export const filingView = z.object({
  practitionerId: id,
  name: z.string(),
  title,
  version: z.int(),
  practice: practiceView,
  stage: z.enum(filingStages),
  /** What the person may do with it now. */
  commands: z.array(z.enum(filingCommands)),
  checks: z.array(filingCheck),
  history: z.array(pastStep),
  complaints: notedComplaints.optional(),
  /** Each thing it rests on with the last day that is known of it. */
  ends: z.array(z.object({ what: z.enum(endings), on: isoDate.optional() })),
  agreements: z.array(z.object({ agreementId: id, title: z.string(), to: isoDate })),
})
export type FilingView = z.infer<typeof filingView>

const unknown = ['practitioner-unknown', 'practice-unknown'] as const
const writing = [...unknown, 'stale-version', 'step-not-now'] as const
const term = ['site-unknown', 'practice-overlaps', 'term-over', 'term-too-long', 'practices-full'] as const

/** Filings as a workflow, what ends soon, and the ledger. */
export const filingsOperations = {
  openFiling: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/filings',
    summary: 'Begins a filing: a draft whose documents are still to be checked',
    may: ['change', 'Practitioner'],
    params,
    body: practiceRequest,
    answer: filingView,
    creates: true,
    refusals: ['practitioner-unknown', 'agreement-unknown', 'stale-version', ...term],
  },
  renewPractice: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/practices/{practiceId}/renewals',
    summary: 'Begins a filing whose term continues this one',
    may: ['change', 'Practitioner'],
    params: one,
    body: z.strictObject({ version, to: isoDate }),
    answer: filingView,
    creates: true,
    refusals: [...writing, 'agreement-unknown', ...term],
  },
  readFiling: {
    method: 'GET',
    path: '/practitioners/{practitionerId}/practices/{practiceId}',
    summary: 'One filing with its checks, its steps and what it rests on',
    may: ['read', 'Filing'],
    params: one,
    answer: filingView,
    refusals: unknown,
  },
  changeFiling: {
    method: 'PUT',
    path: '/practitioners/{practitionerId}/practices/{practiceId}',
    summary: 'Changes the term, basis or numbers of a filing that is a draft or was returned',
    may: ['change', 'Practitioner'],
    params: one,
    body: practiceShape.omit({ siteId: true }).extend({ version }),
    answer: filingView,
    refusals: [...writing, 'agreement-unknown', ...term],
  },
  checkFiling: {
    method: 'PUT',
    path: '/practitioners/{practitionerId}/practices/{practiceId}/checks/{check}',
    summary: 'Says how one document of a filing stands',
    may: ['change', 'Practitioner'],
    params: one.extend({ check: z.enum(checkKinds) }),
    body: checkFields.extend({ seenAt }),
    answer: filingView,
    refusals: [...writing, 'check-incomplete'],
  },
  stepFiling: {
    method: 'POST',
    path: '/practitioners/{practitionerId}/practices/{practiceId}/steps',
    summary: 'Submits, returns, files, withdraws, suspends, resumes or calls a suspension off',
    may: ['change', 'Practitioner'],
    params: one,
    body: z.strictObject({ version, step: filingStep }),
    answer: filingView,
    refusals: [
      ...writing,
      'checks-open',
      'scope-without-mental-health',
      'outside-term',
      'practice-overlaps',
      'term-over',
    ],
  },
  noteComplaints: {
    method: 'PUT',
    path: '/practitioners/{practitionerId}/practices/{practiceId}/complaints',
    summary: 'Enters how many complaints there were, for the evidence pack',
    may: ['change', 'Practitioner'],
    params: one,
    body: complaints.extend({ seenAt }),
    answer: filingView,
    refusals: [...unknown, 'stale-version'],
  },
  printEvidence: {
    method: 'GET',
    path: '/practitioners/{practitionerId}/practices/{practiceId}/evidence',
    summary: 'The evidence pack of a doctor at a site, to print and to keep',
    may: ['read', 'Filing'],
    params: one,
    query: z.object({ lang: z.enum(['zh-CN', 'en']).default('zh-CN') }),
    answer: { mediaType: 'application/pdf' },
    refusals: unknown,
  },
  listWarnings: {
    method: 'GET',
    path: '/warnings',
    summary: 'What ends soon: filings, licences, insurances, agreements, by date',
    may: ['read', 'Filing'],
    query: z.object({ withinDays: z.coerce.number().int().min(1).max(400).default(60) }),
    answer: z.object({
      warnings: z.array(warning.extend({ seen: z.boolean() })),
      /** Told, and not yet seen by the person. */
      unseen: z.int(),
    }),
  },
  seeWarnings: {
    method: 'POST',
    path: '/warnings/seen',
    summary: 'The person has seen what ends soon',
    may: ['read', 'Filing'],
    body: z.strictObject({ warningIds: z.array(id).min(1).max(200) }),
    answer: z.object({ unseen: z.int() }),
  },
  readLedger: {
    method: 'GET',
    path: '/ledger',
    summary: 'The public ledger of filings, as it stands today',
    may: ['read', 'Practitioner'],
    answer: ledgerView,
  },
} as const satisfies Operations
