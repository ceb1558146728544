import { describe, expect, it } from 'vitest'
import { addMonths, dateFrom, minuteFrom, weeksOf } from '../../frontends/kit/fields/time-text.ts'

const today = '2026-09-15'

describe('a typed time', () => {
  it.each([
    ['9:45', 585],
    ['9.45', 585],
    ['9：45', 585],
    ['945', 585],
    ['0945', 585],
    ['9点45分', 585],
    ['9点', 540],
    ['9', 540],
    ['23:59', 1439],
  ])('%s is read as minutes after midnight', (text, minute) => {
    expect(minuteFrom(text)).toBe(minute)
  })

  it.each(['', '24:00', '9:60', '九点', '99', '12345'])('"%s" is not a time', (text) => {
    expect(minuteFrom(text)).toBeUndefined()
  })
})

describe('a typed day', () => {
  it.each([
    ['9/16', '2026-09-16'],
    ['9.16', '2026-09-16'],
    ['9月16日', '2026-09-16'],
    ['916', '2026-09-16'],
    ['16', '2026-09-16'],
    ['14', '2026-10-14'],
    ['2026-12-01', '2026-12-01'],
    ['20261201', '2026-12-01'],
    ['26-12-1', '2026-12-01'],
    ['1/2', '2027-01-02'],
    ['2/29', '2028-02-29'],
  ])('%s is the next such day', (text, date) => {
    expect(dateFrom(text, today)).toBe(date)
  })

  it.each(['', '13/40', '2026-02-30', '下周', '32'])('"%s" is not a day', (text) => {
    expect(dateFrom(text, today)).toBeUndefined()
  })
})

describe('a month', () => {
  it('begins on a Monday and holds only weeks that belong to it', () => {
    const weeks = weeksOf('2026-09')
    expect(weeks[0]?.[0]).toBe('2026-08-31')
    expect(weeks).toHaveLength(5)
    expect(weeks.at(-1)?.[6]).toBe('2026-10-04')
  })

  it('is counted across the turn of the year', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
  })
})
