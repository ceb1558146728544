import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import * as z from 'zod'
import { client, isProblem } from '#frontends/kit/index.ts'
import { contract } from '#shared/kernel/operation.ts'
import { away, settleAway, watchAway } from '../../frontends/kit/session/sign-in.ts'

const thing = z.object({ thingId: z.string(), count: z.int() })
const things = contract(
  'things',
  {
    listThings: {
      method: 'GET',
      path: '/sites/{siteId}/things',
      summary: '',
      may: 'anyone',
      params: z.object({ siteId: z.string() }),
      query: z.object({ kind: z.array(z.string()).optional(), from: z.string().optional() }),
      answer: z.array(thing),
    },
    addThing: {
      method: 'POST',
      path: '/things',
      summary: '',
      may: 'anyone',
      creates: true,
      body: z.object({ name: z.string() }),
      answer: thing,
      refusals: ['taken'],
    },
    pingThings: { method: 'GET', path: '/ping', summary: '', may: 'anyone', answer: z.literal('pong') },
    listFile: {
      method: 'GET',
      path: '/sites/{siteId}/list',
      summary: '',
      may: 'anyone',
      params: z.object({ siteId: z.string() }),
      answer: { mediaType: 'text/csv' },
    },
  },
  { taken: { status: 409, title: 'Taken' } },
)
const api = client(things)

interface Sent {
  readonly url: string
  readonly init: RequestInit
}
let sent: Sent[]
let answers: (() => Response)[]

const json =
  (body: unknown, status = 200, type = 'application/json') =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
const problem = (type: string, status: number) =>
  json({ type, status, title: '' }, status, 'application/problem+json')
const lost = (): Response => {
  throw new TypeError('Failed to fetch')
}
const keysSent = () => sent.map(({ init }) => new Headers(init.headers).get('idempotency-key'))

beforeEach(() => {
  sent = []
  answers = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, init })
    const answer = answers.shift()
    if (!answer) throw new Error('no answer is left')
    return answer()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a call', () => {
  it('goes to the path of its operation with parameters and query', async () => {
    answers = [json([{ thingId: 'a', count: 1 }])]
    const found = await api.listThings({ params: { siteId: 'a/b' }, query: { kind: ['x', 'y'] } })
    expectTypeOf(found).toEqualTypeOf<{ thingId: string; count: number }[]>()
    expect(sent[0]?.url).toBe('/api/things/sites/a%2Fb/things?kind=x&kind=y')
    expect(sent[0]?.init.credentials).toBe('same-origin')
  })

  it('needs no argument where the operation asks for nothing', async () => {
    answers = [json('pong')]
    expect(await api.pingThings()).toBe('pong')
  })

  it('is refused by the compiler without what the operation asks for', () => {
    // @ts-expect-error the body is missing
    expect(() => api.addThing({})).toBeTypeOf('function')
  })

  it('names a file by its address', () => {
    expect(api.url('listFile', { params: { siteId: 's1' } })).toBe('/api/things/sites/s1/list')
  })
})

describe('a failure', () => {
  it('carries the type of the refusal and its facts', async () => {
    answers = [json({ type: 'urn:problem:things:taken', status: 409, title: 'Taken', by: 'b7' }, 409)]
    const failure = await api.addThing({ body: { name: 'n' } }).catch((reason: unknown) => reason)
    expect(isProblem(failure, 'urn:problem:things:taken')).toBe(true)
    expect(failure).toMatchObject({
      message: 'urn:problem:things:taken',
      status: 409,
      document: { by: 'b7' },
    })
  })

  it.each([
    ['an answer that the contract does not promise', json([{ thingId: 7 }])],
    ['an answer that is no JSON', () => new Response('<html>')],
    ['an error that is no problem document', () => new Response('Bad gateway', { status: 502 })],
  ])('is about:blank for %s', async (_, answer) => {
    answers = [answer]
    await expect(api.listThings({ params: { siteId: 's' }, query: {} })).rejects.toThrow('about:blank')
  })

  it('is urn:problem:network where no answer comes', async () => {
    answers = [lost]
    await expect(api.pingThings()).rejects.toThrow('urn:problem:network')
  })

  it('stays an abort where the page itself gave up', async () => {
    const stop = new AbortController()
    stop.abort()
    answers = [lost]
    await expect(api.pingThings({ signal: stop.signal })).rejects.not.toThrow('urn:problem:network')
  })
})

describe('an Idempotency-Key', () => {
  it('is the same when a person asks again after a lost answer', async () => {
    answers = [lost, json({ thingId: 'a', count: 1 }, 201)]
    await expect(api.addThing({ body: { name: 'n' } })).rejects.toThrow()
    await api.addThing({ body: { name: 'n' } })
    const [first, second] = keysSent()
    expect(first).toMatch(/^[\w-]{36}$/)
    expect(second).toBe(first)
  })

  it('is another one for another body', async () => {
    answers = [lost, json({ thingId: 'a', count: 1 }, 201)]
    await expect(api.addThing({ body: { name: 'other' } })).rejects.toThrow()
    await api.addThing({ body: { name: 'another' } })
    expect(new Set(keysSent()).size).toBe(2)
  })

  it.each([
    ['was done', json({ thingId: 'a', count: 1 }, 201)],
    ['was refused', problem('urn:problem:things:taken', 409)],
  ])('is a new one after the first call %s', async (_, answer) => {
    answers = [answer, json({ thingId: 'b', count: 1 }, 201)]
    await api.addThing({ body: { name: 'twice' } }).catch(() => {})
    await api.addThing({ body: { name: 'twice' } })
    expect(new Set(keysSent()).size).toBe(2)
  })

  it('is the same through the retries of a busy store, which stop after three', async () => {
    vi.useFakeTimers()
    const busy = problem('urn:problem:http:try-again', 503)
    answers = [busy, busy, busy]
    const outcome = expect(api.addThing({ body: { name: 'busy' } })).rejects.toThrow(
      'urn:problem:http:try-again',
    )
    await vi.runAllTimersAsync()
    await outcome
    expect(sent).toHaveLength(3)
    expect(new Set(keysSent()).size).toBe(1)
  })

  it('is not sent with a call that creates nothing', async () => {
    answers = [json('pong')]
    await api.pingThings()
    expect(keysSent()).toEqual([null])
  })
})

describe('a call of somebody who was away', () => {
  it('is refused at once where no shell stands around the page, and waits for the sign-in where one does', async () => {
    const expired = problem('urn:problem:http:session-expired', 401)
    answers = [expired]
    await expect(api.pingThings()).rejects.toThrow('urn:problem:http:session-expired')

    watchAway()
    answers = [expired, json('pong')]
    const call = api.pingThings()
    await vi.waitFor(() => expect(away.value).toBe(true))
    settleAway(true)
    expect(await call).toBe('pong')
    expect(sent).toHaveLength(3)

    answers = [expired]
    const given = api.pingThings()
    await vi.waitFor(() => expect(away.value).toBe(true))
    settleAway(false)
    await expect(given).rejects.toThrow('urn:problem:http:session-expired')
  })
})
