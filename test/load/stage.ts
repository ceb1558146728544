import { type ChildProcess, fork } from 'node:child_process'
import { Agent, request } from 'node:http'
import {
  morning,
  ok,
  openClinic,
  plan,
  practitionerEvent,
  published,
  wangjing,
} from '#test/scheduling/support.ts'
import { type Engine, freshTable, openEngine } from '#test/support/engine.ts'
import type { Headers } from '#test/support/platform.ts'
import { people } from '#test/support/platform.ts'

/** An answer as a load client sees it. */
export interface Reply {
  readonly status: number
  readonly body: string
}

/** A free number, and which patient is to have it. */
export interface Slot {
  readonly slotId: string
  readonly patient: number
}

/** A clinic on an engine of its own, its API in a second process, patients with a session each. */
export async function openStage(patientCount: number) {
  const engine = await openEngine({ own: true })
  const table = await freshTable(engine, { tail: false })
  const patients = Array.from({ length: patientCount }, (_, index) => `p-${index}`)
  const clinic = await openClinic({ table, patients })
  const server = await startServer(engine, table.name)
  const headers = await Promise.all(patients.map((patientId) => people(clinic.platform).patient(patientId)))
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return {
    engine,
    table,
    clinic,
    patients,
    headers,
    ask: (method: string, path: string, by: Headers, body?: unknown) =>
      exchange({ agent, port: server.port, method, path, headers: by, body }),
    async close() {
      agent.destroy()
      server.child.disconnect()
      await engine.close()
    },
  }
}
export type Stage = Awaited<ReturnType<typeof openStage>>

async function startServer(engine: Engine, table: string): Promise<{ child: ChildProcess; port: number }> {
  const file = new URL('server.ts', import.meta.url).pathname
  const child = fork(file, [engine.endpoint, table, String(morning - Date.now())], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const port = await new Promise<number>((resolve) =>
    child.once('message', (told) => resolve((told as { port: number }).port)),
  )
  return { child, port }
}

interface Exchange {
  readonly agent: Agent
  readonly port: number
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: unknown
}

/** A plain request on a kept connection: the client must cost as little as it can. */
const exchange = ({ agent, port, method, path, headers, body }: Exchange): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const sent = request({
      agent,
      port,
      host: '127.0.0.1',
      method,
      path: `/api/scheduling${path}`,
      headers: {
        ...headers,
        'idempotency-key': crypto.randomUUID(),
        'content-length': Buffer.byteLength(text),
      },
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (part: string) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sent.end(text)
  })

/** A session of 40 public numbers of five minutes; each practitioner and room is new, so nothing clashes. */
export async function sessionOfForty(
  { clinic }: Stage,
  date: string,
  index: number,
  half: 'morning' | 'afternoon',
) {
  const practitionerId = `load-${date}-${half}-${index}`
  await clinic.hear('practitioners/practitioner-registered', practitionerEvent(practitionerId))
  const start = half === 'morning' ? 510 : 780
  const planned = plan({
    practitionerId,
    date,
    room: `${half === 'morning' ? 'A' : 'P'}${index}`,
    slotMinutes: 5,
    time: { start, end: start + 200 },
    quotas: { public: 40, clinic: 0, referral: 0 },
  })
  return published(clinic.staff, planned)
}

export const booking = (patientId: string) => ({ patientId, visit: 'return' })
export { ok, wangjing }
