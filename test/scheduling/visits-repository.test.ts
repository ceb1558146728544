import { beforeAll, describe, expect, it } from 'vitest'
import { metered } from '#functions/platform/table.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import { type Clinic, ok, openClinic } from './support.ts'
import { crowd } from './visits-crowd.ts'
import { answer, api, ask, offers, whoCanCome } from './visits-support.ts'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic({ table: await freshTable(await openEngine(), { tail: false }) })
  await crowd(clinic)
}, 120_000)

describe('the price of asking who can come', () => {
  it('is at most 10 RCU for a district of 89 experts, the grants of who asks included', async () => {
    const { result, consumed } = await metered(() => whoCanCome(clinic.staff))
    const { candidates } = ok(result)
    expect(candidates.length).toBeGreaterThan(25)
    expect(candidates.some(({ can }: { can: string }) => can !== 'no')).toBe(true)
    expect(consumed.readUnits).toBeLessThanOrEqual(10)
    expect(consumed.writeUnits).toBe(0)
  })
})

describe('the price of a visit', () => {
  it('asked for is 6 WCU: the visit with its line in the index, its deadline and the journal', async () => {
    await offers(clinic.otherDoctor, 'prac-002', { mode: 'ask' })
    const { result, consumed } = await metered(() => ask(clinic.staff, { practitionerId: 'prac-002' }))
    expect(ok(result).state).toBe('asked')
    expect(consumed.writeUnits).toBeLessThanOrEqual(9)
  })

  it('accepted is one write of at most 100 items', async () => {
    await offers(clinic.doctor, 'prac-001', { mode: 'ask', time: { start: 780, end: 1260 } })
    const most = { public: 20, clinic: 10, referral: 10 }
    const time = { start: 810, end: 1010 }
    const plan = { date: '2026-09-24', time, kind: 'child', slotMinutes: 5, quotas: most, room: '3' }
    const body = { practitionerId: 'prac-001', plan }
    const visit = ok(await clinic.staff.post(`${api}/sites/site-050/visits`, body))
    const { result, consumed } = await metered(() => answer(clinic.doctor, visit, { as: 'accept' }))
    expect(ok(result).state).toBe('accepted')
    expect(consumed.writeUnits).toBeLessThanOrEqual(2 * 40 + 20)
  })
})
