import { describe, expect, it } from 'vitest'
import { feedCalendar } from '#functions/scheduling/calendar.ts'
import { readRosterCalendar } from '#functions/scheduling/roster-calendar.ts'
import type { RosterGround } from '#shared/scheduling/index.ts'
import { morning } from './support.ts'

const range = { from: '2026-09-15', to: '2026-10-15', host: 'xinlian.example.org' }
const person = { practitionerId: 'prac-1', name: '陈思远', mainOrganisationId: 'site-056' }
const ground: RosterGround = {
  people: [person],
  places: [
    { siteId: 'site-056', name: '北京安定医院', shortName: '安定' },
    { siteId: 'site-050', name: '望京社区卫生服务中心', shortName: '望京' },
  ],
}

const calendar = (...events: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//hospital//duty//ZH',
    ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.trim().split('\n'), 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')

const read = (...events: readonly string[]) => readRosterCalendar(calendar(...events), range, ground)
const times = (...events: readonly string[]) =>
  read(...events).rows.map(({ date, time, kind }) => [date, time.start, time.end, kind])

const wards = `UID:ward-1
DTSTART;TZID=Asia/Shanghai:20260916T080000
DTEND;TZID=Asia/Shanghai:20260916T120000
SUMMARY:查房
LOCATION:安定`

describe('a calendar as a roster', () => {
  it('has each event on its Beijing day, at its place, and no word of its summary', () => {
    const { rows, errors } = read(wards)
    expect(errors).toEqual([])
    expect(rows).toEqual([
      {
        line: 1,
        external: 'ward-1||0',
        practitionerId: 'prac-1',
        date: '2026-09-16',
        time: { start: 480, end: 720 },
        kind: 'hospital-duty',
        placeId: 'site-056',
      },
    ])
  })

  it('reads UTC and floating times, and zones that the file describes, in Beijing’s time', () => {
    const utc = 'UID:u\nDTSTART:20260916T000000Z\nDTEND:20260916T040000Z\nSUMMARY:授课'
    const floating = 'UID:f\nDTSTART:20260917T080000\nDURATION:PT4H\nSUMMARY:值班'
    expect(times(utc, floating)).toEqual([
      ['2026-09-16', 480, 720, 'teaching'],
      ['2026-09-17', 480, 720, 'hospital-duty'],
    ])
  })

  it('lays out a weekly duty with its exceptions, a moved one where it is now', () => {
    const weekly = `UID:w
DTSTART;TZID=Asia/Shanghai:20260817T080000
DTEND;TZID=Asia/Shanghai:20260817T120000
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE;TZID=Asia/Shanghai:20260928T080000
SUMMARY:专家门诊`
    const moved = `UID:w
RECURRENCE-ID;TZID=Asia/Shanghai:20261005T080000
DTSTART;TZID=Asia/Shanghai:20261006T130000
DTEND;TZID=Asia/Shanghai:20261006T170000
SUMMARY:专家门诊`
    const cancelled = `UID:w
RECURRENCE-ID;TZID=Asia/Shanghai:20261012T080000
DTSTART;TZID=Asia/Shanghai:20261012T080000
DTEND;TZID=Asia/Shanghai:20261012T120000
STATUS:CANCELLED`
    expect(times(weekly, moved, cancelled)).toEqual([
      ['2026-09-21', 480, 720, 'hospital-duty'],
      ['2026-10-06', 780, 1020, 'hospital-duty'],
    ])
    const ids = read(weekly, moved, cancelled).rows.map(({ external }) => external)
    expect(new Set(ids).size).toBe(2)
    expect(ids[1]).toContain('2026-10-05')
  })

  it('takes all-day events for leave, day by day, and a night for two days', () => {
    const leave = 'UID:l\nDTSTART;VALUE=DATE:20260921\nDTEND;VALUE=DATE:20260924\nSUMMARY:年假'
    const night = 'UID:n\nDTSTART:20260925T170000\nDTEND:20260926T080000\nSUMMARY:夜班'
    expect(times(leave, night)).toEqual([
      ['2026-09-21', 0, 1440, 'leave'],
      ['2026-09-22', 0, 1440, 'leave'],
      ['2026-09-23', 0, 1440, 'leave'],
      ['2026-09-25', 1020, 1440, 'hospital-duty'],
      ['2026-09-26', 0, 480, 'hospital-duty'],
    ])
  })

  it('passes over what is cancelled, what claims no time, and what is outside the range', () => {
    const { rows, skipped } = read(
      'UID:c\nDTSTART:20260916T080000\nDTEND:20260916T120000\nSTATUS:CANCELLED',
      'UID:t\nDTSTART;VALUE=DATE:20260916\nTRANSP:TRANSPARENT\nSUMMARY:生日',
      'UID:o\nDTSTART:20270101T080000\nDTEND:20270101T120000',
    )
    expect(rows).toEqual([])
    expect(skipped).toBe(3)
  })

  it('does not take our own sessions back that a feed has brought into the calendar', () => {
    const work = {
      sessionId: 'site-050.20260916.k3f8a',
      siteName: '望京',
      address: '',
      room: '2 诊室',
      date: '2026-09-16',
      time: { start: 540, end: 720 },
      state: 'published' as const,
    }
    for (const host of [range.host, 'another-name.example.org']) {
      const feed = feedCalendar([{ work, version: 1 }], host, 'zh-CN', morning)
      expect(feed).toContain('BEGIN:VEVENT')
      expect(readRosterCalendar(feed, range, ground)).toMatchObject({ count: 1, rows: [], skipped: 1 })
    }
  })

  it('names an event in a zone that nobody knows, and takes the others', () => {
    const strange =
      'UID:s\nDTSTART;TZID=Mars/Olympus:20260916T080000\nDTEND;TZID=Mars/Olympus:20260916T090000'
    const { rows, errors } = read(strange, wards)
    expect(errors).toMatchObject([{ line: 1, reason: 'zone-unknown', practitionerId: 'prac-1' }])
    expect(rows).toHaveLength(1)
  })

  it('reads a described zone of another country by its own rules', () => {
    const zone = `BEGIN:VTIMEZONE
TZID:Tokyo
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE`
    const event = 'UID:z\nDTSTART;TZID=Tokyo:20260916T090000\nDTEND;TZID=Tokyo:20260916T130000'
    const text = calendar(event).replace('BEGIN:VEVENT', `${zone}\r\nBEGIN:VEVENT`)
    expect(readRosterCalendar(text, range, ground).rows).toMatchObject([{ time: { start: 480, end: 720 } }])
  })

  it('is not read where it is no calendar, or several people’s', () => {
    expect(readRosterCalendar('not a calendar', range, ground).errors).toEqual([
      { line: 1, reason: 'not-icalendar' },
    ])
    const two = { ...ground, people: [person, { ...person, practitionerId: 'prac-2' }] }
    expect(readRosterCalendar(calendar(wards), range, two).errors).toMatchObject([
      { reason: 'practitioner-missing' },
    ])
  })

  it('names a rule that never ends, and takes the others', () => {
    const endless = 'UID:e\nDTSTART:20000101T000000Z\nDTEND:20000101T000001Z\nRRULE:FREQ=SECONDLY'
    const { errors, rows } = read(endless, wards)
    expect(errors).toMatchObject([{ line: 1, reason: 'too-many-rows' }])
    expect(rows).toHaveLength(1)
  })

  it('follows a duty of every day since many years', () => {
    const daily = 'UID:d\nDTSTART:20080101T080000\nDTEND:20080101T120000\nRRULE:FREQ=DAILY'
    expect(read(daily).rows).toHaveLength(31)
  })
})
