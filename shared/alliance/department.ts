import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { acceptanceStates } from './lifecycle.ts'
import { areaCode } from './site.ts'

export const answers = ['met', 'not-met', 'not-applicable'] as const
export const answer = z.enum(answers)
export type Answer = (typeof answers)[number]

const text = (longest: number) => z.string().trim().min(1).max(longest)
export const halfDay = z.enum(['morning', 'afternoon'])

/** One item of the standard, answered. What is not met or does not apply says why. */
export const itemAnswer = z
  .strictObject({ itemId: id, answer, note: text(300).optional() })
  .refine(({ answer: given, note }) => given === 'met' || note !== undefined, {
    error: 'note-missing',
    path: ['note'],
  })
export type ItemAnswer = z.infer<typeof itemAnswer>

/** 问题项: what the inspectors found not met, until when it has to be put right, and what became of it. */
export const finding = z.object({
  itemId: id,
  note: z.string(),
  due: isoDate,
  rectification: z.object({ note: z.string(), by: z.string(), on: isoDate }).optional(),
  /** What the review said of the last rectification, where it was not enough. */
  returned: z.object({ reason: z.string(), on: isoDate }).optional(),
})
export type Finding = z.infer<typeof finding>

export const inspection = z.object({
  date: isoDate,
  half: halfDay,
  inspectors: z.array(text(30)).min(1).max(8),
  answers: z.array(itemAnswer),
})
export type Inspection = z.infer<typeof inspection>

/** 社区精神科 (心身医学科): one at each community site, with the whole course of its acceptance (验收). */
export const department = z.object({
  departmentId: id,
  siteId: id,
  name: text(20),
  state: z.enum(acceptanceStates),
  /** The day on which the present state began. */
  since: isoDate.optional(),
  standardVersion: z.string(),
  /** Who answers for it at the site. */
  contact: text(30).optional(),
  selfCheck: z.array(itemAnswer),
  inspection: inspection.optional(),
  findings: z.array(finding),
  /** Why it was sent back or suspended. */
  reason: z.string().optional(),
  passedOn: isoDate.optional(),
  /** 0 as long as nothing was ever written of it. */
  version: z.int(),
  changed: z.object({ by: z.string(), at: z.number() }).optional(),
})
export type Department = z.infer<typeof department>

const siteOfDepartment = z.object({
  siteId: id,
  name: z.string(),
  shortName: z.string(),
  initials: z.array(z.string()),
  areaCode,
  areaName: z.string(),
  address: z.string().optional(),
})

/** A department as pages see it: with its site. */
export const departmentView = department.extend({ site: siteOfDepartment })
export type DepartmentView = z.infer<typeof departmentView>

/** One letter an item, in the standard's order: `m` met, `n` not met, `x` does not apply, `-` not answered yet. */
export const marks = z.string().regex(/^[mnx-]*$/)

/** A card of the acceptance board. `due` is the earliest open one; `openItems` are the items still to be put right. */
export const departmentCard = z.object({
  departmentId: id,
  site: siteOfDepartment,
  name: z.string(),
  state: z.enum(acceptanceStates),
  since: isoDate.optional(),
  version: z.int(),
  standardVersion: z.string(),
  marks,
  contact: z.string().optional(),
  inspection: inspection.omit({ answers: true }).optional(),
  openItems: z.array(id),
  due: isoDate.optional(),
  passedOn: isoDate.optional(),
})
export type DepartmentCard = z.infer<typeof departmentCard>
