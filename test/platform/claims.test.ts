import { fc, test } from '@fast-check/vitest'
import { beforeAll, describe, expect, it } from 'vitest'
import { openClaims } from '#functions/platform/claims.ts'
import { metered, type Table, writeTogether } from '#functions/platform/table.ts'
import { type Claim, decideClaim, missingTravel } from '#shared/kernel/claim.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'

const travel = (from: string, to: string) => (from === to ? 0 : 30)
const visit = (claimId: string, start: number, end: number, placeId = 'site-001'): Claim => ({
  claimId,
  kind: 'clinic-visit',
  placeId,
  time: { start, end },
  about: `session-${claimId}`,
})

describe('decideClaim', () => {
  it('accepts what neither overlaps nor lacks travel time', () => {
    expect(decideClaim([visit('a', 540, 720)], visit('b', 750, 900, 'site-002'), travel).ok).toBe(true)
  })

  it('names the kind and time of what blocks, and neither place nor subject', () => {
    expect(decideClaim([visit('a', 540, 720)], visit('b', 700, 900), travel)).toEqual({
      ok: false,
      reason: 'time-claimed',
      facts: { blocking: { kind: 'clinic-visit', time: { start: 540, end: 720 } } },
    })
  })

  it('says how many minutes of travel are missing', () => {
    expect(decideClaim([visit('a', 540, 720)], visit('b', 736, 900, 'site-002'), travel)).toMatchObject({
      reason: 'travel-too-short',
      facts: { missingMinutes: 14 },
    })
  })

  it('lets a claim replace itself', () => {
    expect(decideClaim([visit('a', 540, 720)], visit('a', 600, 720), travel).ok).toBe(true)
  })

  const minute = fc.integer({ min: 0, max: 1380 })
  const claims = fc.array(
    fc.tuple(minute, fc.integer({ min: 15, max: 240 }), fc.constantFrom('s1', 's2', 's3')),
    { maxLength: 12 },
  )
  test.prop([claims])('never lets a person be in two places, or on the road and at work', (wanted) => {
    const day: Claim[] = []
    wanted.forEach(([start, length, place], index) => {
      const claim = visit(`c${index}`, start, Math.min(1440, start + length), place)
      if (decideClaim(day, claim, travel).ok) day.push(claim)
    })
    for (const a of day)
      for (const b of day)
        if (a !== b) expect(overlaps(a.time, b.time) || missingTravel(a, b, travel) > 0).toBe(false)
  })
})

describe('claims in the table', () => {
  let table: Table
  beforeAll(async () => {
    table = await freshTable(await openEngine())
  })

  it('gives one of two bodies that commit the same person at the same moment the day', async () => {
    const claims = openClaims(table)
    const attempts = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const day = await claims.readDay('prac-race', '2026-09-15')
        const decision = claims.add(day, visit(`c${index}`, 540, 720, `site-${index}`), travel)
        return decision.ok ? (await writeTogether(table, [decision.value])).committed : false
      }),
    )
    expect(attempts.filter(Boolean)).toHaveLength(1)
    expect((await claims.readDay('prac-race', '2026-09-15')).commitments).toHaveLength(1)
  })

  it('gives released time back and keeps the others', async () => {
    const claims = openClaims(table)
    for (const claim of [visit('a', 480, 540), visit('b', 600, 660)]) {
      const decision = claims.add(await claims.readDay('prac-1', '2026-09-16'), claim, travel)
      if (decision.ok) await writeTogether(table, [decision.value])
    }
    await writeTogether(table, [claims.release(await claims.readDay('prac-1', '2026-09-16'), 'a')])
    const day = await claims.readDay('prac-1', '2026-09-16')
    expect(day.commitments.map(({ claimId }) => claimId)).toEqual(['b'])
    expect(await claims.listDays('prac-1', '2026-09-14', '2026-09-20')).toHaveLength(1)
  })

  it('lists everybody who is committed on a date, and nobody else, within 4 RCU for a district', async () => {
    const claims = openClaims(table)
    for (let index = 0; index < 89; index++) {
      const day = { practitionerId: `prac-${index}`, date: '2026-10-08', version: 0, commitments: [] }
      const morning = claims.add(day, visit(`m${index}`, 480, 720, 'hospital-1'), travel)
      if (morning.ok) await writeTogether(table, [morning.value])
    }
    const read = await claims.readDay('prac-7', '2026-10-08')
    const added = claims.add(read, visit('x', 840, 1020, 'site-001'), travel)
    if (added.ok) await writeTogether(table, [added.value])
    const { result, consumed } = await metered(() => claims.listDate('2026-10-08'))
    expect(result).toHaveLength(89)
    expect(result.find(({ practitionerId }) => practitionerId === 'prac-7')?.commitments).toHaveLength(2)
    expect(consumed.readUnits).toBeLessThanOrEqual(4)
    expect(await claims.listDate('2026-10-09')).toEqual([])
  })
})
