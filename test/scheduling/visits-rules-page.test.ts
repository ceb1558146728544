import { describe, expect, it } from 'vitest'
import { blankOffer, checkedOffer, offerFormOf } from '#frontends/scheduling/offers/form.ts'
import { base64Of, formatOf } from '#frontends/scheduling/rosters/file.ts'
import { askFormOf, checkedAsk } from '#frontends/scheduling/visits/ask-form.ts'
import { leftFor, standsFor } from '#frontends/scheduling/visits/badges.ts'
import { grouped, helpOf, reasonOf } from '#frontends/scheduling/visits/candidates.ts'
import { lineOf } from '#frontends/scheduling/visits/day-line.ts'
import { now, today } from './pages.ts'
import { candidateOf, visitOf, wednesday } from './visits-pages.ts'

const asked = { start: 810, end: 990 }
const wanted = { date: wednesday, half: 'afternoon', time: asked, kind: 'child' } as const

describe('the day line', () => {
  it('draws the road from the duty before, in minutes, up to the window', () => {
    const spans = [{ kind: 'hospital-duty', time: { start: 480, end: 720 }, travelMinutes: 38 }] as const
    const parts = lineOf(candidateOf('林若溪', { spans: [...spans] }), asked)
    expect(parts).toEqual([
      { kind: 'busy', at: 0, width: 40, duty: 'hospital-duty' },
      { kind: 'road', at: 40, width: expect.closeTo(6.33, 1), minutes: 38 },
      { kind: 'book', at: 55, width: 30 },
    ])
  })

  it('hatches the minutes that the road lacks, at the side of the duty that they are lacking to', () => {
    const blocking = { kind: 'hospital-duty', time: { start: 480, end: 790 } } as const
    const late = candidateOf('唐砚秋', { can: 'other-start', missingMinutes: 14, blocking })
    expect(lineOf(late, asked).at(-1)).toMatchObject({
      kind: 'clash',
      at: 55,
      width: expect.closeTo(2.33, 1),
    })
    const after = { kind: 'panel-duty', time: { start: 1000, end: 1080 } } as const
    const early = candidateOf('唐砚秋', { can: 'no', missingMinutes: 12, blocking: after })
    expect(lineOf(early, asked).at(-1)).toMatchObject({ kind: 'clash', at: 83 })
  })

  it('hatches where another duty lies in the window, and cuts at eight and at six', () => {
    const spans = [{ kind: 'hospital-duty', time: { start: 420, end: 1140 } }] as const
    const parts = lineOf(candidateOf('周明哲', { can: 'no', spans: [...spans] }), asked)
    expect(parts[0]).toMatchObject({ kind: 'busy', at: 0, width: 100 })
    expect(parts.at(-1)).toEqual({ kind: 'clash', at: 55, width: 30 })
  })
})

describe('who can come', () => {
  it('puts those with another start among those who cannot, with the way out', () => {
    const other = candidateOf('唐砚秋', {
      can: 'other-start',
      reason: 'travel-short',
      missingMinutes: 14,
      feasibleStart: 825,
    })
    expect(grouped([candidateOf('林若溪'), other]).map(({ group }) => group)).toEqual(['book', 'no'])
    expect(reasonOf(other, wednesday)).toEqual({ key: 'travel-short', facts: { minutes: 14 } })
    expect(helpOf(other, 'child')).toEqual({ key: 'other-start', facts: { time: 825 } })
  })

  it('tells a filing that is over from one that never was', () => {
    const over = candidateOf('许安然', { can: 'no', reason: 'not-filed', filedUntil: '2026-09-10' })
    expect(reasonOf(over, wednesday)).toEqual({ key: 'filing-over', facts: { date: '2026-09-10' } })
    expect(reasonOf(candidateOf('许安然', { can: 'no', reason: 'not-filed' }), wednesday).key).toBe(
      'not-filed',
    )
  })

  it('begins later and with fewer numbers where only another start would do', () => {
    const usual = visitOf().plan
    const form = askFormOf(candidateOf('唐砚秋', { can: 'other-start', feasibleStart: 870 }), wanted, usual)
    expect(form).toMatchObject({ start: 870, end: 990, public: 3, clinic: 3, referral: 2, room: '1' })
    expect(checkedAsk(form, wanted, usual)).toMatchObject({
      plan: { time: { start: 870, end: 990 }, quotas: { public: 3 }, departmentId: 'dep-1' },
    })
    form.public = 9
    expect(checkedAsk(form, wanted, usual)).toEqual({ faults: {}, fault: { code: 'too-short', most: 8 } })
  })
})

describe('a request', () => {
  it('stands for the proposed day while that is open', () => {
    const counter = { date: '2026-09-23', time: asked }
    expect(standsFor(visitOf({ state: 'countered', counter })).date).toBe('2026-09-23')
    expect(standsFor(visitOf({ state: 'declined', counter })).date).toBe(wednesday)
  })

  it('says how long there is time: hours, then minutes, then none', () => {
    expect(leftFor({ answerBy: now + 6.3 * 3_600_000 }, now)).toEqual({ unit: 'hours', n: 6, presses: true })
    expect(leftFor({ answerBy: now + 61_000 }, now)).toEqual({ unit: 'minutes', n: 2, presses: true })
    expect(leftFor({ answerBy: now - 1 }, now).unit).toBe('over')
    expect(leftFor({ answerBy: now + 72 * 3_600_000 }, now)).toEqual({ unit: 'days', n: 3, presses: false })
  })
})

describe('an offer', () => {
  it('names the fields that are missing, and hours of the other half-day', () => {
    expect(checkedOffer({ ...blankOffer(today), kinds: [] })).toMatchObject({ faults: { kinds: true } })
    expect(checkedOffer({ ...blankOffer(today), where: 'sites' })).toMatchObject({
      faults: { 'where.siteIds': true },
    })
    expect(checkedOffer({ ...blankOffer(today), start: 540, end: 720 })).toEqual({
      faults: {},
      fault: 'half-mismatch',
    })
  })

  it('comes back out of its form as it went in', () => {
    const form = {
      ...blankOffer(today),
      where: 'areas' as const,
      areaCodes: ['110105001'],
      sitesAWeek: 2,
      words: ' 三点后 ',
    }
    const verdict = checkedOffer(form)
    const plan = 'plan' in verdict ? verdict.plan : undefined
    expect(plan).toMatchObject({
      where: { type: 'areas', areaCodes: ['110105001'] },
      words: '三点后',
      visitsAWeek: 1,
    })
    const named = { offerId: 'w3.a.x', practitionerId: 'p', name: '陈思远', title: 'chief', initials: 'csy' }
    const offer = { ...named, organisationId: 'o', organisationName: '安定', version: 1 }
    expect(checkedOffer(offerFormOf({ ...offer, ...(plan as NonNullable<typeof plan>) }, today))).toEqual({
      plan,
    })
  })
})

describe('a roster file', () => {
  it('goes as base64 byte for byte, and is a calendar by its name or its first line', () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
    expect(Buffer.from(base64Of(bytes), 'base64').equals(Buffer.from(bytes))).toBe(true)
    expect(formatOf('a.ICS', bytes)).toBe('icalendar')
    expect(formatOf('x', new TextEncoder().encode('BEGIN:VCALENDAR\r\n'))).toBe('icalendar')
    expect(formatOf('x.csv', bytes)).toBe('csv')
  })
})
