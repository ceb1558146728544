import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { inNeed, type Needy, populationOf } from '#shared/scheduling/index.ts'

const figure = { residents: 60_000, year: 2025, source: '公报', certainty: 'estimate' } as const
const needy = (siteId: string, changed: Partial<Needy> = {}): Needy => ({
  siteId,
  people: 0,
  accepted: true,
  weeks: [1, 0, 1, 0],
  ...changed,
})
const order = (...sites: Needy[]): string[] => sites.sort(inNeed).map(({ siteId }) => siteId)

describe('the people of a sub-district', () => {
  it('are counted for each half-day on which somebody comes, to any of its sites', () => {
    expect(populationOf(figure, 7)).toEqual({ ...figure, halfDays: 7, perHalfDay: 8571 })
  })

  it('have no such figure where nobody comes at all', () => {
    expect(populationOf(figure, 0)).toEqual({ ...figure, halfDays: 0 })
  })
})

describe('the order of need', () => {
  it('goes by who waits, then by whether somebody could be received, then by the weeks that are missing', () => {
    const few = needy('few', { people: 2 })
    const many = needy('many', { people: 9, accepted: false })
    const closed = needy('closed', { accepted: false, weeks: [0, 0, 0, 0] })
    const bare = needy('bare', { weeks: [0, 0, 0, 0] })
    expect(order(needy('other'), closed, bare, few, many)).toEqual(['many', 'few', 'bare', 'other', 'closed'])
  })

  it('then goes by the people for each half-day of the sub-district, a sub-district without any first', () => {
    const none = needy('none', { population: populationOf({ ...figure, residents: 9000 }, 0) })
    const crowded = needy('crowded', { population: populationOf(figure, 2) })
    const served = needy('served', { population: populationOf({ ...figure, residents: 90_000 }, 12) })
    const unknown = needy('unknown', { lastDay: '2026-01-01' })
    expect(order(unknown, served, crowded, none)).toEqual(['none', 'crowded', 'served', 'unknown'])
  })

  it('and last by how long nobody has been there', () => {
    const long = needy('long', { lastDay: '2026-07-01' })
    expect(order(needy('short', { lastDay: '2026-09-01' }), long, needy('never'))).toEqual([
      'never',
      'long',
      'short',
    ])
  })

  const some = fc.record({
    siteId: fc.uuid(),
    people: fc.nat(3),
    accepted: fc.boolean(),
    weeks: fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }),
    population: fc.option(
      fc
        .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(3))
        .map(([residents, halfDays]) => populationOf({ ...figure, residents }, halfDays)),
      { nil: undefined },
    ),
  })
  test.prop([fc.array(some, { minLength: 2, maxLength: 8 })])(
    'is the same whichever way the sites are given',
    (sites) => {
      const forth = [...sites].sort(inNeed).map(({ siteId }) => siteId)
      expect(
        [...sites]
          .reverse()
          .sort(inNeed)
          .map(({ siteId }) => siteId),
      ).toEqual(forth)
    },
  )
})
