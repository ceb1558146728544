import { describe, expect, it } from 'vitest'
import { marksOf } from '#frontends/alliance/expiry/axis.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import { today } from './support.ts'

const inDays = (days: number): string => addDays(today, days)

describe('the axis of practices that end', () => {
  const practice = (name: string, days: number, siteShortName: string) => ({
    practitionerId: name,
    name,
    practice: { lastDay: inDays(days), siteShortName },
  })

  it('joins what one person loses on one day, and places what is near with more room', () => {
    const marks = marksOf(
      [
        practice('甲', 42, '双井'),
        practice('甲', 42, '劲松'),
        practice('乙', 5, '望京'),
        practice('丙', 90, '小关'),
      ],
      inDays(0),
    )
    expect(marks.map(({ name, sites, tone }) => [name, sites, tone])).toEqual([
      ['乙', ['望京'], 'danger'],
      ['甲', ['双井', '劲松'], 'quiet'],
      ['丙', ['小关'], 'quiet'],
    ])
    expect(marks[0]?.at).toBeCloseTo(0.0714, 3)
    expect(marks[2]?.at).toBe(1)
  })

  it('puts labels that would touch into different lanes', () => {
    const marks = marksOf([practice('甲', 20, '双井'), practice('乙', 21, '望京')], inDays(0))
    expect(new Set(marks.map(({ lane }) => lane)).size).toBe(2)
  })
})
