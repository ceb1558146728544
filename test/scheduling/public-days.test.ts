import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDays } from '#functions/scheduling/holidays.ts'
import {
  type Cell,
  coverageOf,
  defaultSettings,
  emptyMonth,
  monthWith,
  type PublicSession,
  type PublicSite,
  parseSessionId,
  parseSlotId,
  publicMonth,
  publicSessionOf,
  type Session,
  type SiteDay,
  schedulingSettings,
  sessionIdOf,
  settingLines,
  slotIdOf,
} from '#shared/scheduling/index.ts'
import { plan } from './support.ts'

const site = (siteId: string, subdistrictCode = '110105025'): PublicSite => ({
  siteId,
  name: siteId,
  shortName: siteId,
  address: '',
  subdistrictCode,
  subdistrictName: '望京',
  lon: 116.4,
  lat: 39.9,
})
const shown = (siteId: string, date: string, changed: Partial<PublicSession> = {}): PublicSession => ({
  sessionId: `${siteId}.${date.replaceAll('-', '')}.a`,
  siteId,
  date,
  time: { start: 540, end: 720 },
  kind: 'general',
  practitionerName: '陈思远',
  practitionerTitle: 'chief',
  releaseAt: 0,
  state: 'published',
  cells: [],
  ...changed,
})
const siteDay = (siteId: string, date: string, ...sessions: PublicSession[]): SiteDay => ({
  siteId,
  date,
  site: site(siteId),
  sessions,
})
const september = emptyMonth('2026-09', await calendarDays('2026-09-01', 30), 1)

describe('what the public sees', () => {
  const session = {
    ...plan(),
    sessionId: 'site-050.20260916.a',
    siteId: 'site-050',
    state: 'published',
    practitionerName: '陈思远',
    practitionerTitle: 'chief',
    releaseAt: 5,
  } as Session
  const cell = (number: number, pool: Cell['pool'], state: Cell['state']): Cell => ({
    number,
    pool,
    state,
    time: { start: 540 + number, end: 560 },
    releaseAt: 0,
    slotId: 's',
  })

  it('is the public numbers, free or not, and nothing of the others', () => {
    const cells = [cell(3, 'public', 'arrived'), cell(1, 'public', 'free'), cell(2, 'clinic', 'free')]
    expect(publicSessionOf(session, cells, 0)?.cells).toEqual([
      [1, 541, 1],
      [3, 543, 0],
    ])
    expect(Object.keys(publicSessionOf(session, cells, 0) ?? {})).not.toContain('room')
  })

  it('is nothing of a draft', () => {
    expect(publicSessionOf({ ...session, state: 'draft' }, [], 0)).toBeUndefined()
  })
})

describe('the published month', () => {
  it('forgets what it said of a site-day that is told anew, and keeps the rest in order', () => {
    const first = monthWith(
      september,
      [
        siteDay('b', '2026-09-16', shown('b', '2026-09-16')),
        siteDay('a', '2026-09-17', shown('a', '2026-09-17')),
      ],
      2,
    )
    expect(first.sessions.map(({ siteId }) => siteId)).toEqual(['b', 'a'])
    const second = monthWith(first, [siteDay('b', '2026-09-16')], 3)
    expect(second).toMatchObject({ madeAt: 3, sites: [{ siteId: 'a' }], sessions: [{ siteId: 'a' }] })
  })

  it('says the same in whatever order and however often its site-days are told', () => {
    const day = fc.record({ siteId: fc.constantFrom('a', 'b', 'c'), day: fc.integer({ min: 10, max: 14 }) })
    fc.assert(
      fc.property(fc.array(day, { maxLength: 12 }), (days) => {
        const told = days.map(({ siteId, day: date }) =>
          siteDay(siteId, `2026-09-${date}`, shown(siteId, `2026-09-${date}`)),
        )
        const forth = told.reduce((month, one) => monthWith(month, [one], 1), september)
        const back = [...told, ...told]
          .reverse()
          .reduce((month, one) => monthWith(month, [one], 1), september)
        expect(back).toEqual(forth)
        expect(publicMonth.parse(forth)).toEqual(forth)
      }),
    )
  })

  it('leaves out what is of another month and sites without a position', () => {
    const changed = [
      siteDay('a', '2026-10-01', shown('a', '2026-10-01')),
      { ...siteDay('b', '2026-09-02', shown('b', '2026-09-02')), site: undefined },
    ]
    expect(monthWith(september, changed, 1)).toMatchObject({ sites: [], sessions: [] })
  })
})

describe('coverage', () => {
  it('counts half-days by sub-district and week; two sessions at once are one, stopped ones none', () => {
    const told = [
      siteDay(
        'a',
        '2026-09-15',
        shown('a', '2026-09-15'),
        shown('a', '2026-09-15', { sessionId: 'x' }),
        shown('a', '2026-09-15', { sessionId: 'y', time: { start: 810, end: 900 } }),
      ),
      siteDay('a', '2026-09-22', shown('a', '2026-09-22', { state: 'stopped' })),
    ]
    const month = monthWith(september, told, 1)
    expect(coverageOf([month], ['110105025', '110105024'], '2026-09-14', 2)).toEqual([
      { code: '110105025', halfDays: [2, 0] },
      { code: '110105024', halfDays: [0, 0] },
    ])
  })
})

describe('ids', () => {
  it('say where a number is, and come back as they went', () => {
    const key = fc.record({
      siteId: fc.stringMatching(/^[a-z][a-z0-9-]{2,12}$/),
      date: fc
        .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10)),
      suffix: fc.stringMatching(/^[0-9a-z]{4,8}$/),
      number: fc.integer({ min: 1, max: 60 }),
    })
    fc.assert(
      fc.property(key, (one) => {
        const { number, ...session } = one
        expect(parseSlotId(slotIdOf(one))).toEqual(one)
        expect(parseSessionId(sessionIdOf(session))).toEqual({ ...session })
        expect(number).toBeGreaterThan(0)
      }),
    )
  })

  it('are unknown, never an error, where they are something else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => [parseSlotId(text), parseSessionId(text)]).not.toThrow()
      }),
    )
    for (const wrong of [
      'site-050',
      'site-050.20260931.a',
      'site-050.20261301.a',
      'a.b.20260916.c',
      'site-050.20260916.A',
    ])
      expect(parseSessionId(wrong)).toBeUndefined()
  })
})

describe('the settings', () => {
  it('each say what they are for, where they come from and how sure that is', () => {
    const lines = settingLines(defaultSettings)
    expect(lines).toHaveLength(Object.keys(schedulingSettings).length)
    for (const line of lines) expect(line.description && line.source && line.certainty).toBeTruthy()
    expect(lines.find(({ name }) => name === 'cancelMinute')).toMatchObject({
      value: 900,
      certainty: 'recalled',
    })
  })
})
