import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { distanceKm, estimateTravel, estimateWalk } from '#shared/alliance/index.ts'

const wangjing = { lon: 116.474, lat: 39.996 }
const jinsong = { lon: 116.457, lat: 39.884 }
const place = fc.record({
  lon: fc.double({ min: 115, max: 118, noNaN: true }),
  lat: fc.double({ min: 39, max: 41, noNaN: true }),
})

it('is 12.5 km in a straight line and 57 minutes on the road from 望京 to 劲松', () => {
  expect(distanceKm(wangjing, jinsong)).toBeCloseTo(12.54, 1)
  expect(estimateTravel(wangjing, jinsong)).toBe(57)
})

it('needs no time to stay', () => {
  expect(estimateTravel(wangjing, wangjing)).toBe(0)
})

test.prop([place, place])('takes as long there as back, in whole minutes', (a, b) => {
  expect(estimateTravel(a, b)).toBe(estimateTravel(b, a))
  expect(Number.isInteger(estimateTravel(a, b))).toBe(true)
})

test.prop([place, place, place])('is never shortened by a way round', (a, b, c) => {
  expect(estimateTravel(a, c)).toBeLessThanOrEqual(estimateTravel(a, b) + estimateTravel(b, c) + 1)
})

it.each([
  [0.1, 5],
  [0.88, 15],
  [1.2, 25],
  [1.77, 30],
  [1.8, undefined],
])('is told as a walk of %d km in a straight line: %s minutes', (km, minutes) => {
  expect(estimateWalk(km)).toBe(minutes)
})
