import { fc, test } from '@fast-check/vitest'
import { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Due, type DueThing, openDue } from '#functions/platform/due.ts'
import { entryByClock, type Jobs, pauseAfter, runAllDue, runDue } from '#functions/platform/jobs.ts'
import { openJournal } from '#functions/platform/journal.ts'
import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openLog } from '#functions/platform/log.ts'
import { metered, type Table, writeTogether } from '#functions/platform/table.ts'
import { type Engine, freshTable, openEngine } from '#test/support/engine.ts'

const eight = Date.parse('2026-09-15T00:00:00Z')
const thing = (id: string, minutes = 0, data?: unknown): DueThing => ({
  at: eight + minutes * 60_000,
  kind: 'remind',
  id,
  ...(data === undefined ? {} : { data }),
})

let engine: Engine
let table: Table
let due: Due
beforeAll(async () => {
  engine = await openEngine()
})
beforeEach(async () => {
  table = await freshTable(engine)
  due = openDue(table, 'scheduling')
})

const plan = (...things: readonly DueThing[]) => writeTogether(table, things.map(due.plan))
const idsAt = async (now: number, limit?: number) => (await due.list(now, limit)).map(({ id }) => id)

describe('what is due', () => {
  it('is listed at its minute and not before, oldest first, with what its job needs', async () => {
    await plan(thing('late', 30), thing('b', 1, { patientId: 'p1' }), thing('a'))
    expect(await idsAt(eight - 1)).toEqual([])
    expect(await due.list(eight + 60_000)).toEqual([
      { ...thing('a'), failures: 0 },
      { ...thing('b', 1, { patientId: 'p1' }), failures: 0 },
    ])
    expect(await idsAt(eight + 30 * 60_000)).toEqual(['a', 'b', 'late'])
  })

  it('stands once, planned twice, and leaves when it is dropped, dropped twice too', async () => {
    await plan(thing('a'))
    await plan(thing('a', 0, { again: true }))
    expect(await due.list(eight)).toEqual([{ ...thing('a', 0, { again: true }), failures: 0 }])
    for (const _ of [1, 2]) expect((await writeTogether(table, [due.drop(thing('a'))])).committed).toBe(true)
    expect(await due.list(eight)).toEqual([])
  })

  it('is finished by one of two jobs that run at once', async () => {
    await plan(thing('a'))
    const ends = await Promise.all([1, 2, 3].map(() => writeTogether(table, [due.finish(thing('a'))])))
    expect(ends.filter(({ committed }) => committed)).toHaveLength(1)
  })

  it('of another context is not seen', async () => {
    await writeTogether(table, [openDue(table, 'patients').plan(thing('theirs'))])
    expect(await due.list(eight)).toEqual([])
  })

  it('that waits after a failure does not stand in the way of the others', async () => {
    const things = Array.from({ length: 30 }, (_, index) =>
      thing(`t${String(index).padStart(2, '0')}`, index),
    )
    await plan(...things)
    for (const failing of things.slice(0, 25))
      await writeTogether(table, [due.putOff(failing, 1, eight + 86_400_000)])
    expect(await idsAt(eight + 3_600_000, 5)).toEqual(['t25', 't26', 't27', 't28', 't29'])
  })

  it('costs 2 RCU to look for where there is nothing', async () => {
    const { consumed } = await metered(() => due.list(eight))
    expect(consumed.readUnits).toBeLessThanOrEqual(2)
  })

  const minutes = fc.integer({ min: 0, max: 600 })
  test.prop([fc.array(minutes, { maxLength: 40 }), minutes], { numRuns: 15 })(
    'is exactly what was planned up to now, in order of time',
    async (planned, until) => {
      const own = openDue(table, `run-${crypto.randomUUID()}`)
      const things = planned.map((minute, index) => thing(`t${index}`, minute))
      if (things.length > 0) await writeTogether(table, things.map(own.plan))
      const found = await own.list(eight + until * 60_000)
      expect(found.map(({ at }) => at)).toEqual(
        things
          .map(({ at }) => at)
          .filter((at) => at <= eight + until * 60_000)
          .sort((a, b) => a - b),
      )
    },
  )
})

describe('jobs', () => {
  const lines: string[] = []
  const log = openLog('error', 'test', (line) => lines.push(line))
  beforeEach(() => void lines.splice(0))
  const parts = (jobs: Jobs, now = eight) => ({ table, due, jobs, log, now: () => now })

  const finishing = (seen: string[]): Jobs => ({
    remind: async (one, now) => {
      const entry = entryByClock('scheduling', one, now, { act: 'reminded', aggregateId: one.id })
      const { committed } = await writeTogether(table, [due.finish(one), openJournal(table).write(entry)])
      if (committed) seen.push(one.id)
    },
  })

  it('do each due thing once, oldest first, and leave what is not due yet', async () => {
    await plan(thing('b', -1), thing('a', -2), thing('later', 5))
    const seen: string[] = []
    expect(await runDue(parts(finishing(seen)))).toEqual({ done: 2, failed: 0, more: false })
    expect(seen).toEqual(['a', 'b'])
    expect(await runDue(parts(finishing(seen)))).toEqual({ done: 0, failed: 0, more: false })
  })

  it('that two machines run at once take each thing once', async () => {
    await plan(...Array.from({ length: 20 }, (_, index) => thing(`t${index}`)))
    const seen: string[] = []
    await Promise.all([1, 2, 3].map(() => runDue(parts(finishing(seen)))))
    expect(seen.sort()).toEqual(Array.from({ length: 20 }, (_, index) => `t${index}`).sort())
  })

  it('that fail hold up nobody, are logged by kind, and come again after a pause that grows', async () => {
    await plan(thing('bad'), thing('good', 0))
    const seen: string[] = []
    const jobs: Jobs = {
      remind: (one, now) => {
        if (one.id === 'bad') throw new TypeError('broken')
        return finishing(seen)['remind']?.(one, now) ?? Promise.resolve()
      },
    }
    expect(await runDue(parts(jobs))).toMatchObject({ done: 1, failed: 1 })
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ kind: 'remind', failures: 1, error: 'TypeError' })
    expect(await idsAt(eight + 9999)).toEqual([])
    expect(await due.list(eight + 10_000)).toMatchObject([{ id: 'bad', failures: 1 }])
    await runDue(parts(jobs, eight + 10_000))
    expect(await idsAt(eight + 29_999)).toEqual([])
    await runDue(parts(finishing(seen), eight + 30_000))
    expect(seen).toEqual(['good', 'bad'])
  })

  it('of a kind that nobody knows wait until somebody does', async () => {
    await plan({ ...thing('x'), kind: 'unheard-of' })
    expect(await runDue(parts({}))).toMatchObject({ failed: 1 })
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ error: 'UnknownKind' })
    expect(await due.list(eight + 3_600_000)).toHaveLength(1)
  })

  it('begin nothing new when time is up, and say that there is more', async () => {
    await plan(thing('a'), thing('b'))
    const seen: string[] = []
    expect(await runDue({ ...parts(finishing(seen)), patience: -1 })).toEqual({
      done: 0,
      failed: 0,
      more: true,
    })
    expect(seen).toEqual([])
  })

  it('fail the minute of the cloud where one failed, after all others are done', async () => {
    await plan(thing('a'), { ...thing('x'), kind: 'unheard-of' }, thing('b'))
    const seen: string[] = []
    await expect(runAllDue(parts(finishing(seen)))).rejects.toThrow('1 due things failed')
    expect(seen).toEqual(['a', 'b'])
    await expect(runAllDue(parts(finishing(seen)))).resolves.toBeUndefined()
  })

  it('leave an entry of the clock in the journal, in the same write', async () => {
    await plan(thing('a'))
    const entry = entryByClock('scheduling', thing('a'), eight, { act: 'reminded', aggregateId: 'a' })
    expect(entry).toMatchObject({ personId: 'system', basis: 'system', requestId: 'remind.a', at: eight })
    await writeTogether(table, [due.finish(thing('a')), openJournal(table).write(entry)])
    expect(await due.list(eight)).toEqual([])
    expect(await writeTogether(table, [openJournal(table).write(entry)])).toMatchObject({ committed: false })
  })

  it('run when the minute of the cloud strikes, and at no other event', async () => {
    await plan(thing('a'))
    const seen: string[] = []
    const ground = { context: 'scheduling', platform: { table, log, now: () => eight } }
    const handler = lambdaHandler(new Hono() as never, {}, { ...ground, jobs: finishing(seen) })
    const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} as never }
    await handler({ ...event, source: 'xinlian.scheduling' })
    expect(seen).toEqual([])
    await handler(event)
    expect(seen).toEqual(['a'])
  })

  it('pause 10 s after the first failure, at most an hour, never less than before', () => {
    const pauses = Array.from({ length: 40 }, (_, index) => pauseAfter(index + 1))
    expect(pauses[0]).toBe(10_000)
    expect(Math.max(...pauses)).toBe(3_600_000)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  })
})
