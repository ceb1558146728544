import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patientsApp } from '#functions/patients/app.ts'
import { patientsConsumers } from '#functions/patients/consumers.ts'
import type { GatewayMessage } from '#functions/patients/gateway.ts'
import { patientsJobs } from '#functions/patients/jobs.ts'
import { noticeDesk } from '#functions/patients/notice-desk.ts'
import { openDue } from '#functions/platform/due.ts'
import { consume } from '#functions/platform/events.ts'
import { runDue } from '#functions/platform/jobs.ts'
import { openLog } from '#functions/platform/log.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { judgeSignature, signedHeaders } from '#functions/platform/webhook.ts'
import type { Grant } from '#shared/access/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import type { Notice, Receipt } from '#shared/patients/index.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { as, asking, testPlatform } from '#test/support/platform.ts'

/** What the gateway got, as it got it. */
export interface Taken {
  readonly id: string
  readonly verdict: string
  readonly message: GatewayMessage
}

export interface TestGateway {
  readonly url: string
  readonly key: string
  readonly keyFile: string
  readonly taken: Taken[]
  /** What it answers from now on; `drop` hangs up. */
  answers: number | 'drop'
  close(): Promise<void>
}

/** A gateway as a hospital would run it, over real HTTP. */
export async function openTestGateway(now: () => number): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'xinlian-gateway-'))
  const key = `whsec_${randomBytes(24).toString('base64')}`
  const keyFile = join(folder, 'gateway.key')
  await writeFile(keyFile, `${key}\n`, { mode: 0o600 })
  const taken: Taken[] = []
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      if (gateway.answers === 'drop') return void incoming.socket.destroy()
      const text = Buffer.concat(chunks).toString()
      const headers = new Headers(
        Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
      )
      const verdict = judgeSignature(key, headers, text, now())
      taken.push({ id: headers.get('webhook-id') ?? '', verdict, message: JSON.parse(text) })
      outgoing.writeHead(gateway.answers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const gateway: TestGateway = {
    url: `http://127.0.0.1:${port}/messages`,
    key,
    keyFile,
    taken,
    answers: 202,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
  return gateway
}

/** Noon of a working day. */
export const noon = instantOf('2026-09-14', 12 * 60)

export interface PostChoice {
  readonly channels?: Platform['config']['NOTICE_CHANNELS']
  /** Without a gateway there are the mailboxes only. */
  readonly gateway?: boolean
  readonly log?: (line: string) => void
}

/** The patients context with its messages, a gateway and a clock that the test holds. */
export async function openPost({ channels = ['sms'], gateway: wanted = true, log }: PostChoice = {}) {
  const clock = { now: noon }
  const gateway = await openTestGateway(() => clock.now)
  const base = await testPlatform({ context: 'patients', now: () => clock.now })
  const platform: Platform = {
    ...base,
    ...(log ? { log: openLog('debug', 'patients', log) } : {}),
    config: {
      ...base.config,
      NOTICE_CHANNELS: channels,
      ...(wanted ? { NOTICE_GATEWAY_URL: gateway.url, NOTICE_GATEWAY_KEY_FILE: gateway.keyFile } : {}),
    },
  }
  const desk = noticeDesk(platform)
  const app = patientsApp(platform, desk)
  const consumers = patientsConsumers(desk)
  const due = openDue(platform.table, 'patients')
  const ask = async (personId: string, ...grants: Grant[]) =>
    asking(app, await as(platform, personId, ...grants))
  const nobody = asking(app, { 'content-type': 'application/json' })
  return {
    clock,
    gateway,
    platform,
    desk,
    app,
    ask,
    nobody,
    clerk: await ask('li-min', { role: 'clinic-staff', siteId: 'site-050' }),
    elsewhere: await ask('zhao-hui', { role: 'clinic-staff', siteId: 'site-001' }),
    /** An act of scheduling that carries messages is heard of. */
    hear: (...notices: readonly Notice[]) =>
      consume(consumers, {
        context: 'scheduling',
        act: 'something-happened',
        aggregateId: 'a1',
        entryId: 'e1',
        at: clock.now,
        personId: 'li-min',
        basis: 'service',
        bodyId: 'site-050',
        patientIds: notices.map(({ patientId }) => patientId),
        data: { slotId: 's1', notices },
        order: 'o1',
      }),
    /** What is due is done, at the clock's time or after `minutes` more. */
    async tick(minutes = 0) {
      clock.now += minutes * 60_000
      const { table, log: lines, now } = platform
      return runDue({ table, due, jobs: patientsJobs(desk), log: lines, now })
    },
    listDue: () => due.list(Number.MAX_SAFE_INTEGER / 10),
    /** The gateway tells what became of messages, signed. */
    receipts(list: readonly Receipt[], key = gateway.key, at = clock.now) {
      const body = JSON.stringify({ receipts: list })
      return nobody.send('POST', '/api/patients/notice-receipts', body, {
        'content-type': 'application/json',
        ...signedHeaders(key, randomBytes(8).toString('hex'), at, body),
      })
    },
    async deliveries(patientId: string, noticeId: string) {
      const found = await desk.notices.findNotice(patientId, noticeId)
      return found?.deliveries ?? []
    },
    /** Acts on messages in the journal, with what they told. */
    async told(): Promise<Array<Record<string, unknown> & { readonly act: string }>> {
      const entries = await entriesOf(platform.table)
      return entries
        .filter(({ act }) => act.startsWith('notice-'))
        .map(({ act, data }) => ({ act, ...(JSON.parse(data ?? '{}') as Record<string, unknown>) }))
    },
    close: () => gateway.close(),
  }
}
export type Post = Awaited<ReturnType<typeof openPost>>

export const bookedNotice = (patientId: string, changes: Partial<Notice> = {}): Notice => ({
  noticeId: `booked.a1.${patientId.slice(0, 8)}`,
  patientId,
  template: 'booked',
  facts: { siteName: '望京社区卫生服务中心', date: '2026-09-17', start: 570, number: 3, code: '204815' },
  about: 'a1',
  ...changes,
})
