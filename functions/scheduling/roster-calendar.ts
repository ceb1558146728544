import ICAL from 'ical.js'
import { addDays, dateAt, daysBetween, daysFrom, minuteAt } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import {
  isBeijingZone,
  parseSessionId,
  placeNamed,
  type ReadRoster,
  type RosterFault,
  type RosterGround,
  type RosterKind,
  type RosterPerson,
  type RosterRow,
  rosterKindOf,
  unreadableRoster,
} from '#shared/scheduling/index.ts'

interface CalendarRange {
  readonly from: string
  readonly to: string
  readonly host: string
}

/** Occurrences that one rule may have us count: a duty of every day for twenty years, and no rule of seconds. */
const mostSteps = 7500
/** The longest event that is believed, in days. */
const longestDays = 92

/**
 * A person's calendar (RFC 5545) as duties: all-day events are leave, timed ones what their categories or summary say, in
 * Beijing's days. Recurrences with their exceptions are laid out within the range; what is cancelled, what claims no time
 * and our own sessions coming back are passed over. No summary is kept.
 */
export function readRosterCalendar(text: string, range: CalendarRange, ground: RosterGround): ReadRoster {
  const [person, ...others] = ground.people
  if (!person || others.length > 0) return unreadableRoster('practitioner-missing')
  const calendars = parsed(text)
  if (!calendars) return unreadableRoster('not-icalendar')
  const setting: Setting = { range, person, ground }
  const read = calendars.flatMap(seriesIn).map((series) => readSeries(series, setting))
  return {
    count: read.length,
    rows: read.flatMap(({ rows }) => rows),
    errors: read.flatMap(({ error }) => error ?? []),
    skipped: read.filter(({ rows, error }) => rows.length === 0 && !error).length,
    assumedPlaces: read.filter(({ placeAssumed }) => placeAssumed).length,
  }
}

interface Setting {
  readonly range: CalendarRange
  readonly person: RosterPerson
  readonly ground: RosterGround
}

function parsed(text: string): ICAL.Component[] | undefined {
  try {
    const found = ICAL.parse(text) as unknown[]
    const roots = (Array.isArray(found[0]) ? found : [found]) as ConstructorParameters<
      typeof ICAL.Component
    >[0][]
    const calendars = roots.map((root) => new ICAL.Component(root)).filter(({ name }) => name === 'vcalendar')
    return calendars.length > 0 ? calendars : undefined
  } catch {
    return undefined
  }
}

interface Series {
  readonly line: number
  readonly main: ICAL.Component
  readonly exceptions: readonly ICAL.Component[]
}

/** Events by their UID: the one that recurs with the ones that stand for single occurrences of it. */
function seriesIn(calendar: ICAL.Component): Series[] {
  const events = calendar.getAllSubcomponents('vevent').map((event, index) => ({ event, line: index + 1 }))
  const byUid = Map.groupBy(events, ({ event, line }) => uidOf(event) || `event ${line}`)
  return [...byUid.values()].flatMap((group) => {
    const mains = group.filter(({ event }) => !event.hasProperty('recurrence-id'))
    const exceptions = group.filter(({ event }) => event.hasProperty('recurrence-id'))
    const [main] = mains
    return main
      ? [{ line: main.line, main: main.event, exceptions: exceptions.map(({ event }) => event) }]
      : exceptions.map(({ event, line }) => ({ line, main: event, exceptions: [] }))
  })
}

const textOf = (event: ICAL.Component, name: string): string =>
  String(event.getFirstPropertyValue(name) ?? '').trim()
const uidOf = (event: ICAL.Component): string => textOf(event, 'uid')

/** An instant of Beijing: day, and minutes after its midnight. */
interface Moment {
  readonly date: string
  readonly minute: number
}

function momentOf(time: ICAL.Time, zone: string | undefined): Moment | undefined {
  const known = time.zone?.tzid ?? 'floating'
  if (known !== 'floating' && !isBeijingZone(known) && !isBeijingZone(zone ?? '')) {
    const instant = time.toUnixTime() * 1000
    return { date: dateAt(instant), minute: minuteAt(instant) }
  }
  if (zone !== undefined && !isBeijingZone(zone) && known === 'floating') return undefined
  const pad = (figure: number, width: number) => String(figure).padStart(width, '0')
  return {
    date: `${pad(time.year, 4)}-${pad(time.month, 2)}-${pad(time.day, 2)}`,
    minute: time.isDate ? 0 : time.hour * 60 + time.minute,
  }
}

interface ReadSeries {
  readonly rows: readonly RosterRow[]
  readonly error?: RosterFault
  readonly placeAssumed?: boolean
}
const nothing: ReadSeries = { rows: [] }

function readSeries({ line, main, exceptions }: Series, setting: Setting): ReadSeries {
  const { range, person } = setting
  if (claimsNoTime(main) || isOurs(uidOf(main), range.host)) return nothing
  const event = new ICAL.Event(main, { strictExceptions: false, exceptions: [...exceptions] })
  const occurring = occurrencesOf(event, range)
  if (!occurring) return { rows: [], error: faultOf(line, 'too-many-rows', person) }
  const found = occurring.filter(({ item }) => !claimsNoTime(item))
  const read = found.map((occurrence) => dutiesOf(occurrence, setting))
  if (read.includes(undefined)) return { rows: [], error: faultOf(line, 'zone-unknown', person) }
  const rows = read.flatMap((duties) => duties ?? []).map((duty) => ({ ...duty, line }))
  const within = rows.filter(({ date }) => range.from <= date && date <= range.to)
  const placeAssumed = within.length > 0 && found.some(({ item }) => !knowsPlace(item, setting))
  return { rows: within, placeAssumed }
}

/** The days of one occurrence; undefined where its zone is none that is known. */
function dutiesOf(
  { item, start, end, recurrence }: Occurrence,
  setting: Setting,
): Omit<RosterRow, 'line'>[] | undefined {
  const [from, to] = [momentOf(start, zoneOf(item, 'dtstart')), momentOf(end, zoneOf(item, 'dtend'))]
  if (!from || !to) return undefined
  const kind = kindOf(item, start.isDate)
  const placeId = kind === 'leave' ? undefined : placeOf(textOf(item, 'location'), setting)
  return daysOf(from, to).map(({ date, time }) => ({
    external: [uidOf(item), recurrence, daysBetween(from.date, date)].join('|'),
    practitionerId: setting.person.practitionerId,
    date,
    time,
    kind,
    ...(placeId === undefined ? {} : { placeId }),
  }))
}

const knowsPlace = (item: ICAL.Component, { ground }: Setting): boolean => {
  const location = textOf(item, 'location')
  return location === '' || placeNamed(location, ground.places) !== undefined
}

const faultOf = (
  line: number,
  reason: RosterFault['reason'],
  { practitionerId }: RosterPerson,
): RosterFault => ({ line, reason, practitionerId })

/** Cancelled, or there for information only (RFC 5545 §3.8.2.7). */
const claimsNoTime = (event: ICAL.Component): boolean =>
  /^cancelled$/i.test(textOf(event, 'status')) || /^transparent$/i.test(textOf(event, 'transp'))

/** A session of ours that went out by a feed or file: its id is ours, whatever the host was called then. */
const isOurs = (uid: string, host: string): boolean =>
  uid.endsWith(`@${host}`) || parseSessionId(uid.split('@')[0] ?? '') !== undefined

const zoneOf = (event: ICAL.Component, name: string): string | undefined => {
  const property = event.getFirstProperty(name) ?? event.getFirstProperty('dtstart')
  const zone: unknown = property?.getParameter('tzid')
  return typeof zone === 'string' ? zone : undefined
}

function kindOf(event: ICAL.Component, allDay: boolean): RosterKind {
  if (allDay) return 'leave'
  const words = [textOf(event, 'categories'), textOf(event, 'summary')]
  return words.map(rosterKindOf).find((kind) => kind !== undefined) ?? 'hospital-duty'
}

const placeOf = (location: string, { ground, person }: Setting): string | undefined =>
  (placeNamed(location, ground.places) ?? placeNamed(person.mainOrganisationId, ground.places))?.siteId

interface Occurrence {
  readonly item: ICAL.Component
  readonly start: ICAL.Time
  readonly end: ICAL.Time
  /** Which occurrence of its series it is: the time that the rule gives it. */
  readonly recurrence: string
}

/** Undefined where the rule has more occurrences than anybody has duties. */
function occurrencesOf(event: ICAL.Event, { from, to }: CalendarRange): Occurrence[] | undefined {
  const { component: item, startDate: start, endDate: end } = event
  if (!event.isRecurring()) return start && end ? [{ item, start, end, recurrence: '' }] : []
  const [before, beyond] = [addDays(from, -longestDays), addDays(to, movedDays)]
  const found: Occurrence[] = []
  const iterator = event.iterator()
  let steps = 0
  for (let next = iterator.next(); next; next = iterator.next()) {
    const date = next.toString().slice(0, 10)
    if (date > beyond) break
    if (++steps > mostSteps) return undefined
    if (date >= before) found.push(occurrenceAt(event, next))
  }
  return found
}

function occurrenceAt(event: ICAL.Event, time: ICAL.Time): Occurrence {
  const { item, startDate: start, endDate: end, recurrenceId } = event.getOccurrenceDetails(time)
  return { item: item.component, start, end, recurrence: recurrenceId.toString() }
}

/** How far an exception may have been moved ahead and still be found. */
const movedDays = 31

interface DayPart {
  readonly date: string
  readonly time: Interval
}

/** What lies between two moments, by days; nothing where they are the same or too far apart to be believed. */
function daysOf(from: Moment, to: Moment): DayPart[] {
  const count = daysBetween(from.date, to.date)
  if (count < 0 || count > longestDays) return []
  return daysFrom(from.date, count + 1).flatMap((date, index) => {
    const time = { start: index === 0 ? from.minute : 0, end: index === count ? to.minute : 1440 }
    return time.start < time.end ? [{ date, time }] : []
  })
}
