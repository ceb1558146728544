import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { load } from './application.ts'

interface WebhookModule {
  signedHeaders(key: string, id: string, at: number, body: string): Record<string, string>
  judgeSignature(key: string, headers: Headers, body: string, now: number): string
}

/** What the gateway keeps of a message: nothing of it is sent anywhere. */
interface Message {
  readonly messageId: string
  readonly to: { readonly phone?: string; readonly email?: string }
}

interface Receipt {
  readonly messageId: string
  readonly state: 'delivered' | 'failed'
  readonly reason?: 'number-unreachable'
}

export interface DemoGateway {
  readonly url: string
  close(): Promise<void>
}

export interface DemoGatewayParts {
  readonly origin: string
  readonly key: string
  /** Milliseconds until it knows what became of a message; default 1 s. */
  readonly pause?: number
}

/** Numbers that end so are never reached: somebody must be left for the desk to call. */
const unreachable = /(7|00)$/

const receiptOf = ({ messageId, to }: Message): Receipt =>
  unreachable.test(to.phone ?? '')
    ? { messageId, state: 'failed', reason: 'number-unreachable' }
    : { messageId, state: 'delivered' }

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const mostAtOnce = 50

/**
 * A hospital's message gateway as the demo needs it: it takes what is signed, sends nothing to anybody, and tells a
 * second later what would have become of it.
 */
export async function openDemoGateway({ origin, key, pause = 1000 }: DemoGatewayParts): Promise<DemoGateway> {
  const { signedHeaders, judgeSignature } = await load<WebhookModule>('functions/platform/webhook.ts')
  let known: Receipt[] = []
  let timer: NodeJS.Timeout | undefined

  async function tell(): Promise<void> {
    timer = undefined
    const receipts = known.slice(0, mostAtOnce)
    const body = JSON.stringify({ receipts })
    const headers = {
      'content-type': 'application/json',
      ...signedHeaders(key, randomUUID(), Date.now(), body),
    }
    const response = await fetch(`${origin}/api/patients/notice-receipts`, {
      method: 'POST',
      headers,
      body,
    }).catch(() => undefined)
    if (response?.ok) known = known.slice(receipts.length)
    if (known.length > 0) later()
  }
  const later = (): void => {
    timer ??= setTimeout(() => void tell(), pause).unref()
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming)
    const headers = new Headers(
      Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    )
    if (judgeSignature(key, headers, body, Date.now()) !== 'valid') return void outgoing.writeHead(401).end()
    known.push(receiptOf(JSON.parse(body) as Message))
    later()
    outgoing.writeHead(202).end()
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.writeHead(400).end())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/messages`,
    close() {
      clearTimeout(timer)
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
}
