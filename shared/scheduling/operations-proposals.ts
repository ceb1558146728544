import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval } from '#shared/kernel/interval.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { clinicKind, halfDay } from './model.ts'
import { areaPopulation } from './site-need.ts'
import { comingReasons, demand, visit } from './visit-model.ts'

const fromDay = z.object({ from: isoDate, kind: clinicKind.optional() })

/** A site with a week, or more, on which no psychiatrist comes. */
export const gap = z.object({
  siteId: id,
  siteName: z.string(),
  shortName: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  /** Half-days with a session in each of four weeks; 0 is a gap. */
  weeks: z.array(z.int()),
  /** The department may hold sessions; where it may not, acceptance comes first. */
  accepted: z.boolean(),
  /** The last day on which somebody was there, within the last 60 days. */
  lastDay: isoDate.optional(),
  waiting: z.array(demand),
  people: z.int(),
  /** Of its sub-district; absent where nobody has entered it. */
  population: areaPopulation.optional(),
})
export type Gap = z.infer<typeof gap>

export const proposal = z.object({
  /** `<siteId>.<yyyymmdd>.<m or a>.<practitionerId>`, and the session's suffix of a day that is moved. */
  proposalId: id,
  as: z.enum(['add', 'move']),
  siteId: id,
  practitionerId: id,
  name: z.string(),
  title: z.string(),
  organisationName: z.string().optional(),
  day: calendarDay,
  half: halfDay,
  time: interval,
  kind: clinicKind,
  mode: z.enum(['book', 'ask']),
  travel: z.object({
    /** Minutes that the day's roads become longer by. */
    added: z.int(),
    /** From the commitment before, or to the one after; absent where the visit stands alone. */
    before: z.int().optional(),
    after: z.int().optional(),
  }),
  /** This would be their so-manieth visit of the week. */
  visitOfWeek: z.int(),
  /** Of a day that is moved: where it is now, and how many numbers are free there. */
  instead: z
    .object({ sessionId: id, siteId: id, siteName: z.string(), time: interval, free: z.int() })
    .optional(),
})
export type Proposal = z.infer<typeof proposal>

export const dismissReasons = ['not-needed', 'practitioner-busy', 'site-busy', 'too-far', 'other'] as const

/** 覆盖: where nobody comes, who could, and what it costs. */
export const proposalOperations = {
  listGaps: {
    method: 'GET',
    path: '/coverage/gaps',
    summary: 'Sites without a day in some of four weeks, by need',
    may: ['read', 'Coverage'],
    query: fromDay,
    answer: z.object({ gaps: z.array(gap), sites: z.int() }),
  },
  listProposals: {
    method: 'GET',
    path: '/coverage/proposals',
    summary: 'For the sites in most need: who could come when, and the road it costs',
    may: ['decide', 'Proposal'],
    query: fromDay.extend({
      /** Longest road to or from the visit, in minutes; the settings' where it is not said. */
      farthest: z.coerce.number().int().min(10).max(240).optional(),
      /** Only these sites, by their ids with commas between; those in most need where it is not said. */
      sites: z
        .string()
        .regex(/^[\w-]+(,[\w-]+)*$/)
        .max(1000)
        .optional(),
    }),
    answer: z.object({
      lines: z.array(
        z.object({
          gap,
          proposals: z.array(proposal),
          /** Where there is none: what stands in the way of the nearest people. */
          hindered: z.array(z.object({ reason: z.enum([...comingReasons, 'too-far']), people: z.int() })),
        }),
      ),
    }),
  },
  acceptProposal: {
    method: 'POST',
    path: '/coverage/proposals/{proposalId}/acceptance',
    summary: 'Adopt a proposal: the visit is agreed at once or asked for',
    may: ['decide', 'Proposal'],
    params: z.object({ proposalId: id }),
    body: z.strictObject({ kind: clinicKind }),
    answer: visit,
    creates: true,
    refusals: [
      'proposal-unknown',
      'site-unknown',
      'practitioner-unknown',
      'practice-not-filed',
      'department-not-accepted',
      'time-claimed',
      'travel-too-short',
      'room-taken',
      'plan-invalid',
      'date-past',
      'not-offered',
      'week-full',
      'visit-exists',
      'session-has-patients',
    ],
  },
  dismissProposal: {
    method: 'POST',
    path: '/coverage/proposals/{proposalId}/dismissal',
    summary: 'Set a proposal aside; it is not shown again',
    may: ['decide', 'Proposal'],
    params: z.object({ proposalId: id }),
    body: z.strictObject({ reason: z.enum(dismissReasons), words: z.string().trim().max(100).optional() }),
    answer: z.object({ proposalId: id }),
    refusals: ['proposal-unknown'],
  },
} as const satisfies Operations
