import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { metered } from '#functions/platform/table.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import type { asking } from '#test/support/platform.ts'
import { bookedNotice, openPost, type Post } from './notices-support.ts'
import { registered, wangGuilan } from './support.ts'

type Caller = ReturnType<typeof asking>

const guardian = { name: '金丝雀', relation: 'child', phone: '13977778888' } as const
const logged: string[] = []
let post: Post
let patientId: string
let own: Caller
let daughter: Caller
const path = () => `/api/patients/records/${patientId}`
const noticesOf = async (who: Caller, query = '') => (await who.get(`${path()}/notices${query}`)).body
const wish = { version: 0, channel: 'sms', language: 'zh-CN', guardianTold: false } as const

beforeEach(async () => {
  logged.length = 0
  post = await openPost({ channels: ['sms', 'email'], log: (line) => logged.push(line) })
  patientId = await registered(post.clerk as never, wangGuilan({ guardian }))
  own = await post.ask('wang-guilan', { role: 'patient', patientId })
  daughter = await post.ask('wang-min', { role: 'guardian', patientId })
})
afterEach(() => post.close())

describe('GET /records/{patientId}/notices', () => {
  it('shows the patient their own copies, with what became of them and how many wait', async () => {
    await post.hear(bookedNotice(patientId))
    await post.tick()
    const { notices, unread } = await noticesOf(own)
    expect(unread).toBe(1)
    expect(notices).toMatchObject([
      {
        template: 'booked',
        subject: '预约成功',
        about: 'a1',
        deliveries: [
          { channel: 'mailbox', to: 'patient', state: 'delivered' },
          { channel: 'sms', to: 'patient', state: 'sent' },
        ],
      },
    ])
    expect((await noticesOf(own, '?language=en')).notices[0].subject).toBe('Appointment booked')
  })

  it('shows the guardian nothing until the patient lets them be told, and never the copies of the patient', async () => {
    await post.hear(bookedNotice(patientId))
    expect(await noticesOf(daughter)).toMatchObject({ notices: [], unread: 0 })
    await own.put(`${path()}/contact`, { ...wish, guardianTold: true })
    await post.hear(bookedNotice(patientId, { noticeId: 'moved.a1', template: 'moved' }))
    const { notices, unread } = await noticesOf(daughter)
    expect(unread).toBe(1)
    expect(notices.map(({ template }: { template: string }) => template)).toEqual(['moved'])
    expect(notices[0].deliveries.every(({ to }: { to: string }) => to === 'guardian')).toBe(true)
  })

  it('shows the desk that knows the patient every copy, and no other desk anything', async () => {
    await own.put(`${path()}/contact`, { ...wish, guardianTold: true })
    await post.hear(bookedNotice(patientId))
    const { notices } = await noticesOf(post.clerk)
    expect(
      notices[0].deliveries.map(({ to, channel }: { to: string; channel: string }) => `${to} ${channel}`),
    ).toEqual(['patient mailbox', 'patient sms', 'guardian mailbox', 'guardian sms'])
    expect((await post.elsewhere.get(`${path()}/notices`)).status).toBe(404)
    expect((await post.nobody.get(`${path()}/notices`)).status).toBe(401)
  })

  it('turns pages of twenty, the latest first, each once, for 1 RCU of messages', async () => {
    for (let index = 0; index < 45; index++) {
      post.clock.now += 60_000
      await post.hear(bookedNotice(patientId, { noticeId: `n.${index}` }))
    }
    const seen: string[] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: { notices: { noticeId: string }[]; next?: string } = await noticesOf(
        own,
        after && `?after=${after}`,
      )
      expect(page.notices.length).toBeLessThanOrEqual(20)
      seen.push(...page.notices.map(({ noticeId }) => noticeId))
      after = page.next
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => `n.${44 - index}`))
    const { consumed } = await metered(() => post.desk.notices.listNotices(patientId))
    expect(consumed.readUnits).toBeLessThanOrEqual(2)
  })

  it('leaves one entry in the journal', async () => {
    await noticesOf(own)
    const entries = (await entriesOf(post.platform.table)).filter(({ act }) => act === 'mailbox-read')
    expect(entries).toMatchObject([{ basis: 'self', patientIds: [patientId] }])
  })
})

describe('POST /records/{patientId}/notices/{noticeId}/read', () => {
  const read = (who: Caller, noticeId = bookedNotice(patientId).noticeId) =>
    who.send('POST', `${path()}/notices/${noticeId}/read`)

  it('marks the copy of who asks, and counts', async () => {
    await own.put(`${path()}/contact`, { ...wish, guardianTold: true })
    await post.hear(bookedNotice(patientId))
    expect((await read(own)).body).toEqual({ unread: 0 })
    expect((await daughter.get('/api/patients/mailbox')).body.boxes).toEqual([
      { patientId, relation: 'ward', unread: 1 },
    ])
    expect((await read(daughter)).body).toEqual({ unread: 0 })
    expect((await post.told()).filter(({ act }) => act === 'notice-read')).toMatchObject([
      { channel: 'mailbox', to: 'patient', about: 'a1' },
      { channel: 'mailbox', to: 'guardian', about: 'a1' },
    ])
  })

  it('counts once, however often and by how many devices at once it is asked', async () => {
    await post.hear(bookedNotice(patientId), bookedNotice(patientId, { noticeId: 'second' }))
    await Promise.all(Array.from({ length: 5 }, () => read(own)))
    expect((await read(own)).body).toEqual({ unread: 1 })
    expect((await post.told()).filter(({ act }) => act === 'notice-read')).toHaveLength(1)
  })

  it('is not for the desk, for another, or for what is not there', async () => {
    await post.hear(bookedNotice(patientId))
    expect((await read(post.clerk)).status).toBe(403)
    const stranger = await post.ask('li-jun', { role: 'patient', patientId: 'somebody-else' })
    expect((await read(stranger)).body.type).toBe('urn:problem:patients:patient-unknown')
    expect((await read(own, 'no-such')).body.type).toBe('urn:problem:patients:notice-unknown')
    expect((await read(daughter)).body.type).toBe('urn:problem:patients:notice-unknown')
  })
})

describe('GET /mailbox', () => {
  it('counts for oneself and each ward, and for nobody who works here', async () => {
    await post.hear(bookedNotice(patientId))
    expect((await own.get('/api/patients/mailbox')).body).toEqual({
      boxes: [{ patientId, relation: 'self', unread: 1 }],
    })
    expect((await post.clerk.get('/api/patients/mailbox')).body).toEqual({ boxes: [] })
  })
})

describe('how a patient wants to be told', () => {
  const set = (who: Caller, more: object) => who.put(`${path()}/contact`, { ...wish, ...more })

  it('is SMS in Chinese to the patient alone, where nothing is said', async () => {
    expect((await own.get(`${path()}/contact`)).body).toEqual({
      ...wish,
      hasGuardian: true,
      minor: false,
    })
  })

  it('is kept with who said it, and the address is shown masked and stored sealed', async () => {
    const email = 'guilan.wang@example.org'
    const { body } = await set(post.clerk, { channel: 'email', email, basis: 'in-writing', language: 'en' })
    expect(body).toMatchObject({
      version: 1,
      channel: 'email',
      emailMasked: 'g***@example.org',
      basis: 'in-writing',
    })
    await post.hear(bookedNotice(patientId))
    await post.tick()
    expect(post.gateway.taken[0]?.message).toMatchObject({ channel: 'email', to: { email }, language: 'en' })
    const { Items } = (await post.platform.table.client.send(
      new ScanCommand({ TableName: post.platform.table.name }) as never,
    )) as unknown as { Items: object[] }
    expect(JSON.stringify(Items)).not.toContain(email)
  })

  it('is refused where somebody else has set it meanwhile', async () => {
    await set(own, {})
    expect((await set(own, {})).body).toMatchObject({
      type: 'urn:problem:patients:stale-version',
      version: 1,
    })
    const both = await Promise.all([set(own, { version: 1 }), set(own, { version: 1, channel: 'mailbox' })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('lets the patient alone say that the guardian of an adult is told', async () => {
    const told = { guardianTold: true }
    expect((await set(daughter, told)).body.type).toBe('urn:problem:patients:guardian-told-by-patient')
    expect((await set(post.clerk, told)).body.type).toBe('urn:problem:patients:basis-missing')
    expect((await set(post.elsewhere, told)).status).toBe(404)
    expect((await set(own, told)).status).toBe(200)
  })

  it('leaves an entry with what was consented to', async () => {
    await set(post.clerk, { guardianTold: true, basis: 'patient-present' })
    const entry = (await entriesOf(post.platform.table)).find(({ act }) => act === 'contact-set')
    expect(JSON.parse(entry?.data ?? '')).toMatchObject({ guardianTold: true, given: 'patient-present' })
    expect(entry?.patientIds).toEqual([patientId])
  })
})

describe('phones, names and addresses of messages', () => {
  it('never stand in a log line or in the journal', async () => {
    const email = 'canary@example.org'
    await own.put(`${path()}/contact`, { ...wish, channel: 'email', email, guardianTold: true })
    post.gateway.answers = 503
    await post.hear(bookedNotice(patientId))
    await post.tick()
    post.gateway.answers = 422
    await post.tick(1)
    await post.tick()
    await own.put(`${path()}/contact`, { ...wish, email: `${email} ` })
    await post.receipts([{ messageId: post.gateway.taken[0]?.id ?? '', state: 'failed' }])
    const journal = JSON.stringify(await entriesOf(post.platform.table))
    expect(logged.length).toBeGreaterThan(3)
    expect(post.gateway.taken.length).toBeGreaterThan(2)
    for (const secret of ['13800002210', guardian.phone, guardian.name, '王桂兰', email])
      for (const lines of [logged.join('\n'), journal]) expect(lines).not.toContain(secret)
  })

  it('keep each journal entry within one kilobyte, and a message with one copy outside at 12 WCU, the local poller’s index among them', async () => {
    const { consumed } = await metered(() => post.hear(bookedNotice(patientId)))
    expect(consumed.writeUnits).toBeLessThanOrEqual(12)
    for (const entry of await entriesOf(post.platform.table))
      expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(1024)
  })
})
