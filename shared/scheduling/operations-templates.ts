import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { dayDecision, plannedSession, template, templatePlan } from './model.ts'

const bySite = z.object({ siteId: id })
const version = z.int().min(0)

/** 每周模板: weekly templates and their runs. */
export const templateOperations = {
  listTemplates: {
    method: 'GET',
    path: '/sites/{siteId}/templates',
    summary: "The site's weekly templates",
    may: ['read', 'Template'],
    params: bySite,
    answer: z.object({ templates: z.array(template) }),
  },
  createTemplate: {
    method: 'POST',
    path: '/sites/{siteId}/templates',
    summary: 'A weekly template',
    may: ['change', 'Template'],
    params: bySite,
    body: templatePlan,
    answer: template,
    creates: true,
    refusals: ['practitioner-unknown', 'practice-not-filed', 'plan-invalid', 'site-unknown'],
  },
  changeTemplate: {
    method: 'PUT',
    path: '/sites/{siteId}/templates/{templateId}',
    summary: 'Change a template, or end it by its last day',
    may: ['change', 'Template'],
    params: z.object({ siteId: id, templateId: id }),
    body: z.strictObject({ version, plan: templatePlan }),
    answer: template,
    refusals: [
      'template-unknown',
      'stale-version',
      'practitioner-unknown',
      'practice-not-filed',
      'plan-invalid',
    ],
  },
  previewTemplates: {
    method: 'GET',
    path: '/sites/{siteId}/template-runs',
    summary: 'What the templates would make of 1–60 days',
    may: ['read', 'Template'],
    params: bySite,
    query: z.object({ from: isoDate, days: z.coerce.number().int().min(1).max(60).default(28) }),
    answer: z.object({ days: z.array(calendarDay), lines: z.array(plannedSession) }),
    refusals: ['site-unknown'],
  },
  runTemplates: {
    method: 'POST',
    path: '/sites/{siteId}/template-runs',
    summary: 'Make sessions from the templates, a line for each',
    may: ['publish', 'Session'],
    params: bySite,
    body: z.strictObject({
      from: isoDate,
      days: z.int().min(1).max(60),
      publish: z.boolean(),
      decisions: z.array(dayDecision).max(60),
    }),
    answer: z.object({ lines: z.array(plannedSession) }),
    refusals: ['site-unknown', 'date-past', 'department-not-accepted'],
  },
} as const satisfies Operations
