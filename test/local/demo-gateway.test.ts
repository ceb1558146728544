import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { judgeSignature, signedHeaders } from '#functions/platform/webhook.ts'
import { type DemoGateway, openDemoGateway } from '../../infra/local/demo-gateway.ts'

const key = 'a key of sixteen characters and more'
const id = (digit: string) => digit.repeat(32)

let system: Server
let gateway: DemoGateway
const told: { verdict: string; body: { receipts: object[] } }[] = []

beforeAll(async () => {
  system = createServer((incoming, outgoing) => {
    let text = ''
    incoming.on('data', (chunk: Buffer) => {
      text += chunk
    })
    incoming.on('end', () => {
      const headers = new Headers(
        Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
      )
      told.push({ verdict: judgeSignature(key, headers, text, Date.now()), body: JSON.parse(text) })
      outgoing.writeHead(200).end('{}')
    })
  })
  await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(system.address() as AddressInfo).port}`
  gateway = await openDemoGateway({ origin, key, pause: 20 })
})
afterAll(async () => {
  await gateway.close()
  system.close()
})

const send = async (messageId: string, phone: string, signed = key): Promise<number> => {
  const body = JSON.stringify({ messageId, to: { phone } })
  const headers = {
    'content-type': 'application/json',
    ...signedHeaders(signed, messageId, Date.now(), body),
  }
  return (await fetch(gateway.url, { method: 'POST', headers, body })).status
}

describe('the message gateway of the demo', () => {
  it('takes what is signed, and tells a moment later what would have become of it, signed', async () => {
    expect(await send(id('a'), '13800002210')).toBe(202)
    expect(await send(id('b'), '13800002217')).toBe(202)
    await vi.waitFor(() => expect(told.flatMap(({ body }) => body.receipts)).toHaveLength(2))
    expect(told.every(({ verdict }) => verdict === 'valid')).toBe(true)
    expect(told.flatMap(({ body }) => body.receipts)).toEqual([
      { messageId: id('a'), state: 'delivered' },
      { messageId: id('b'), state: 'failed', reason: 'number-unreachable' },
    ])
  })

  it('takes nothing that another key has signed', async () => {
    expect(await send(id('c'), '13800002210', 'another key')).toBe(401)
  })
})
