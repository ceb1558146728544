import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import { type Claim, claimKinds, decideClaim } from '#shared/kernel/claim.ts'
import { contains } from '#shared/kernel/interval.ts'
import {
  type Asking,
  answerUntil,
  comingOf,
  decideTerms,
  type Lacking,
  leftIn,
  movedPlan,
  type Offer,
  type OpenDay,
  offeredAt,
  offeredOn,
  type Person,
  parseOfferId,
  parseProposalId,
  proposalIdOf,
  proposalsFor,
  seriesDates,
  usualQuotas,
  whoCanCome,
  wholePlan,
} from '#shared/scheduling/index.ts'
import { thursday } from './visits-support.ts'

const today = '2026-09-15'
const travel = (from: string, to: string): number => (from === to ? 0 : 40)
const asking: Asking = { today, travel }

const offer = (changed: Partial<Offer> = {}): Offer => ({
  offerId: 'w4.a.abc123',
  practitionerId: 'p',
  name: '林若溪',
  title: 'chief',
  initials: 'lrx',
  organisationId: 'hospital',
  organisationName: '安定医院',
  on: { type: 'weekly', weekday: 4, everyWeeks: 1 },
  half: 'afternoon',
  time: { start: 780, end: 1080 },
  kinds: ['child'],
  where: { type: 'district' },
  mode: 'book',
  noticeDays: 0,
  validFrom: '2026-09-01',
  version: 1,
  ...changed,
})
const person = (changed: Partial<Person> = {}): Person => ({
  practitionerId: 'p',
  name: '林若溪',
  title: 'chief',
  initials: 'lrx',
  kinds: ['child'],
  terms: [{ from: '2026-01-01', to: '2026-12-31' }],
  offers: [offer()],
  commitments: [],
  week: { sessionIds: [] },
  ...changed,
})
const wanted = {
  siteId: 'site-050',
  areaCode: '110105025',
  date: thursday,
  time: { start: 810, end: 990 },
  kind: 'child',
} as const
const duty = (start: number, end: number, placeId = 'hospital'): Claim => ({
  claimId: `duty-${start}`,
  kind: 'hospital-duty',
  placeId,
  time: { start, end },
})

describe('who can come', () => {
  const can = (changed: Partial<Person>, more = {}) =>
    comingOf({ ...wanted, ...more }, person(changed), asking)

  it('comes with what is left of the gap after the road', () => {
    expect(can({ commitments: [duty(480, 720)] })).toMatchObject({ can: 'book', marginMinutes: 50 })
    expect(can({})).not.toHaveProperty('marginMinutes')
  })

  it('cannot come without a term of practice on that day, and is shown until when there was one', () => {
    const terms = [{ from: '2026-01-01', to: '2026-09-10' }]
    expect(can({ terms })).toMatchObject({ can: 'no', reason: 'not-filed', filedUntil: '2026-09-10' })
  })

  it('cannot come for want of 14 minutes of road, and could from 13:45 on', () => {
    expect(can({ commitments: [duty(480, 784)] })).toMatchObject({
      can: 'other-start',
      reason: 'travel-short',
      missingMinutes: 14,
      feasibleStart: 825,
      mode: 'book',
    })
  })

  it('is on duty all day, on leave, or out at another clinic: kind and time alone are told', () => {
    const { spans, ...told } = can({ commitments: [duty(480, 1020)] })
    expect(told).toMatchObject({ can: 'no', reason: 'on-duty', blocking: { kind: 'hospital-duty' } })
    expect(spans).toEqual([{ kind: 'hospital-duty', time: { start: 480, end: 1020 }, travelMinutes: 40 }])
    const leave: Claim = { claimId: 'l', kind: 'leave', time: { start: 0, end: 1440 } }
    expect(can({ commitments: [leave] })).toMatchObject({ can: 'no', reason: 'on-leave' })
  })

  it('is asked where the patients are others than offered or the notice is short', () => {
    expect(can({}, { kind: 'sleep' })).toMatchObject({ can: 'ask', reason: 'kind-not-offered' })
    expect(can({ offers: [offer({ noticeDays: 3 })] })).toMatchObject({
      can: 'ask',
      reason: 'notice-too-short',
    })
    expect(can({ offers: [offer({ noticeDays: 2 })] })).toMatchObject({ can: 'book' })
  })

  it('has a full week by sites or by visits; a second day at the same site is no other site', () => {
    const week = { sessionIds: ['site-051.20260915.abc', 'site-052.20260916.abc'] }
    expect(can({ week, offers: [offer({ sitesAWeek: 2 })] })).toMatchObject({
      can: 'no',
      reason: 'week-full',
    })
    const again = { sessionIds: ['site-050.20260915.abc', 'site-052.20260916.abc'] }
    expect(can({ week: again, offers: [offer({ sitesAWeek: 2 })] })).toMatchObject({
      can: 'book',
      leftThisWeek: 1,
    })
    expect(can({ week: again, offers: [offer({ visitsAWeek: 2 })] })).toMatchObject({ reason: 'week-full' })
  })

  it('comes to the areas and sites that the offer names', () => {
    const areas: Partial<Offer> = { where: { type: 'areas', areaCodes: ['110105025'] } }
    const elsewhere: Partial<Offer> = { where: { type: 'sites', siteIds: ['site-051'] } }
    expect(can({ offers: [offer(areas)] }).can).toBe('book')
    expect(can({ offers: [offer(elsewhere)] })).toMatchObject({ can: 'no', reason: 'not-offered-here' })
  })

  it('stands in order: at once, after asking, with another start, not at all', () => {
    const people = [
      person({ practitionerId: 'no', terms: [] }),
      person({ practitionerId: 'other', commitments: [duty(480, 784)] }),
      person({ practitionerId: 'ask', offers: [offer({ mode: 'ask' })] }),
      person({ practitionerId: 'far', commitments: [duty(480, 600)] }),
      person({ practitionerId: 'near', commitments: [duty(480, 600, 'site-050')] }),
    ]
    expect(whoCanCome(wanted, people, asking).map(({ practitionerId }) => practitionerId)).toEqual([
      'near',
      'far',
      'ask',
      'other',
      'no',
    ])
  })
})

const minute = fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15)
const interval = fc
  .tuple(minute, minute)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
const places = ['site-050', 'site-051', 'hospital'] as const
const claim = fc.record({
  claimId: fc.uuid(),
  kind: fc.constantFrom(...claimKinds),
  placeId: fc.constantFrom(...places),
  time: interval,
}) satisfies fc.Arbitrary<Claim>
/** A day as claims let it become: each one fits with those before. */
const day = fc.array(claim, { maxLength: 5 }).map((claims) => {
  const kept: Claim[] = []
  for (const one of claims) if (decideClaim(kept, one, travel).ok) kept.push(one)
  return kept.sort((a, b) => a.time.start - b.time.start)
})
const anyOffer = fc.record({
  time: interval,
  mode: fc.constantFrom('book' as const, 'ask' as const),
  noticeDays: fc.integer({ min: 0, max: 5 }),
  sitesAWeek: fc.integer({ min: 1, max: 3 }),
})
const anyPerson = fc
  .record({ commitments: day, offers: fc.array(anyOffer, { maxLength: 3 }) })
  .map(({ commitments, offers }) => person({ commitments, offers: offers.map((one) => offer(one)) }))

describe('whoever is shown as able', () => {
  test.prop([anyPerson, interval])(
    'is let in by the claim, at the asked time or the named start',
    (one, time) => {
      const found = comingOf({ ...wanted, time }, one, asking)
      if (found.can === 'no') return
      const start = found.feasibleStart ?? time.start
      const wish: Claim = {
        claimId: 'w',
        kind: 'clinic-visit',
        placeId: 'site-050',
        time: { start, end: time.end },
      }
      expect(decideClaim(one.commitments, wish, travel).ok).toBe(true)
      expect(one.offers.some((offered) => contains(offered.time, wish.time))).toBe(true)
    },
  )

  test.prop([anyPerson, interval])('is taken at once only where an offer lets them be', (one, time) => {
    const found = comingOf({ ...wanted, time }, one, asking)
    if (found.can !== 'book') return
    expect(one.offers.some(({ mode, noticeDays }) => mode === 'book' && noticeDays <= 2)).toBe(true)
  })

  test.prop([anyPerson, interval])(
    'shows of other commitments kind, time and road, and nothing else',
    (one, time) => {
      for (const span of comingOf({ ...wanted, time }, one, asking).spans)
        expect(Object.keys(span).sort()).toEqual(['kind', 'time', 'travelMinutes'])
    },
  )

  test.prop([day, interval, interval])(
    'two asks that overlap are never both accepted',
    (commitments, a, b) => {
      fc.pre(a.start < b.end && b.start < a.end)
      const claims = [a, b].map(
        (time, index): Claim => ({
          claimId: `v${index}`,
          kind: 'clinic-visit',
          placeId: places[index] ?? '',
          time,
        }),
      )
      const kept = [...commitments]
      for (const one of claims) if (decideClaim(kept, one, travel).ok) kept.push(one)
      expect(kept.filter(({ claimId }) => claimId.startsWith('v')).length).toBeLessThan(2)
    },
  )
})

const sites: Lacking[] = ['site-050', 'site-051', 'site-052'].map((siteId) => ({
  siteId,
  areaCode: '110105025',
  kind: 'child',
}))
const openDays: OpenDay[] = ['2026-09-16', '2026-09-17'].flatMap((date) => [
  { date, half: 'morning' as const, time: { start: 540, end: 720 } },
  { date, half: 'afternoon' as const, time: { start: 810, end: 990 } },
])
const crowd = fc.array(
  fc.record({
    days: fc.tuple(day, day),
    limit: fc.integer({ min: 1, max: 3 }),
    mode: fc.constantFrom('book' as const, 'ask' as const),
  }),
  { minLength: 1, maxLength: 4 },
)

describe('proposals', () => {
  const propose = (peopleFor: Parameters<typeof proposalsFor>[1]['peopleFor'], more: object = {}) =>
    proposalsFor(sites, {
      ...asking,
      days: openDays,
      peopleFor,
      taken: new Set(['site-050 2026-09-16 morning']),
      dismissed: new Set(),
      perSite: 3,
      farthest: 60,
      ...more,
    })

  it('for several sites together come by one person where one can, even where another is nearer', () => {
    const offers = [3, 4].map((weekday) =>
      offer({ time: { start: 0, end: 1440 }, on: { type: 'weekly', weekday, everyWeeks: 1 } }),
    )
    const people = (siteId: string, { date }: OpenDay) => [
      person({ practitionerId: 'a', offers }),
      person({
        practitionerId: 'b',
        offers,
        commitments: siteId === 'site-051' && date === '2026-09-17' ? [duty(480, 720, siteId)] : [],
      }),
    ]
    const who = (more: object) =>
      propose(people, { perSite: 1, ...more }).map(({ drafts }) => drafts[0]?.key.practitionerId)
    expect(who({}).slice(0, 2)).toEqual(['a', 'b'])
    expect(who({ together: true }).slice(0, 2)).toEqual(['a', 'a'])
  })

  test.prop([crowd])('never clash: all of them could be agreed one after the other', (people) => {
    const at = (index: number, date: string) => people[index]?.days[date === '2026-09-16' ? 0 : 1] ?? []
    const found = propose((_, { date }) =>
      people.map(({ limit, mode }, index) =>
        person({
          practitionerId: `p${index}`,
          commitments: at(index, date),
          offers: [1, 2, 3, 4, 5].map((weekday) =>
            offer({
              mode,
              visitsAWeek: limit,
              time: { start: 0, end: 1440 },
              on: { type: 'weekly', weekday, everyWeeks: 1 },
            }),
          ),
        }),
      ),
    ).flatMap(({ drafts }) => drafts)
    const days = new Map<string, Claim[]>()
    const visits = new Map<string, number>()
    const halves = new Set<string>()
    for (const {
      key,
      day: { half },
    } of found) {
      const index = Number(key.practitionerId.slice(1))
      const mark = `${key.practitionerId} ${key.date}`
      const others = days.get(mark) ?? at(index, key.date)
      const wish: Claim = {
        claimId: `n${days.size} ${key.siteId}`,
        kind: 'clinic-visit',
        placeId: key.siteId,
        time: key.time,
      }
      expect(decideClaim(others, wish, travel).ok).toBe(true)
      days.set(mark, [...others, wish])
      visits.set(key.practitionerId, (visits.get(key.practitionerId) ?? 0) + 1)
      expect(visits.get(key.practitionerId)).toBeLessThanOrEqual(people[index]?.limit ?? 0)
      expect(halves.has(`${key.siteId} ${key.date} ${half}`)).toBe(false)
      halves.add(`${key.siteId} ${key.date} ${half}`)
    }
    expect(halves.has('site-050 2026-09-16 morning')).toBe(false)
  })

  it('take the shortest added road first and say what the road costs', () => {
    const offers = [3, 4].map((weekday) =>
      offer({ time: { start: 0, end: 1440 }, on: { type: 'weekly', weekday, everyWeeks: 1 } }),
    )
    const [first] = propose((siteId, { date }) => [
      person({
        practitionerId: 'a',
        offers,
        commitments: date === '2026-09-17' ? [duty(480, 720, siteId)] : [],
      }),
    ])
    expect(first?.drafts[0]).toMatchObject({
      key: { date: '2026-09-17', practitionerId: 'a' },
      travel: { added: 0, before: 0 },
      visitOfWeek: 1,
    })
  })

  it('say what stands in the way where nobody can come', () => {
    const [first] = propose(() => [
      person({ practitionerId: 'a', offers: [] }),
      person({ practitionerId: 'b', terms: [] }),
    ])
    expect([...(first?.hindered ?? [])]).toEqual([
      ['not-offered-here', 1],
      ['not-filed', 1],
    ])
  })

  it('carry all they are about in their id', () => {
    const key = { siteId: 'site-050', date: thursday, time: { start: 810, end: 990 }, practitionerId: 'x00k' }
    expect(parseProposalId(proposalIdOf(key))).toEqual(key)
    const moved = { ...key, from: { siteId: 'site-051', suffix: 'k3f8a2' } }
    expect(parseProposalId(proposalIdOf(moved))).toEqual(moved)
    for (const wrong of ['', 'site-050', 'site-050.20269999.810-990.x', 'site-050.20260917.990-810.x'])
      expect(parseProposalId(wrong)).toBeUndefined()
  })
})

describe('an offer', () => {
  it('holds on its weekday, every so many weeks from its first, within its days', () => {
    const every = offer({ on: { type: 'weekly', weekday: 4, everyWeeks: 2 }, validTo: '2026-10-15' })
    const days = [
      '2026-09-03',
      '2026-09-10',
      '2026-09-17',
      '2026-10-15',
      '2026-10-29',
      '2026-08-20',
      '2026-09-18',
    ]
    expect(days.filter((date) => offeredOn(every, date))).toEqual(['2026-09-03', '2026-09-17', '2026-10-15'])
    expect(offeredOn(offer({ on: { type: 'date', date: thursday } }), thursday)).toBe(true)
    expect(offeredAt(offer(), { siteId: 'any', areaCode: '1' })).toBe(true)
  })

  it('is found by its id', () => {
    expect(parseOfferId('w4.a.abc123')).toEqual({ list: 'w4', half: 'afternoon', suffix: 'abc123' })
    expect(parseOfferId('2026-09-17.m.x1')).toEqual({ list: '2026-09-17', half: 'morning', suffix: 'x1' })
    for (const wrong of ['w9.a.abc', 'w4.x.abc', 'w4.a.', 'w4']) expect(parseOfferId(wrong)).toBeUndefined()
  })

  it('that is taken at once goes before one that is asked for', () => {
    const both = [offer({ mode: 'ask', offerId: 'w4.a.1' }), offer({ mode: 'book', offerId: 'w4.a.2' })]
    const decision = decideTerms(both, wanted, { sessionIds: [] }, today)
    expect(decision).toMatchObject({ ok: true, value: { mode: 'book', offer: { offerId: 'w4.a.2' } } })
    expect(leftIn({}, { sessionIds: [] }, 'site-050')).toBeUndefined()
  })
})

describe('a plan', () => {
  test.prop([interval, fc.integer({ min: 5, max: 60 })])(
    'of a visit fills its time with numbers of all channels',
    (time, minutes) => {
      const { public: open, clinic, referral } = usualQuotas(time, minutes)
      expect(open + clinic + referral).toBe(Math.min(40, Math.floor((time.end - time.start) / minutes)))
      expect(Math.min(open, clinic, referral)).toBeGreaterThanOrEqual(0)
    },
  )

  test.prop([interval])('that is moved to a shorter time keeps the public numbers longest', (time) => {
    const plan = wholePlan(
      'p',
      { date: thursday, time: { start: 810, end: 990 }, kind: 'child' },
      { departmentId: 'd', room: '1' },
    )
    const { quotas, slotMinutes } = movedPlan(plan, { date: '2026-09-18', time })
    const total = quotas.public + quotas.clinic + quotas.referral
    expect(total).toBeLessThanOrEqual(Math.max(0, Math.floor((time.end - time.start) / slotMinutes)))
    if (quotas.public < plan.quotas.public) expect(quotas.clinic + quotas.referral).toBe(0)
  })

  it('of a series names its days', () => {
    expect(seriesDates(thursday, 2, '2026-10-20')).toEqual(['2026-09-17', '2026-10-01', '2026-10-15'])
    expect(seriesDates(thursday, 1, '2026-09-01')).toEqual([])
  })
})

describe('the time to answer', () => {
  const at = (date: string, hour: number) => instantOf(date, hour * 60)
  const visit = { date: thursday, time: { start: 810, end: 990 } }
  it('is 48 hours, at latest noon of the day before, at least six hours, and never into the visit', () => {
    expect(answerUntil(visit, at('2026-09-10', 9))).toBe(at('2026-09-12', 9))
    expect(answerUntil(visit, at('2026-09-15', 9))).toBe(at('2026-09-16', 12))
    expect(answerUntil(visit, at('2026-09-16', 10))).toBe(at('2026-09-16', 16))
    expect(answerUntil(visit, at(thursday, 9))).toBe(instantOf(thursday, 690))
    expect(answerUntil(visit, at(thursday, 12))).toBeUndefined()
  })
})
