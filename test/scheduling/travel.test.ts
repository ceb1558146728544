import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  knowingAll,
  noRoads,
  type Roads,
  roadBetween,
  withRoad,
  withRoads,
} from '#shared/scheduling/index.ts'

const sites = ['a', 'b', 'c'] as const
const estimate = (from: string, to: string) => (from === 'c' || to === 'c' ? undefined : 25)

const measured = (...roads: readonly (readonly [string, string, number])[]): Roads[] => [
  ...withRoads(
    [],
    roads.map(([from, to, minutes]) => ({ from, to, minutes })),
  ),
]
const roadIn = (roads: readonly Roads[], from: string, to: string) =>
  roadBetween(new Map(roads.map((one) => [one.siteId, one])), from, to, estimate, 5)

describe('the road between two sites', () => {
  it('is as measured, else as measured for the way back, else estimated, else what the settings say', () => {
    expect(roadIn(measured(['a', 'b', 40]), 'a', 'b')).toEqual({ minutes: 40, source: 'given' })
    expect(roadIn(measured(['a', 'b', 40]), 'b', 'a')).toEqual({ minutes: 40, source: 'way-back' })
    expect(roadIn(measured(['a', 'b', 40], ['b', 'a', 55]), 'b', 'a')).toEqual({
      minutes: 55,
      source: 'given',
    })
    expect(roadIn([], 'a', 'b')).toEqual({ minutes: 25, source: 'estimate' })
    expect(roadIn([], 'a', 'c')).toEqual({ minutes: 5, source: 'unknown' })
  })

  it('is told by the item of either end alone', () => {
    const both = measured(['a', 'b', 40])
    for (const one of both) expect(roadIn([one], 'a', 'b')).toEqual({ minutes: 40, source: 'given' })
  })

  it('is estimated again once it is forgotten', () => {
    const [a, b] = withRoad([noRoads('a'), noRoads('b')], 40)
    expect(roadIn(withRoad([a, b], undefined), 'a', 'b')).toEqual({ minutes: 25, source: 'estimate' })
  })

  const site = fc.constantFrom(...sites)
  const road = fc
    .record({ from: site, to: site, minutes: fc.integer({ min: 1, max: 300 }) })
    .filter(({ from, to }) => from !== to)
  const roads = fc.array(road, { maxLength: 12 })
  const pairs = sites.flatMap((from) => sites.flatMap((to) => (from === to ? [] : [{ from, to }])))
  const merged = (before: readonly Roads[], changed: readonly Roads[]) => [
    ...before.filter((one) => !changed.some(({ siteId }) => siteId === one.siteId)),
    ...changed,
  ]

  test.prop([roads, roads])('is the last one measured, whichever import said it', (first, second) => {
    const before = withRoads([], first)
    const table = merged(before, withRoads(before, second))
    for (const { from, to } of pairs) {
      const last = [...first, ...second].findLast((one) => one.from === from && one.to === to)
      const found = roadIn(table, from, to)
      if (last) expect(found).toEqual({ minutes: last.minutes, source: 'given' })
      else expect(found.source).not.toBe('given')
    }
  })

  test.prop([roads, roads])('changes each end once, and not at all where it is known', (first, second) => {
    const before = withRoads([], first)
    const changed = withRoads(before, second)
    const versionOf = (siteId: string) => before.find((one) => one.siteId === siteId)?.version ?? 0
    for (const { siteId, version } of changed) expect(version).toBe(versionOf(siteId) + 1)
    const table = merged(before, changed)
    const known = table.flatMap(({ siteId: from, to: goals }) =>
      Object.entries(goals).map(([to, minutes]) => ({ from, to, minutes })),
    )
    expect(withRoads(table, known)).toEqual([])
  })
})

describe('the places that know all roads of some days', () => {
  const place = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const driven = fc.array(fc.tuple(place, place), { maxLength: 14 })

  test.prop([driven])('are an end of each road, each only once', (roads) => {
    const found = knowingAll(roads)
    expect(new Set(found).size).toBe(found.length)
    for (const [from, to] of roads)
      expect(from === to || found.includes(from) || found.includes(to)).toBe(true)
  })

  test.prop([fc.array(place, { maxLength: 9 })])('are one where all set out from the same', (places) => {
    expect(knowingAll(places.map((to) => ['hospital', to]))).toEqual(places.length > 0 ? ['hospital'] : [])
  })
})
