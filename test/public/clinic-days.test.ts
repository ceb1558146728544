import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  earliest,
  freeIn,
  joined,
  nearestTo,
  offersOf,
  shownDates,
  shownMonths,
  slotIdOf,
} from '#frontends/public/clinic-days.ts'
import { districtOf } from '#frontends/public/district.ts'
import { aroundPlace, fittingRadius, within } from '#frontends/public/nearby.ts'
import { byDay, bySite, firstUseful, neighbours } from '#frontends/public/place-days.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { slotIdOf as contractSlotId, parseSlotId } from '#shared/scheduling/index.ts'
import {
  afternoon,
  datun,
  laiguangying,
  monthOf,
  now,
  sessionAt,
  shuangjing,
  today,
  wangjing,
} from './support.ts'

const daysOf = (...sessions: ReturnType<typeof sessionAt>[]) => joined([monthOf(sessions)], now)
const offered = (...sessions: ReturnType<typeof sessionAt>[]) => offersOf(daysOf(...sessions), now, wangjing)

describe('what is offered', () => {
  it('shows today and the thirteen days after it', () => {
    expect(shownDates(now)).toHaveLength(14)
    expect(shownDates(now)[0]).toBe(today)
    expect(
      offered(sessionAt({ site: wangjing, ahead: 13 }), sessionAt({ site: wangjing, ahead: 14 })),
    ).toHaveLength(1)
  })

  it('turns the day at midnight in Beijing, which is 16:00 UTC', () => {
    expect(shownDates(Date.parse('2026-09-15T15:59:00Z'))[0]).toBe('2026-09-15')
    expect(shownDates(Date.parse('2026-09-15T16:00:00Z'))[0]).toBe('2026-09-16')
  })

  it('needs the next month’s file only where the days reach into it', () => {
    expect(shownMonths(now)).toEqual(['2026-09'])
    expect(shownMonths(instantOf('2026-09-20'))).toEqual(['2026-09', '2026-10'])
  })

  it('has no numbers before they are released', () => {
    const [offer] = offered(sessionAt({ site: wangjing, ahead: 3, pattern: '11', releaseAt: now + 1 }))
    expect(offer).toMatchObject({ phase: 'later', free: [] })
    expect(offered(sessionAt({ site: wangjing, ahead: 3, pattern: '11', releaseAt: now }))[0]?.phase).toBe(
      'open',
    )
  })

  it('offers nothing of a stopped session', () => {
    expect(
      offered(sessionAt({ site: wangjing, ahead: 3, pattern: '11', state: 'stopped' }))[0],
    ).toMatchObject({ phase: 'stopped', free: [] })
  })

  it('leaves out numbers that have begun and sessions that are over', () => {
    const early = sessionAt({ site: wangjing, ahead: 0, start: 480, pattern: '11' })
    expect(offered(early)[0]?.free).toEqual([{ number: 2, start: 495 }])
    expect(offersOf(daysOf(early), instantOf(today, 480 + 180), wangjing)).toEqual([])
  })

  property.prop([
    fc.integer({ min: -3, max: 30 }),
    fc.stringMatching(/^[01]{1,20}$/),
    fc.integer({ min: 0, max: 1439 }),
  ])('never offers a number that is taken, begun or not released', (ahead, pattern, minute) => {
    const clock = instantOf(today, minute)
    const session = sessionAt({ site: wangjing, ahead, pattern })
    for (const { free, session: own } of offersOf(joined([monthOf([session])], clock), clock, wangjing))
      for (const one of free) {
        expect(own.cells.find(([number]) => number === one.number)?.[2]).toBe(1)
        expect(instantOf(own.date, one.start)).toBeGreaterThan(clock)
        expect(own.releaseAt).toBeLessThanOrEqual(clock)
      }
  })
})

describe('the earliest place', () => {
  it('is the earliest, and of two at the same time the nearer', () => {
    const far = sessionAt({ site: datun, ahead: 1, pattern: '1' })
    const near = sessionAt({ site: wangjing, ahead: 1, pattern: '1' })
    expect(earliest(offered(far, near))?.site.siteId).toBe(wangjing.siteId)
    expect(
      earliest(offered(sessionAt({ site: datun, ahead: 0, start: afternoon, pattern: '1' }), near))?.site
        .siteId,
    ).toBe(datun.siteId)
  })

  it('is none where nothing is free', () => {
    expect(earliest(offered(sessionAt({ site: wangjing, ahead: 1, pattern: '000' })))).toBeUndefined()
  })
})

describe('a number that has gone', () => {
  it('gives way to the nearest that is free', () => {
    const free = [570, 630, 720].map((start, index) => ({ number: index + 1, start }))
    expect(nearestTo(free, 585)?.start).toBe(570)
    expect(nearestTo(free, 640)?.start).toBe(630)
    expect(nearestTo([], 640)).toBeUndefined()
  })

  it('is named as the contract names it', () => {
    const id = slotIdOf('site-026.20260916.am3', 4)
    const key = parseSlotId(id)
    expect(key && contractSlotId(key)).toBe(id)
  })
})

describe('a sub-district', () => {
  it('looks as far as it must to find a session at all', () => {
    expect(fittingRadius(offered(sessionAt({ site: wangjing, ahead: 1 })))).toBe(3)
    expect(fittingRadius(offered(sessionAt({ site: shuangjing, ahead: 1 })))).toBe(50)
  })

  it('carries its own radius and one step more', () => {
    const data = daysOf(sessionAt({ site: wangjing, ahead: 1 }), sessionAt({ site: shuangjing, ahead: 1 }))
    expect(aroundPlace(data, wangjing, now).sites.map(({ shortName }) => shortName)).toEqual(['望京'])
    expect(aroundPlace(data, shuangjing, now).sites.map(({ shortName }) => shortName)).toEqual(['双井'])
  })

  it('lists a day by distance and offers the days with places around it', () => {
    const data = joined([monthOf()], now)
    const days = byDay(data, within(offersOf(data, now, wangjing), 3), now)
    expect(days[2]?.offers.map(({ site }) => site.shortName)).toEqual(['望京', '望京', '大屯'])
    const around = neighbours(days, addDays(today, 3))
    expect([around.before?.day.date, around.after?.day.date]).toEqual(['2026-09-17', '2026-09-19'])
    expect(firstUseful(days)).toBe(today)
  })

  it('groups the same offers by place, the nearest first', () => {
    const offers = within(offersOf(joined([monthOf()], now), now, wangjing), 3)
    const groups = bySite(offers)
    expect(groups.map(({ site }) => site.shortName)).toEqual(['望京', '东湖', laiguangying.shortName, '大屯'])
    expect(groups.flatMap(({ offers: own }) => own)).toHaveLength(offers.length)
  })
})

describe('the district', () => {
  it('counts the same places by day and in all', () => {
    const data = joined([monthOf()], now)
    const district = districtOf(data, now)
    expect(district.days.reduce((sum, { free }) => sum + free, 0)).toBe(freeIn(offersOf(data, now)))
    expect(district.places.reduce((sum, { free }) => sum + free, 0)).toBe(freeIn(offersOf(data, now)))
  })

  it('says what it is where nothing is free', () => {
    const { places } = districtOf(
      daysOf(sessionAt({ site: wangjing, ahead: 1, pattern: '11', releaseAt: now + 1 })),
      now,
    )
    expect(places[0]).toMatchObject({ free: 0, phase: 'later' })
  })
})
