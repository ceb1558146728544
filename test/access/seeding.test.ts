import { describe, expect, it } from 'vitest'
import { seedPeople } from '#functions/access/seeding.ts'
import { openGrants } from '#functions/platform/grants.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'

const office = { grants: [{ role: 'alliance-office' }] } as const

describe('the first people of a deployment', () => {
  it("are marked as the demo's unless they are real", async () => {
    const table = await freshTable(await openEngine())
    const people = [
      { personId: 'invented', displayName: '方敏之', ...office },
      { personId: 'real', displayName: '某某', demo: false, ...office },
    ]
    expect(await seedPeople(table, people)).toBe(2)
    const grants = openGrants(table)
    expect((await grants.find('invented'))?.actor.demo).toBe(true)
    expect((await grants.find('real'))?.actor).toEqual({ personId: 'real', displayName: '某某', ...office })
  })

  it('are written once: who is there stays as they are', async () => {
    const table = await freshTable(await openEngine())
    const person = { personId: 'first', displayName: '某某', demo: false, ...office }
    expect(await seedPeople(table, [person])).toBe(1)
    expect(await seedPeople(table, [{ ...person, displayName: '别人', grants: [] }])).toBe(0)
    expect((await openGrants(table).find('first'))?.actor.displayName).toBe('某某')
  })
})
