import { patientsApp } from '#functions/patients/app.ts'
import { patientsConsumers } from '#functions/patients/consumers.ts'
import type { Gateway } from '#functions/patients/gateway.ts'
import { patientsJobs } from '#functions/patients/jobs.ts'
import { noticeDesk } from '#functions/patients/notice-desk.ts'
import { openDue } from '#functions/platform/due.ts'
import { type Consumers, consume, type Delivered, deliveredFrom } from '#functions/platform/events.ts'
import { grantsEntity } from '#functions/platform/grants.ts'
import { createApp } from '#functions/platform/http.ts'
import { runAllDue } from '#functions/platform/jobs.ts'
import { shardOf } from '#functions/platform/journal.ts'
import { sessionCookie } from '#functions/platform/session.ts'
import type { Fault } from '#functions/platform/table.ts'
import { openConsumers } from '#functions/scheduling/consumers.ts'
import { schedulingJobs } from '#functions/scheduling/jobs.ts'
import { schedulingRoutes } from '#functions/scheduling/routes.ts'
import type { Grant } from '#shared/access/index.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'
import { event } from '#test/scheduling/support.ts'
import { freshTable, openEngine, sameTable } from '#test/support/engine.ts'
import { asking, testPlatform } from '#test/support/platform.ts'
import { openMirror } from '../../faults/model/mirror.ts'
import { inOrderOfNeed } from '../../faults/model/offer-invariants.ts'
import { openUnits } from './units.ts'

const yearMs = 365 * 86_400_000

/** Scheduling and patients over one table in this process, with what listens and what falls due, on a clock of our own. */
export async function openStage(start: number) {
  const clock = { now: start }
  const now = () => clock.now
  const engine = await openEngine({ own: true })
  const plain = await freshTable(engine, { tail: false })
  const undelivered: Delivered[] = []
  const units = openUnits(now)
  const orderViolations: string[] = []
  const acts = new Map<string, number>()
  let mirror: ReturnType<typeof openMirror> | undefined

  /** The stream of the table: what it has committed, in that order. */
  const stream: Fault = async (command, body, send) => {
    const answer = await send()
    if (command !== 'TransactWriteItemsCommand' || !mirror) return answer
    const commit = mirror.take(body)
    for (const entry of commit.entries) {
      acts.set(entry.act, (acts.get(entry.act) ?? 0) + 1)
      undelivered.push(deliveredFrom(entry))
    }
    if (commit.entries.some(({ act }) => act === 'number-offered'))
      orderViolations.push(...inOrderOfNeed(mirror, commit, { now: now(), since: mirror.commits() - 1 }))
    return answer
  }
  const table = sameTable(engine, plain, { fault: stream, onConsumed: units.onConsumed })
  mirror = openMirror(table)
  const held = mirror
  const scheduling = await testPlatform({ context: 'scheduling', table, now })
  const patients = await testPlatform({ context: 'patients', table, now })

  const messages = new Map<string, number>()
  const gateway: Gateway = {
    channels: ['sms', 'wechat'],
    key: async () => undefined,
    async send({ channel, template }) {
      messages.set(channel, (messages.get(channel) ?? 0) + 1)
      messages.set(template, (messages.get(template) ?? 0) + 1)
      return 'taken'
    },
  }
  const desk = { ...noticeDesk(patients), gateway }
  const listeners = {
    scheduling: openConsumers(scheduling, undefined, { waits: true, pauseMs: 0 }),
    patients: patientsConsumers(desk),
  }
  const apps = {
    scheduling: createApp(schedulingContract, schedulingRoutes(scheduling), scheduling),
    patients: patientsApp(patients, desk),
  }
  const dues = [
    { due: openDue(table, 'scheduling'), jobs: schedulingJobs(scheduling), log: scheduling.log },
    { due: openDue(table, 'patients'), jobs: patientsJobs(desk), log: patients.log },
  ]
  let failures = 0

  const give = (told: Delivered) =>
    Promise.all([consume(listeners.scheduling, told), consume(listeners.patients, told)])

  /** In the order in which it was committed; an event that fails comes again. */
  async function hear(consumers: Consumers, batch: readonly Delivered[]): Promise<void> {
    for (const told of batch)
      await consume(consumers, told).catch(() => {
        failures += 1
        undelivered.push(told)
      })
  }
  /** Scheduling hears one event after the other, so that who is offered what can be judged; patients by shard. */
  const hearAll = (batch: readonly Delivered[]) => {
    const shards = Map.groupBy(batch, ({ aggregateId }) => shardOf(aggregateId)).values()
    return Promise.all([
      hear(listeners.scheduling, batch),
      ...[...shards].map((shard) => hear(listeners.patients, shard)),
    ])
  }
  return {
    ...{ clock, table, scheduling, units, mirror: held, acts, messages, orderViolations, engine },
    failures: () => failures,

    /** Told by another context that does not run here. */
    tell: (name: string, data: unknown) => give(event(name, data, { at: clock.now })),

    async signIn(personId: string, grant: Grant) {
      const person = { personId, displayName: personId, version: 1, grants: [grant] }
      await grantsEntity(table).put(person).go()
      const expiresAt = Math.max(clock.now, Date.now()) + yearMs
      const sealed = await scheduling.seal.seal({ personId, since: clock.now, expiresAt })
      const headers = {
        cookie: `${sessionCookie(scheduling.origin)}=${sealed}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
      }
      return { scheduling: asking(apps.scheduling, headers), patients: asking(apps.patients, headers) }
    },

    /** Listeners hear what was committed, until nothing new comes of it. */
    async relay(): Promise<void> {
      for (let rounds = 0; undelivered.length > 0 && rounds < 50; rounds++)
        await hearAll(undelivered.splice(0))
    },

    async doDue(): Promise<void> {
      const run = (one: (typeof dues)[number]) =>
        runAllDue({ ...one, table, now, patience: 120_000 }).catch(() => {
          failures += 1
        })
      await Promise.all(dues.map(run))
    },
  }
}
export type Stage = Awaited<ReturnType<typeof openStage>>
export type Person = Awaited<ReturnType<Stage['signIn']>>
