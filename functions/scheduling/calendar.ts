import icalendar, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { instantOf } from '#shared/kernel/calendar.ts'
import { isNumbered } from '#shared/scheduling/index.ts'
import type { Clinic, Work } from './projections.ts'
import type { Guard } from './records.ts'
import { filled, type Language, wordsIn } from './words.ts'

const prodId = { company: 'xinlian', product: 'scheduling', language: 'ZH' }

interface Dated {
  readonly date: string
  readonly time: { readonly start: number; readonly end: number }
}
const when = ({ date, time }: Dated) => ({
  start: new Date(instantOf(date, time.start)),
  end: new Date(instantOf(date, time.end)),
})

/** Times in UTC (RFC 5545 §3.3.5, form 2): every reader shows them in its own zone without a table of zones. */
export function appointmentCalendar(
  guard: Guard,
  clinic: Clinic | undefined,
  host: string,
  language: Language,
  now: number,
): string {
  const words = wordsIn(language).calendar
  const { code, room, number } = guard
  const calendar = icalendar({ prodId, method: ICalCalendarMethod.PUBLISH })
  calendar.createEvent({
    ...when(guard),
    id: `${guard.appointmentId}@${host}`,
    sequence: guard.sequence,
    stamp: new Date(now),
    status:
      guard.state === 'cancelled' || guard.stopped ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: words.appointment,
    description: filled(words.appointmentDescription, {
      code,
      room: roomIn(words, room),
      number: String(number),
    }),
    location: placeOf(guard.siteName, clinic),
  })
  return calendar.toString()
}

/** `2` is said as 2 诊室; a room that has a name of its own keeps it. */
const roomIn = (words: { readonly room: string }, room: string): string =>
  isNumbered(room) ? filled(words.room, { room }) : room

const placeOf = (name: string, clinic: Clinic | undefined): string =>
  [name, clinic?.address].filter(Boolean).join(' ')

/** Summaries say 出诊 and nothing more: calendars are shown on screens that others see. */
export function feedCalendar(
  sessions: readonly { work: Work; version: number }[],
  host: string,
  language: Language,
  now: number,
): string {
  const words = wordsIn(language).calendar
  const calendar = icalendar({ prodId, name: words.feedName, ttl: 3600, method: ICalCalendarMethod.PUBLISH })
  for (const { work, version } of sessions)
    calendar.createEvent({
      ...when(work),
      id: `${work.sessionId}@${host}`,
      sequence: version,
      stamp: new Date(now),
      status: statusOf(work),
      summary: words.duty,
      location: [work.siteName, work.room, work.address].filter(Boolean).join(' '),
    })
  return calendar.toString()
}

function statusOf({ state }: Work): ICalEventStatus {
  if (state === 'draft') return ICalEventStatus.TENTATIVE
  return state === 'published' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED
}
