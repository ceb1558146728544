import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { judgeSignature, signedHeaders } from '#functions/platform/webhook.ts'

const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const at = 1_614_265_330_000
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const body = '{"test": 2432232314}'
const headers = (changed: Record<string, string> = {}) =>
  new Headers({ ...signedHeaders(key, id, at, body), ...changed })

describe('a signed webhook', () => {
  it('carries the signature that the specification gives for its own example', () => {
    expect(signedHeaders(key, id, at, body)['webhook-signature']).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it.each([
    ['now', 0, 'valid'],
    ['five minutes late', 300_000, 'valid'],
    ['later', 301_000, 'stale'],
    ['from the future', -301_000, 'stale'],
  ])('%s is judged by the clock', (_, late, verdict) => {
    expect(judgeSignature(key, headers(), body, at + late)).toBe(verdict)
  })

  it('holds where one of several signatures holds', () => {
    const both = `v1,AAAA ${headers().get('webhook-signature')}`
    expect(judgeSignature(key, headers({ 'webhook-signature': both }), body, at)).toBe('valid')
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('does not hold without %s', (name) => {
    const some = headers()
    some.delete(name)
    expect(judgeSignature(key, some, body, at)).toBe('invalid')
  })

  test.prop([fc.constantFrom('id', 'time', 'body', 'key'), fc.string({ minLength: 1 })])(
    'does not hold once anything is changed',
    (part, more) => {
      fc.pre(/^[\x21-\x7e]+$/.test(more))
      const others = { id: { 'webhook-id': id + more }, time: { 'webhook-timestamp': '1614265331' } }
      const changed = headers(part === 'id' || part === 'time' ? others[part] : {})
      const verdict = judgeSignature(
        part === 'key' ? `other ${more}` : key,
        changed,
        part === 'body' ? body + more : body,
        at,
      )
      expect(verdict).toBe('invalid')
    },
  )
})
