import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the sender's clock may be from ours, in seconds (Standard Webhooks recommends five minutes). */
const toleranceSeconds = 300

/** `whsec_…` is base64 of the key's bytes; any other text is taken as it stands. */
const bytesOf = (key: string): Buffer =>
  key.startsWith('whsec_') ? Buffer.from(key.slice('whsec_'.length), 'base64') : Buffer.from(key)

const macOf = (key: string, id: string, timestamp: string, body: string): string =>
  createHmac('sha256', bytesOf(key)).update(`${id}.${timestamp}.${body}`).digest('base64')

/** The headers that sign a body: HMAC-SHA-256 over id, time and bytes, as Standard Webhooks has it. `at` in milliseconds. */
export function signedHeaders(key: string, id: string, at: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${macOf(key, id, timestamp, body)}`,
  }
}

export type SignatureVerdict = 'valid' | 'invalid' | 'stale'

/** Do these bytes come from who has the key, and just now? Of several signatures one must hold: keys are changed so. */
export function judgeSignature(key: string, headers: Headers, body: string, now: number): SignatureVerdict {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headers.get(name),
  )
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return 'invalid'
  const expected = Buffer.from(macOf(key, id, timestamp, body))
  const given = signatures
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3))] : []))
  const holds = given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))
  if (!holds) return 'invalid'
  return Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds ? 'stale' : 'valid'
}
