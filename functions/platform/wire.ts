import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import aws4, { type Credentials } from 'aws4'

/** What DynamoDB answers when it does not do as asked; `name` is the service's own, as in the SDK. */
export class StoreError extends Error {
  readonly status: number
  readonly CancellationReasons: readonly { readonly Code?: string; readonly Item?: unknown }[]

  constructor(name: string, status: number, reasons: StoreError['CancellationReasons'] = []) {
    super(name)
    this.name = name
    this.status = status
    this.CancellationReasons = reasons
  }
}

export interface WireOptions {
  /** Absent: the region's own endpoint. */
  readonly endpoint: string | undefined
  readonly region: string
  readonly credentials: Credentials
}

/** Three attempts in all, as the SDK's standard mode; each is given three seconds. */
const attempts = 3
const timeoutMs = 3000
const transient = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'lost',
])

/** DynamoDB's JSON protocol (`DynamoDB_20120810`) over kept-alive connections, signed with Signature Version 4. */
export type Wire = (target: string, body: unknown) => Promise<Record<string, unknown>>

export function openWire({ endpoint, region, credentials }: WireOptions): Wire {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const url = new URL(endpoint ?? `https://dynamodb.${region}.${domain}`)
  const secure = url.protocol === 'https:'
  const agent = secure ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions)
  const send = secure ? httpsRequest : httpRequest
  const options = { hostname: url.hostname, port: url.port, path: '/', method: 'POST', agent }

  async function attempt(target: string, body: string): Promise<Record<string, unknown>> {
    const headers = {
      host: url.host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${target}`,
      'content-length': String(Buffer.byteLength(body)),
    }
    const request = send({
      ...options,
      headers: pairs(secure ? signed(headers, body) : { ...headers, ...unsigned }),
    })
    const { status, text } = await exchange(request, body)
    const answer = JSON.parse(text || '{}') as Record<string, unknown>
    if (status === 200) return answer
    throw refusal(status, answer)
  }

  function signed(headers: OutgoingHeaders, body: string): OutgoingHeaders {
    const request = { host: url.host, path: '/', method: 'POST', service: 'dynamodb', region, headers, body }
    return aws4.sign(request, credentials).headers as OutgoingHeaders
  }

  return async (target, body) => {
    const text = JSON.stringify(body)
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(target, text)
      } catch (error) {
        if (tries >= attempts || !transient.has((error as Error).name)) throw error
        await delay(25 * 2 ** tries * Math.random())
      }
    }
  }
}

type OutgoingHeaders = Readonly<Record<string, string | number>>

/** Names and values in one list: Node writes such headers as they are, which saves a third of a request's cost. */
const pairs = (headers: OutgoingHeaders): string[] =>
  Object.entries(headers).flatMap(([name, value]) => [name, String(value)])

/** Over plain HTTP there is only an engine of our own, which looks at who asks but not at the signature. */
const unsigned = {
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
}

const agentOptions = { keepAlive: true, maxSockets: 128, scheduling: 'lifo' } as const

function exchange(request: ClientRequest, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new StoreError('lost', 0))
    request.setTimeout(timeoutMs, () => request.destroy())
    request.on('error', lost)
    request.on('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', lost)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    request.end(body)
  })
}

function refusal(status: number, answer: Record<string, unknown>): StoreError {
  const type = String(answer['__type'] ?? 'UnknownError')
  const reasons = (answer['CancellationReasons'] ?? []) as StoreError['CancellationReasons']
  const name = type.slice(type.indexOf('#') + 1)
  return new StoreError(status >= 500 && !transient.has(name) ? 'InternalServerError' : name, status, reasons)
}
