import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDayOf, calendarDays } from '#functions/scheduling/holidays.ts'
import { addDays, weekdayOf } from '#shared/kernel/calendar.ts'
import { occurrencesOf, planOn, type Template } from '#shared/scheduling/index.ts'
import { plan } from './support.ts'

const { date: _, ...timetable } = plan()
const template = (changed: Partial<Template> = {}): Template => ({
  ...timetable,
  templateId: 't-1',
  siteId: 'site-050',
  practitionerName: '陈思远',
  practitionerTitle: 'chief',
  version: 1,
  weekday: 2,
  everyWeeks: 1,
  validFrom: '2026-09-01',
  ...changed,
})
const dates = (found: ReturnType<typeof occurrencesOf>) => found.map(({ day }) => day.date)

describe("the days of the State Council's notice", async () => {
  it.each([
    ['2026-09-15', { kind: 'workday' }],
    ['2026-09-19', { kind: 'weekend' }],
    ['2026-09-20', { kind: 'make-up', name: '国庆节', nameEn: 'National Day' }],
    ['2026-09-25', { kind: 'holiday', name: '中秋', nameEn: 'Mid-autumn Festival' }],
    ['2026-10-01', { kind: 'holiday', name: '国庆节' }],
    ['2026-10-10', { kind: 'make-up', name: '国庆节' }],
  ])('%s', async (date, day) => {
    expect(await calendarDayOf(date)).toMatchObject({ date, ...day })
  })
})

describe('a run of the templates', async () => {
  it('takes every Tuesday, and every other one from the week in which the template begins', async () => {
    const days = await calendarDays('2026-09-07', 21)
    expect(dates(occurrencesOf([template()], days))).toEqual(['2026-09-08', '2026-09-15', '2026-09-22'])
    expect(dates(occurrencesOf([template({ everyWeeks: 2 })], days))).toEqual(['2026-09-15'])
    expect(dates(occurrencesOf([template({ validTo: '2026-09-14' })], days))).toEqual(['2026-09-08'])
  })

  it('is closed on holidays, and says which template would have run', async () => {
    const found = occurrencesOf([template({ weekday: 4 })], await calendarDays('2026-10-01', 1))
    expect(found).toMatchObject([{ closed: true, day: { kind: 'holiday' }, template: { templateId: 't-1' } }])
  })

  it("runs another weekday's timetable where somebody decided so, and closes where they decided that", async () => {
    const makeUp = await calendarDays('2026-09-20', 1)
    expect(occurrencesOf([template({ weekday: 4 })], makeUp)).toEqual([])
    expect(occurrencesOf([template({ weekday: 4 })], makeUp, [{ date: '2026-09-20', as: 4 }])).toMatchObject([
      { closed: false },
    ])
    const tuesday = await calendarDays('2026-09-15', 1)
    expect(occurrencesOf([template()], tuesday, [{ date: '2026-09-15', as: 'closed' }])).toMatchObject([
      { closed: true },
    ])
  })

  it('never runs outside its validity, on another weekday, or twice on a day', async () => {
    const rhythm = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      everyWeeks: fc.constantFrom(1 as const, 2 as const, 4 as const),
      begin: fc.integer({ min: -30, max: 30 }),
      lasts: fc.integer({ min: 0, max: 40 }),
    })
    const days = await calendarDays('2026-11-02', 56)
    fc.assert(
      fc.property(rhythm, ({ weekday, everyWeeks, begin, lasts }) => {
        const validFrom = addDays('2026-11-02', begin)
        const validTo = addDays(validFrom, lasts)
        const found = occurrencesOf([template({ weekday, everyWeeks, validFrom, validTo })], days)
        expect(new Set(dates(found)).size).toBe(found.length)
        for (const date of dates(found))
          expect(weekdayOf(date) === weekday && date >= validFrom && date <= validTo).toBe(true)
      }),
    )
  })

  it('makes a plan of the day without what belongs to the rhythm', async () => {
    expect(planOn(template(), '2026-09-15')).toEqual(plan({ date: '2026-09-15' }))
  })
})
