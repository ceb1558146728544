import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { departmentCard, departmentView, inspection, itemAnswer } from './department.ts'
import { acceptanceStates } from './lifecycle.ts'

const params = z.object({ departmentId: id })
const text = (longest: number) => z.string().trim().min(1).max(longest)
/** The version that the person saw; another one by now is refused with both. */
const step = z.strictObject({ version: z.int().min(0) })
const answers = z.array(itemAnswer).max(200)

const path = <const Tail extends string>(tail: Tail) => `/departments/{departmentId}${tail}` as const
const stepRefusals = ['department-unknown', 'step-not-allowed', 'stale-version'] as const

export const departmentOperations = {
  listDepartments: {
    method: 'GET',
    path: '/departments',
    summary: 'The acceptance board: every department with its state',
    may: ['read', 'Department'],
    query: z.object({ state: z.enum(acceptanceStates).optional() }),
    answer: z.object({
      departments: z.array(departmentCard),
      /** How many are in each state, whatever was asked for. */
      counts: z.record(z.enum(acceptanceStates), z.int()),
    }),
  },
  readDepartment: {
    method: 'GET',
    path: path(''),
    summary: 'A department with its answers and findings',
    may: ['read', 'Department'],
    params,
    answer: departmentView,
    refusals: ['department-unknown'],
  },
  applyForAcceptance: {
    method: 'POST',
    path: path('/application'),
    summary: 'Begins the self-check by the current standard',
    may: ['self-check', 'Department'],
    params,
    body: step.extend({ contact: text(30), name: text(20).optional() }),
    answer: departmentView,
    refusals: stepRefusals,
  },
  withdrawApplication: {
    method: 'POST',
    path: path('/withdrawal'),
    summary: 'Gives up the self-check',
    may: ['self-check', 'Department'],
    params,
    body: step,
    answer: departmentView,
    refusals: stepRefusals,
  },
  saveSelfCheck: {
    method: 'PUT',
    path: path('/self-check'),
    summary: "Saves the site's answers; not all need be given at once",
    may: ['self-check', 'Department'],
    params,
    body: step.extend({ answers, contact: text(30).optional() }),
    answer: departmentView,
    refusals: [...stepRefusals, 'item-unknown'],
  },
  submitSelfCheck: {
    method: 'POST',
    path: path('/self-check/submission'),
    summary: 'Asks for the inspection; every item is answered',
    may: ['self-check', 'Department'],
    params,
    body: step,
    answer: departmentView,
    refusals: [...stepRefusals, 'answers-missing'],
  },
  returnSelfCheck: {
    method: 'POST',
    path: path('/self-check/return'),
    summary: 'Sends the self-check back to the site',
    may: ['schedule', 'Department'],
    params,
    body: step.extend({ reason: text(300) }),
    answer: departmentView,
    refusals: stepRefusals,
  },
  scheduleInspection: {
    method: 'PUT',
    path: path('/inspection'),
    summary: 'Arranges the day and the inspectors, or arranges them anew',
    may: ['schedule', 'Department'],
    params,
    body: step.extend({
      date: isoDate,
      half: inspection.shape.half,
      inspectors: inspection.shape.inspectors,
    }),
    answer: departmentView,
    refusals: [...stepRefusals, 'date-in-the-past'],
  },
  startInspection: {
    method: 'POST',
    path: path('/inspection/start'),
    summary: 'Begins the inspection on the arranged day or later',
    may: ['inspect', 'Department'],
    params,
    body: step,
    answer: departmentView,
    refusals: [...stepRefusals, 'not-scheduled', 'too-early'],
  },
  saveInspection: {
    method: 'PUT',
    path: path('/inspection/answers'),
    summary: "Saves the inspectors' answers",
    may: ['inspect', 'Department'],
    params,
    body: step.extend({ answers }),
    answer: departmentView,
    refusals: [...stepRefusals, 'item-unknown'],
  },
  requireRectification: {
    method: 'POST',
    path: path('/findings'),
    summary: 'Turns every item not met into a finding with a day it is due',
    may: ['decide', 'Department'],
    params,
    body: step.extend({
      due: isoDate,
      /** Where single findings have another day than the rest. */
      dues: z
        .array(z.strictObject({ itemId: id, due: isoDate }))
        .max(200)
        .default([]),
    }),
    answer: departmentView,
    refusals: [...stepRefusals, 'answers-missing', 'no-findings', 'finding-unknown', 'date-in-the-past'],
  },
  saveRectification: {
    method: 'PUT',
    path: path('/findings/{itemId}'),
    summary: 'Says how a finding was put right',
    may: ['rectify', 'Department'],
    params: params.extend({ itemId: id }),
    body: step.extend({ note: text(300) }),
    answer: departmentView,
    refusals: [...stepRefusals, 'finding-unknown'],
  },
  submitRectification: {
    method: 'POST',
    path: path('/findings/submission'),
    summary: 'Asks for the review; every finding is put right',
    may: ['rectify', 'Department'],
    params,
    body: step,
    answer: departmentView,
    refusals: [...stepRefusals, 'rectification-missing'],
  },
  returnRectification: {
    method: 'POST',
    path: path('/findings/return'),
    summary: 'Sends findings back that were not put right enough',
    may: ['decide', 'Department'],
    params,
    body: step.extend({
      findings: z
        .array(z.strictObject({ itemId: id, reason: text(300), due: isoDate }))
        .min(1)
        .max(200),
    }),
    answer: departmentView,
    refusals: [...stepRefusals, 'finding-unknown', 'date-in-the-past'],
  },
  passDepartment: {
    method: 'POST',
    path: path('/pass'),
    summary: 'Accepts the department: its site may publish sessions',
    may: ['decide', 'Department'],
    params,
    body: step,
    answer: departmentView,
    refusals: [...stepRefusals, 'answers-missing', 'findings-open'],
  },
  suspendDepartment: {
    method: 'POST',
    path: path('/suspension'),
    summary: 'Suspends an accepted department: no new sessions',
    may: ['decide', 'Department'],
    params,
    body: step.extend({ reason: text(300) }),
    answer: departmentView,
    refusals: stepRefusals,
  },
  reinstateDepartment: {
    method: 'POST',
    path: path('/reinstatement'),
    summary: 'Ends a suspension without a new inspection',
    may: ['decide', 'Department'],
    params,
    body: step,
    answer: departmentView,
    refusals: stepRefusals,
  },
  reinspectDepartment: {
    method: 'POST',
    path: path('/reinspection'),
    summary: 'Makes the end of a suspension depend on a new inspection',
    may: ['schedule', 'Department'],
    params,
    body: step,
    answer: departmentView,
    refusals: stepRefusals,
  },
} as const satisfies Operations
