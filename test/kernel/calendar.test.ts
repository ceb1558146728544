import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dateAt,
  daysBetween,
  instantOf,
  minuteAt,
  mondayOf,
  weekdayOf,
} from '#shared/kernel/calendar.ts'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('a Beijing day', () => {
  it('begins at 16:00 UTC of the day before', () => {
    expect(dateAt(Date.parse('2026-09-14T15:59:59.999Z'))).toBe('2026-09-14')
    expect(dateAt(Date.parse('2026-09-14T16:00:00.000Z'))).toBe('2026-09-15')
    expect(minuteAt(Date.parse('2026-09-14T16:00:00Z'))).toBe(0)
    expect(instantOf('2026-09-15', 480)).toBe(Date.parse('2026-09-15T00:00:00Z'))
  })

  it('knows its weekday and its Monday', () => {
    expect([weekdayOf('2026-09-15'), weekdayOf('2026-09-20'), mondayOf('2026-09-20')]).toEqual([
      2,
      7,
      '2026-09-14',
    ])
  })

  test.prop([day, fc.integer({ min: 0, max: 1439 })])(
    'and a minute of it are one instant and back',
    (date, minute) => {
      expect([dateAt(instantOf(date, minute)), minuteAt(instantOf(date, minute))]).toEqual([date, minute])
    },
  )

  test.prop([day, fc.integer({ min: -800, max: 800 })])(
    'plus some days minus them is itself',
    (date, days) => {
      expect(addDays(addDays(date, days), -days)).toBe(date)
      expect(daysBetween(date, addDays(date, days))).toBe(days)
    },
  )
})
