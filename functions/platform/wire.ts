import { setTimeout as delay } from 'node:timers/promises'
import aws4, { type Credentials } from 'aws4'
import type { OutgoingHeaders } from './exchange.ts'
import { plainExchange } from './plain-exchange.ts'
import { secureExchange } from './secure-exchange.ts'
import { StoreError } from './store-error.ts'

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
  const exchange = secure ? secureExchange(url, timeoutMs) : plainExchange(url, timeoutMs)

  async function attempt(target: string, body: string): Promise<Record<string, unknown>> {
    const headers = {
      host: url.host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${target}`,
      'content-length': String(Buffer.byteLength(body)),
    }
    const { status, text } = await exchange(
      secure ? signed(headers, body) : { ...headers, ...unsigned },
      body,
    )
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

/** Over plain HTTP there is only an engine of our own, which looks at who asks but not at the signature. */
const unsigned = {
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
}

function refusal(status: number, answer: Record<string, unknown>): StoreError {
  const type = String(answer['__type'] ?? 'UnknownError')
  const reasons = (answer['CancellationReasons'] ?? []) as StoreError['CancellationReasons']
  const name = type.slice(type.indexOf('#') + 1)
  return new StoreError(status >= 500 && !transient.has(name) ? 'InternalServerError' : name, status, reasons)
}
