import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { grantsEntity } from '#functions/platform/grants.ts'
import { createApp } from '#functions/platform/http.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { type Handlers, readingAhead } from '#functions/platform/request.ts'
import { metered } from '#functions/platform/table.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { id } from '#shared/kernel/ids.ts'
import { contract } from '#shared/kernel/operation.ts'
import { as, asking, cookieFor, people, sessionOf, testPlatform } from '#test/support/platform.ts'

const thing = z.object({ thingId: id, colour: z.string() })
const things = contract(
  'things',
  {
    readThing: {
      method: 'GET',
      path: '/things/{thingId}',
      summary: 'One',
      may: ['read', 'Site'],
      params: z.object({ thingId: id }),
      query: z.object({ size: z.coerce.number().int().max(9).default(1) }),
      answer: thing,
      refusals: ['thing-unknown'],
    },
    makeThing: {
      method: 'POST',
      path: '/things',
      summary: 'Make',
      may: ['change', 'Site'],
      creates: true,
      bodyLimit: 400,
      body: z.strictObject({
        colour: z.string().min(1).max(200),
        phone: z
          .string()
          .regex(/^\d{11}$/)
          .optional(),
      }),
      answer: thing,
      refusals: ['thing-exists'],
    },
    openBox: {
      method: 'POST',
      path: '/boxes/{boxId}',
      summary: 'Open',
      may: ['change', 'Site'],
      params: z.object({ boxId: id }),
      body: z.strictObject({ gently: z.boolean() }),
      answer: z.object({ inside: z.string() }),
      refusals: ['thing-unknown'],
    },
    receiveThing: {
      method: 'POST',
      path: '/received',
      summary: 'Receive',
      may: 'anyone',
      signed: true,
      bodyLimit: 400,
      body: z.object({ colour: z.string() }),
      answer: z.object({ sent: z.string() }),
    },
    breakThing: { method: 'POST', path: '/broken', summary: 'Break', may: 'anyone', answer: thing },
  },
  { 'thing-unknown': { status: 404, title: 'None' }, 'thing-exists': { status: 409, title: 'There is one' } },
)

const boxKey = (boxId: string) => ({ pk: `$test#${boxId}`, sk: 'box' })

const open = (platform: Platform) => {
  const made = new Set<string>()
  const handlers: Handlers<typeof things.operations> = {
    readThing: async ({ params, query }) =>
      params.thingId === 'none'
        ? refuse('thing-unknown')
        : accept({ thingId: params.thingId, colour: `c${query.size}`, secret: 'x' }),
    makeThing: async ({ body, createdId, entry }) => {
      if (made.has(createdId)) return refuse('thing-exists')
      made.add(createdId)
      const answer = { thingId: createdId, colour: body.colour }
      await platform.journal.note(entry({ act: 'thing-made', aggregateId: createdId, answer }))
      return accept(answer)
    },
    openBox: readingAhead(
      ({ params }) => ({ box: { key: boxKey(params.boxId), read: (item) => String(item['inside']) } }),
      async (_, { box }) => (box === undefined ? refuse('thing-unknown') : accept({ inside: box })),
    ),
    receiveThing: async ({ sent }) => accept({ sent: sent?.text ?? '' }),
    breakThing: async () => {
      throw new Error('the ID number 110105199001011234 is in this message')
    },
  }
  return createApp(things, handlers, platform)
}

let platform: Platform
let app: ReturnType<typeof open>
let office: ReturnType<typeof asking>
beforeAll(async () => {
  platform = await testPlatform()
  app = open(platform)
  office = asking(app, await people(platform).office())
})

const type = (reason: string) => `urn:problem:http:${reason}`

describe('a request that is not well made', () => {
  it.each([
    ['malformed JSON', '{"colour":', 400, 'malformed-json'],
    ['half a character', '"\ud800"', 422, 'invalid-request'],
    ['a wrong type', '{"colour":7}', 422, 'invalid-request'],
    ['an unknown field', '{"colour":"red","size":1}', 422, 'invalid-request'],
    ['a list', '[]', 422, 'invalid-request'],
    ['too many bytes', JSON.stringify({ colour: 'x'.repeat(500) }), 413, 'body-too-large'],
  ])('with %s is named', async (_, body, status, reason) => {
    expect(await office.post('/api/things/things', body)).toMatchObject({
      status,
      body: { type: type(reason) },
    })
  })

  it.each([
    ['its length', '500'],
    ['less than its length', '20'],
    ['no number as its length', 'many'],
  ])('with too many bytes is named where it says %s', async (_, length) => {
    const body = JSON.stringify({ colour: 'x'.repeat(500) })
    const { status } = await office.post('/api/things/things', body, 'key-12345678', {
      'content-length': length,
    })
    expect(status).toBe(413)
  })

  it.each([
    ['and its length said', { 'content-length': '512' }],
    ['and no length said', {}],
  ])('is refused where it is signed, too long, %s', async (_, headers) => {
    const response = await app.request('/api/things/received', {
      method: 'POST',
      body: JSON.stringify({ colour: 'x'.repeat(200_000) }),
      headers: { 'content-type': 'application/json', ...headers },
    })
    expect(response.status).toBe(413)
  })

  it('comes to the handler as it was sent where it is signed, byte for byte', async () => {
    const body = ' { "colour" : "r\\u0065d" }'
    const response = await app.request('/api/things/received', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect(await response.json()).toEqual({ sent: body })
  })

  it('names the field and the code, and never repeats what was sent', async () => {
    const { body } = await office.post('/api/things/things', { colour: 'red', phone: '110105199001011234' })
    expect(body.issues).toEqual([
      { in: 'body', pointer: '/phone', code: 'invalid_format', parameters: { format: 'regex' } },
    ])
    expect(JSON.stringify(body)).not.toContain('110105199001011234')
  })

  it('is refused for another media type than JSON', async () => {
    const { status } = await office.post('/api/things/things', 'colour=red', 'key-12345678', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(status).toBe(415)
  })

  it('is answered 422 for a bad parameter and a bad query, with the place named', async () => {
    expect((await office.get('/api/things/things/%2e%2e')).status).not.toBe(500)
    const { status, body } = await office.get('/api/things/things/a?size=99')
    expect([status, body.issues[0].in, body.issues[0].pointer]).toEqual([422, 'query', '/size'])
  })

  it('is answered 404 for an unknown path and 405 with Allow for another method', async () => {
    expect((await office.get('/api/things/nothing')).body.type).toBe(type('not-found'))
    const { status, headers } = await office.send('DELETE', '/api/things/things')
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
  })
})

describe('who asks', () => {
  it('needs no name for what is for anyone, and one for the rest', async () => {
    const nobody = asking(app, await people(platform).nobody())
    expect((await nobody.get('/api/things/things/a')).body.type).toBe(type('sign-in-required'))
  })

  it('is refused without the ability, whatever the thing', async () => {
    const stranger = asking(app, await people(platform).stranger())
    expect((await stranger.get('/api/things/things/none')).body.type).toBe(type('forbidden'))
  })

  it('is refused at the next request after a role was taken away', async () => {
    const person = { personId: 'leaving', displayName: 'L', grants: [{ role: 'auditor' as const }] }
    const leaving = asking(app, await cookieFor(platform, person))
    expect((await leaving.get('/api/things/things/a')).status).toBe(200)
    await cookieFor(platform, { ...person, grants: [] })
    expect((await leaving.get('/api/things/things/a')).status).toBe(403)
  })

  it('is refused with a changed cookie, and after the session ran out', async () => {
    const headers = await as(platform, 'late', { role: 'auditor' })
    const changed = asking(app, {
      ...headers,
      cookie: headers['cookie']?.replace(/.$/, 'A').replace(/..$/, 'BB') ?? '',
    })
    expect((await changed.get('/api/things/things/a')).body.type).toBe(type('session-expired'))
    const later = await testPlatform({ table: platform.table, now: () => Date.now() + 9 * 3_600_000 })
    const late = asking(open(later), await sessionOf(platform, 'late'))
    expect((await late.get('/api/things/things/a')).body.type).toBe(type('session-expired'))
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['an old browser on another page', { 'sec-fetch-site': '', origin: 'https://elsewhere.example' }],
  ])('is refused when the write comes from %s', async (_, more) => {
    const headers = { ...(await people(platform).office()), ...more }
    const { body } = await asking(app, headers).post('/api/things/things', { colour: 'red' })
    expect(body.type).toBe(type('cross-site'))
  })

  it("gets no answer to a bearer token that is not the issuer's", async () => {
    const forged = asking(app, { authorization: 'Bearer a.b.c' })
    expect((await forged.get('/api/things/things/a')).status).toBeGreaterThanOrEqual(401)
  })
})

describe('an operation that reads ahead', () => {
  const fill = (inside: string) =>
    platform.table.client.send(
      new PutCommand({ TableName: platform.table.name, Item: { ...boxKey('b-1'), inside } }),
    )

  it('finds what it decides on in the same call as the grants of who asks, fresh each time', async () => {
    await fill('a ring')
    const { result, consumed } = await metered(() => office.post('/api/things/boxes/b-1', { gently: true }))
    expect(result).toMatchObject({ status: 200, body: { inside: 'a ring' } })
    expect(consumed).toMatchObject({ calls: 1, readUnits: 2 })
    await fill('a letter')
    expect((await office.post('/api/things/boxes/b-1', { gently: true })).body).toEqual({
      inside: 'a letter',
    })
  })

  it('is told of what is not there', async () => {
    expect((await office.post('/api/things/boxes/b-2', { gently: true })).status).toBe(404)
  })

  it.each([
    ['well made', 'b-1', { gently: true }],
    ['about something that is not there', 'b-2', { gently: true }],
    ['of the wrong shape', 'b-1', { gently: 'very' }],
    ['of no JSON', 'b-1', '{'],
    ['too large', 'b-1', { gently: 'x'.repeat(70_000) }],
  ])('answers who may not ask alike, with nothing of the box: a request %s', async (_, boxId, body) => {
    await fill('a ring')
    const stranger = asking(app, await people(platform).stranger())
    const { status, body: said } = await stranger.post(`/api/things/boxes/${boxId}`, body)
    expect([status, said]).toEqual([403, { type: type('forbidden'), status: 403, title: expect.any(String) }])
  })

  it('answers nobody before anything is said of what they sent', async () => {
    const nobody = asking(app, await people(platform).nobody())
    expect((await nobody.post('/api/things/boxes/b-1', '{')).body.type).toBe(type('sign-in-required'))
  })

  it('is refused once the person has signed out everywhere', async () => {
    const person = { personId: 'was-here', displayName: 'W', grants: [{ role: 'alliance-office' as const }] }
    const caller = asking(app, await cookieFor(platform, person))
    const { personId, displayName, grants } = person
    const gone = { personId, displayName, grants, validFrom: platform.now() + 1000 }
    await grantsEntity(platform.table).upsert(gone).go()
    const { body } = await caller.post('/api/things/boxes/b-1', { gently: true })
    expect(body.type).toBe(type('session-expired'))
  })
})

describe('a creation', () => {
  it('needs an Idempotency-Key', async () => {
    const { body } = await office.send('POST', '/api/things/things', { colour: 'red' })
    expect(body.type).toBe(type('idempotency-key-missing'))
  })

  it('answers a replay with the same body, and makes nothing new', async () => {
    const first = await office.post('/api/things/things', { colour: 'red' }, 'replayed-key')
    const again = await office.post('/api/things/things', { colour: 'red' }, 'replayed-key')
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
  })

  it('refuses the key with another body', async () => {
    await office.post('/api/things/things', { colour: 'red' }, 'another-body')
    const again = await office.post('/api/things/things', { colour: 'blue' }, 'another-body')
    expect(again.body.type).toBe(type('idempotency-key-reused'))
  })

  it('of two people with the same key are two things', async () => {
    const other = asking(app, await as(platform, 'second-office', { role: 'alliance-office' }))
    const [mine, theirs] = [
      await office.post('/api/things/things', { colour: 'red' }, 'common-key'),
      await other.post('/api/things/things', { colour: 'red' }, 'common-key'),
    ]
    expect(theirs.body.thingId).not.toBe(mine.body.thingId)
  })
})

describe('an answer', () => {
  it('carries what the operation promises and nothing more', async () => {
    expect((await office.get('/api/things/things/a?size=3')).body).toEqual({ thingId: 'a', colour: 'c3' })
  })

  it('to a failure of ours says nothing of it', async () => {
    const { status, body } = await asking(app, {}).send('POST', '/api/things/broken')
    expect([status, body]).toEqual([
      500,
      { type: 'about:blank', status: 500, title: 'Internal Server Error' },
    ])
  })

  it('has a request id of its own and is not stored by anyone on the way', async () => {
    const { headers } = await office.get('/api/things/things/a', { 'x-request-id': 'mine' })
    expect(headers.get('x-request-id')).not.toBe('mine')
    expect(headers.get('cache-control')).toBe('no-store')
  })
})
