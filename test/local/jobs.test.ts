import { setTimeout as delay } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { type DueThing, openDue } from '#functions/platform/due.ts'
import type { Jobs } from '#functions/platform/jobs.ts'
import { type Table, writeTogether } from '#functions/platform/table.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import type { ContextModule } from '../../infra/local/application.ts'
import { openLocalJobs } from '../../infra/local/jobs.ts'

const thing = (id: string, at: number): DueThing => ({ at, kind: 'remind', id })
const clock = { now: 0 }
let table: Table
beforeEach(async () => {
  table = await freshTable(await openEngine())
  clock.now = Date.parse('2026-09-15T00:00:00Z')
  process.env['LOG_LEVEL'] = 'silent'
})

/** Contexts as their handlers export them; one of them has nothing to do by the clock. */
const contextsWith = (jobs: Jobs): ReadonlyMap<string, ContextModule> =>
  new Map([
    ['scheduling', { jobs } as unknown as ContextModule],
    ['access', {} as unknown as ContextModule],
  ])

async function until(told: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !told(); tries++) await delay(10)
}

describe('the jobs of one machine', () => {
  it('do what is due by the clock of the system, tell the relay, and end when they are stopped', async () => {
    const due = openDue(table, 'scheduling')
    const seen: string[] = []
    let told = 0
    const jobs: Jobs = {
      remind: async (one) => {
        await writeTogether(table, [due.finish(one)])
        seen.push(one.id)
      },
    }
    await writeTogether(table, [
      due.plan(thing('now', clock.now)),
      due.plan(thing('later', clock.now + 60_000)),
    ])
    const contexts = contextsWith(jobs)
    const running = await openLocalJobs({
      table,
      contexts,
      written: () => {
        told += 1
      },
      beat: 20,
      now: () => clock.now,
    })
    await until(() => seen.length > 0)
    expect(seen).toEqual(['now'])
    clock.now += 60_000
    await until(() => seen.length > 1)
    expect(seen).toEqual(['now', 'later'])
    await running.stop()
    expect(told).toBe(2)
    await writeTogether(table, [due.plan(thing('after', clock.now))])
    await delay(60)
    expect(seen).toHaveLength(2)
  })

  it('go on when one fails, and try it again when its pause is over', async () => {
    const due = openDue(table, 'scheduling')
    const seen: string[] = []
    let broken = true
    const jobs: Jobs = {
      remind: async (one) => {
        if (broken && one.id === 'bad') throw new Error('broken')
        await writeTogether(table, [due.finish(one)])
        seen.push(one.id)
      },
    }
    await writeTogether(table, [due.plan(thing('bad', clock.now - 1)), due.plan(thing('good', clock.now))])
    const contexts = contextsWith(jobs)
    const running = await openLocalJobs({
      table,
      contexts,
      written: () => {},
      beat: 20,
      now: () => clock.now,
    })
    await until(() => seen.length > 0)
    expect(seen).toEqual(['good'])
    broken = false
    clock.now += 10_000
    await until(() => seen.length > 1)
    await running.stop()
    expect(seen).toEqual(['good', 'bad'])
  })
})
