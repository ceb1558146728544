import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { instantOf, minuteAt } from '#shared/kernel/calendar.ts'
import { defaultPatientsSettings, isQuiet, leavesAt } from '#shared/patients/index.ts'

const at = (date: string, hour: number, minute = 0) => instantOf(date, hour * 60 + minute)
const monday = '2026-09-14'
const tuesday = '2026-09-15'

describe('when a message leaves', () => {
  it.each([
    ['at noon, at once', at(monday, 12), at(monday, 12)],
    ['a minute before nine in the evening, at once', at(monday, 20, 59), at(monday, 20, 59)],
    ['at nine in the evening, the next morning', at(monday, 21), at(tuesday, 8)],
    ['a minute before Beijing midnight, the next morning', at(monday, 23, 59), at(tuesday, 8)],
    ['at Beijing midnight, the same morning', at(tuesday, 0), at(tuesday, 8)],
    ['at eight, at once', at(tuesday, 8), at(tuesday, 8)],
  ])('%s', (_, now, expected) => {
    expect(leavesAt(now, false, defaultPatientsSettings)).toBe(expected)
  })

  it('is at once where it is urgent', () => {
    expect(leavesAt(at(monday, 3), true, defaultPatientsSettings)).toBe(at(monday, 3))
  })

  const minute = fc.integer({ min: 0, max: 1439 })
  test.prop([fc.integer({ min: 0, max: 4e12 }), minute, minute])(
    'is never in quiet hours, never before now and never more than a day later',
    (now, quietFrom, quietUntil) => {
      fc.pre(quietFrom !== quietUntil)
      const quiet = { quietFrom, quietUntil }
      const leaves = leavesAt(now, false, quiet)
      expect(isQuiet(minuteAt(leaves), quiet)).toBe(false)
      expect(leaves).toBeGreaterThanOrEqual(now)
      expect(leaves - now).toBeLessThanOrEqual(86_400_000)
    },
  )
})
