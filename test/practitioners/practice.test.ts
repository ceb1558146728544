import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/kernel/calendar.ts'
import {
  decideEnding,
  decideFiling,
  lastDayOf,
  type Practice,
  type PracticeFields,
  practiceHolds,
  practiceState,
} from '#shared/practitioners/index.ts'
import { filing, today } from './support.ts'

const filed = (more: Partial<Practice> = {}): Practice => filing(more)
const wanted = (more: Partial<PracticeFields> = {}): PracticeFields => ({
  siteId: 'site-050',
  basis: 'alliance',
  from: '2027-01-01',
  to: '2027-12-31',
  ...more,
})

describe('the state of a practice', () => {
  it.each([
    ['to-come', '2025-12-31'],
    ['in-force', '2026-01-01'],
    ['in-force', '2026-11-30'],
    ['expiring', '2026-12-01'],
    ['expiring', '2026-12-31'],
    ['expired', '2027-01-01'],
  ] as const)('is %s on %s', (state, day) => {
    expect(practiceState(filed(), day)).toBe(state)
  })

  it('is ended from the day after its end, and at once where it never began', () => {
    expect(practiceState(filed({ endedOn: today }), addDays(today, 1))).toBe('ended')
    expect(practiceState(filed({ from: '2027-01-01', to: '2027-12-31', endedOn: today }), today)).toBe(
      'ended',
    )
  })
})

describe('a filing', () => {
  it('follows another at the same site without a gap', () => {
    expect(decideFiling({ practices: [filed()] }, wanted(), today)).toEqual({ ok: true, value: wanted() })
  })

  it('does not overlap another at the same site, and names it', () => {
    const decision = decideFiling({ practices: [filed()] }, wanted({ from: '2026-12-31' }), today)
    expect(decision).toEqual({
      ok: false,
      reason: 'practice-overlaps',
      facts: { practiceId: 'p1', from: '2026-01-01', to: '2026-12-31' },
    })
  })

  it('may begin after an earlier end, or where the other never began', () => {
    expect(
      decideFiling({ practices: [filed({ endedOn: today })] }, wanted({ from: '2026-09-16' }), today).ok,
    ).toBe(true)
    const never = filed({ from: '2027-02-01', to: '2027-12-31', endedOn: today })
    expect(decideFiling({ practices: [never] }, wanted(), today).ok).toBe(true)
  })

  it('may be for another site at the same time', () => {
    expect(
      decideFiling({ practices: [filed()] }, wanted({ siteId: 'site-051', from: today }), today).ok,
    ).toBe(true)
  })

  it('is refused for a term that is over, and for one too long', () => {
    expect(
      decideFiling({ practices: [] }, wanted({ from: '2025-01-01', to: '2026-09-14' }), today),
    ).toMatchObject({
      reason: 'term-over',
    })
    expect(decideFiling({ practices: [] }, wanted({ to: '2099-01-01' }), today)).toMatchObject({
      reason: 'term-too-long',
    })
  })

  it('is refused where the entry holds forty', () => {
    const many = Array.from({ length: 40 }, (_, index) => filed({ siteId: `site-${index + 100}` }))
    expect(decideFiling({ practices: many }, wanted(), today)).toMatchObject({ reason: 'practices-full' })
  })
})

describe('an end', () => {
  it('is today or later, and within the term', () => {
    expect(decideEnding(filed(), today, today)).toEqual({ ok: true, value: today })
    expect(decideEnding(filed(), addDays(today, -1), today)).toMatchObject({ reason: 'outside-term' })
    expect(decideEnding(filed(), '2027-01-01', today)).toMatchObject({ reason: 'outside-term' })
  })

  it('is refused for what is over', () => {
    expect(decideEnding(filed(), '2027-01-02', '2027-01-02')).toMatchObject({ reason: 'practice-over' })
  })
})

const day = fc.nat(1200).map((days) => addDays('2026-01-01', days))
const site = fc.constantFrom('site-050', 'site-051')
const request = fc.record({ siteId: site, from: day, length: fc.nat(400) })

test.prop([fc.array(request, { maxLength: 25 }), day])(
  'never lets two practices at one site hold on the same day, whatever is filed in whatever order',
  (requests, on) => {
    const practices: Practice[] = []
    for (const [index, { siteId, from, length }] of requests.entries()) {
      const decision = decideFiling(
        { practices },
        wanted({ siteId, from, to: addDays(from, length) }),
        '2026-01-01',
      )
      if (decision.ok) practices.push(filed({ ...decision.value, practiceId: `p${index}` }))
    }
    for (const siteId of ['site-050', 'site-051']) {
      const holding = practices.filter((one) => one.siteId === siteId && practiceHolds(one, on))
      expect(holding.length).toBeLessThanOrEqual(1)
    }
  },
)

test.prop([day, fc.nat(400), fc.option(fc.nat(400), { nil: undefined }), day])(
  'holds exactly on the days whose state says so',
  (from, length, end, on) => {
    const one = filed({
      from,
      to: addDays(from, length),
      ...(end === undefined ? {} : { endedOn: addDays(from, end) }),
    })
    const state = practiceState(one, on)
    expect(state === 'in-force' || state === 'expiring').toBe(practiceHolds(one, on))
    expect(lastDayOf(one) <= one.to).toBe(true)
  },
)
