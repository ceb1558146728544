import * as z from 'zod'
import { calendarDay, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { clinicKind, practitionerDay, sessionWithSlots } from './model.ts'
import { settingLine } from './settings.ts'

const bySite = z.object({ siteId: id })
const siteDay = z.object({ siteId: id, date: isoDate })
const byPractitioner = z.object({ practitionerId: id })
/** Of files: the language of their headings and summaries. */
const language = z.object({ lang: z.enum(['zh-CN', 'en']).default('zh-CN') })

/** 候诊屏: numbers and rooms, never names. */
export const queueScreen = z.object({
  siteName: z.string(),
  date: isoDate,
  rooms: z.array(
    z.object({
      sessionId: id,
      room: z.string(),
      halfDay: z.enum(['morning', 'afternoon']),
      calling: z.array(z.int()),
      next: z.array(z.int()),
      waiting: z.int(),
      /** The number that was called last, again too, and when; while it is with the doctor. */
      lastCall: z.object({ number: z.int(), at: z.number() }).optional(),
      /** 过号: called, not come, called again later. */
      passed: z.array(z.int()).optional(),
    }),
  ),
})

/** What people look at: days, weeks, choices, calendars, rules. */
export const listOperations = {
  readDayList: {
    method: 'GET',
    path: '/sites/{siteId}/days/{date}',
    summary: "The site's day: sessions with numbers and patients",
    may: ['read', 'DayList'],
    params: siteDay,
    answer: z.object({ day: calendarDay, sessions: z.array(sessionWithSlots) }),
  },
  exportDayList: {
    method: 'GET',
    path: '/sites/{siteId}/days/{date}/list.xlsx',
    summary: 'The day list as a spreadsheet, phones masked',
    may: ['export', 'DayList'],
    params: siteDay,
    query: language,
    answer: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  },
  readQueue: {
    method: 'GET',
    path: '/sites/{siteId}/days/{date}/queue',
    summary: 'Numbers and rooms for the waiting room, no names',
    may: ['read', 'Session'],
    params: siteDay,
    answer: queueScreen,
    refusals: ['site-unknown'],
  },
  readMyWeek: {
    method: 'GET',
    path: '/practitioners/{practitionerId}/week',
    summary:
      "The practitioner's commitments over all sites, 1–28 days; sessions with counts, not with their numbers",
    may: ['read', 'Week'],
    params: byPractitioner,
    query: z.object({ from: isoDate, days: z.coerce.number().int().min(1).max(28).default(7) }),
    answer: z.object({ days: z.array(practitionerDay) }),
  },
  readMyDay: {
    method: 'GET',
    path: '/practitioners/{practitionerId}/days/{date}',
    summary: "The practitioner's own day list over all sites",
    may: ['read', 'DayList'],
    params: z.object({ practitionerId: id, date: isoDate }),
    answer: z.object({ day: calendarDay, sessions: z.array(sessionWithSlots) }),
  },
  readFeedAddress: {
    method: 'GET',
    path: '/practitioners/{practitionerId}/calendar',
    summary: "The secret address of the practitioner's calendar feed",
    may: ['subscribe', 'Calendar'],
    params: byPractitioner,
    answer: z.object({ url: z.string() }),
  },
  readFeed: {
    method: 'GET',
    path: '/calendars/{feed}',
    summary: "A practitioner's sessions as an iCalendar feed (RFC 5545)",
    may: 'anyone',
    params: z.object({ feed: z.string().min(20).max(400) }),
    query: language,
    answer: { mediaType: 'text/calendar; charset=utf-8' },
    refusals: ['feed-unknown'],
  },
  listChoices: {
    method: 'GET',
    path: '/sites/{siteId}/choices',
    summary: 'Who may hold sessions here: practitioners filed at this site, departments accepted',
    may: ['read', 'Session'],
    params: bySite,
    refusals: ['site-unknown'],
    answer: z.object({
      siteName: z.string(),
      departments: z.array(z.object({ departmentId: id, name: z.string(), accepted: z.boolean() })),
      practitioners: z.array(
        z.object({
          practitionerId: id,
          name: z.string(),
          title: z.string(),
          kinds: z.array(clinicKind),
          initials: z.string(),
          from: isoDate,
          to: isoDate.optional(),
        }),
      ),
    }),
  },
  readSettings: {
    method: 'GET',
    path: '/settings',
    summary: 'The rules in force here, each with its source and how sure it is',
    may: 'anyone',
    answer: z.object({ settings: z.array(settingLine) }),
  },
} as const satisfies Operations
