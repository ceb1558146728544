import { fc, test } from '@fast-check/vitest'
import { afterEach, describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import type { Notice } from '#shared/patients/index.ts'
import { bookedNotice, noon, openPost, type Post, type PostChoice } from './notices-support.ts'
import { registered, wangGuilan } from './support.ts'

let post: Post
let patientId: string
async function open(choice: PostChoice = {}, body = wangGuilan()): Promise<Notice> {
  post = await openPost(choice)
  patientId = await registered(post.clerk as never, body)
  return bookedNotice(patientId)
}
const states = async ({ noticeId }: Notice) =>
  (await post.deliveries(patientId, noticeId)).map(({ to, channel, state }) => `${to} ${channel} ${state}`)
const child = wangGuilan({
  birthDate: '2012-03-08',
  idNumber: undefined,
  noIdReason: 'child-without-card',
  guardian: { name: '王敏', relation: 'parent', phone: '13900002211' },
})

afterEach(() => post.close())

describe('a message that an act carries', () => {
  it('lies in the mailbox and goes out by SMS, signed, to the phone on record', async () => {
    const notice = await open()
    await post.hear(notice)
    expect(await states(notice)).toEqual(['patient mailbox delivered', 'patient sms waiting'])
    await post.tick()
    expect(await states(notice)).toEqual(['patient mailbox delivered', 'patient sms sent'])
    const [taken] = post.gateway.taken
    expect(taken).toMatchObject({
      verdict: 'valid',
      message: { channel: 'sms', to: { phone: '13800002210' } },
    })
    expect(taken?.id).toBe(taken?.message.messageId)
    expect(taken?.message.text).toBe(
      '已约望京社区卫生服务中心：9月17日周四 09:30，3 号，预约码 204815。详情：http://127.0.0.1:4000/mine/',
    )
    expect(await post.listDue()).toEqual([])
  })

  it('is one message however often it is heard of', async () => {
    const notice = await open()
    for (let times = 0; times < 4; times++) await post.hear(notice, notice)
    await post.tick()
    await post.hear(notice)
    await post.tick(30)
    expect(post.gateway.taken).toHaveLength(1)
    expect(await post.desk.notices.countUnread(patientId, 'patient')).toBe(1)
    expect((await post.told()).map(({ act, channel }) => `${act} ${channel}`)).toEqual([
      'notice-sent mailbox',
      'notice-sent sms',
    ])
  })

  it('lies in the mailbox alone where no gateway is configured', async () => {
    const notice = await open({ gateway: false })
    await post.hear(notice)
    expect(await states(notice)).toEqual(['patient mailbox delivered'])
    expect(await post.listDue()).toEqual([])
  })

  it('of a minor goes to the guardian too, to the guardian’s phone', async () => {
    const notice = await open({}, child)
    await post.hear(notice)
    await post.tick()
    expect(await states(notice)).toEqual([
      'patient mailbox delivered',
      'patient sms sent',
      'guardian mailbox delivered',
      'guardian sms sent',
    ])
    expect(post.gateway.taken.map(({ message }) => message.to)).toEqual(
      expect.arrayContaining([{ phone: '13800002210' }, { phone: '13900002211' }]),
    )
    expect((await post.told())[0]).toMatchObject({ copies: ['patient', 'guardian'] })
  })

  it('of an adult goes to the guardian only where the patient has asked so', async () => {
    const guardian = { name: '王敏', relation: 'child', phone: '13900002211' } as const
    const notice = await open({}, wangGuilan({ guardian }))
    await post.hear(notice)
    expect(await states(notice)).toEqual(['patient mailbox delivered', 'patient sms waiting'])
    const wish = {
      version: 0,
      channel: 'sms',
      language: 'zh-CN',
      guardianTold: true,
      basis: 'patient-present',
    }
    await post.clerk.put(`/api/patients/records/${patientId}/contact`, wish)
    const second = bookedNotice(patientId, { noticeId: 'moved.a1' })
    await post.hear(second)
    expect(await states(second)).toContain('guardian sms waiting')
  })

  it('for nobody on record is let go', async () => {
    await open()
    await post.hear(bookedNotice('nobody-here'))
    expect(await post.told()).toEqual([])
  })

  it('that cannot be read harms no other act', async () => {
    const notice = await open()
    await post.hear({ ...notice, template: 'no-such' } as unknown as Notice)
    expect(await post.told()).toEqual([])
  })
})

describe('quiet hours', () => {
  const late = instantOf('2026-09-14', 21 * 60 + 30)

  it('hold a message back until eight in the morning', async () => {
    const notice = await open()
    post.clock.now = late
    await post.hear(notice)
    await post.tick()
    expect(post.gateway.taken).toEqual([])
    post.clock.now = instantOf('2026-09-15', 8 * 60) - 1
    await post.tick()
    expect(post.gateway.taken).toEqual([])
    post.clock.now += 1
    await post.tick()
    expect(post.gateway.taken).toHaveLength(1)
  })

  it('do not hold an urgent one', async () => {
    const notice = await open()
    post.clock.now = late
    await post.hear({ ...notice, urgent: true })
    await post.tick()
    expect(post.gateway.taken).toHaveLength(1)
  })
})

describe('a gateway that does not answer', () => {
  it.each([503, 500, 429, 'drop'] as const)(
    '(%s) is asked again after 1, 5 and 15 minutes',
    async (answers) => {
      const notice = await open()
      post.gateway.answers = answers
      await post.hear(notice)
      await post.tick()
      for (const minutes of [1, 5]) await post.tick(minutes)
      expect(await states(notice)).toContain('patient sms waiting')
      await post.tick(14)
      expect(await states(notice)).toContain('patient sms waiting')
      post.gateway.answers = 202
      await post.tick(1)
      expect(await states(notice)).toContain('patient sms sent')
      expect(new Set(post.gateway.taken.map(({ id }) => id)).size).toBe(1)
    },
  )

  it('is given up after the last try, and the next channel is tried', async () => {
    const notice = await open({ channels: ['wechat', 'sms'] })
    const wish = {
      version: 0,
      channel: 'wechat',
      language: 'zh-CN',
      guardianTold: false,
      basis: 'patient-present',
    }
    await post.clerk.put(`/api/patients/records/${patientId}/contact`, wish)
    post.gateway.answers = 503
    await post.hear(notice)
    await post.tick()
    for (const minutes of [1, 5, 15, 60, 240]) await post.tick(minutes)
    expect(await states(notice)).toEqual([
      'patient mailbox delivered',
      'patient wechat failed',
      'patient sms waiting',
    ])
    post.gateway.answers = 202
    await post.tick()
    expect(await states(notice)).toContain('patient sms sent')
    expect((await post.told()).filter(({ act }) => act === 'notice-failed')).toEqual([
      expect.objectContaining({ channel: 'wechat', reason: 'gateway-unavailable', last: false }),
    ])
  })

  it('that refuses is not asked again', async () => {
    const notice = await open()
    post.gateway.answers = 422
    await post.hear(notice)
    await post.tick()
    await post.tick(600)
    expect(post.gateway.taken).toHaveLength(1)
    expect(await states(notice)).toContain('patient sms failed')
    expect((await post.told()).at(-1)).toMatchObject({ reason: 'gateway-refused', last: true })
  })
})

describe('a message whose time has passed', () => {
  it('does not leave any more', async () => {
    const notice = await open()
    post.gateway.answers = 503
    await post.hear({ ...notice, facts: { ...notice.facts, until: noon + 30 * 60_000 } })
    await post.tick()
    for (const minutes of [1, 5, 15, 60]) await post.tick(minutes)
    expect(await states(notice)).toContain('patient sms failed')
    expect((await post.told()).at(-1)).toMatchObject({ reason: 'expired', last: true })
  })
})

describe('receipts', () => {
  const sent = async (): Promise<{ notice: Notice; messageId: string }> => {
    const notice = await open()
    await post.hear(notice)
    await post.tick()
    return { notice, messageId: post.gateway.taken[0]?.id ?? '' }
  }

  it('say that a message was delivered and read', async () => {
    const { notice, messageId } = await sent()
    expect((await post.receipts([{ messageId, state: 'delivered' }])).body).toEqual({ known: 1 })
    expect(await states(notice)).toContain('patient sms delivered')
    await post.receipts([{ messageId, state: 'read' }])
    expect(await states(notice)).toContain('patient sms read')
    expect((await post.told()).slice(-2)).toMatchObject([
      { act: 'notice-delivered', about: 'a1', channel: 'sms', to: 'patient', patientId },
      { act: 'notice-read', about: 'a1', channel: 'sms', to: 'patient', patientId },
    ])
  })

  it('that came twice or late change nothing', async () => {
    const { notice, messageId } = await sent()
    await post.receipts([{ messageId, state: 'read' }])
    for (const state of ['delivered', 'read', 'failed', 'delivered'] as const)
      await post.receipts([{ messageId, state }])
    expect(await states(notice)).toContain('patient sms read')
    expect((await post.told()).filter(({ act }) => act === 'notice-read')).toHaveLength(1)
  })

  it('of a failure try the next channel', async () => {
    const { notice, messageId } = await (async () => {
      const mine = await open({ channels: ['wechat', 'sms'] })
      const wish = {
        version: 0,
        channel: 'wechat',
        language: 'zh-CN',
        guardianTold: false,
        basis: 'patient-present',
      }
      await post.clerk.put(`/api/patients/records/${patientId}/contact`, wish)
      await post.hear(mine)
      await post.tick()
      return { notice: mine, messageId: post.gateway.taken[0]?.id ?? '' }
    })()
    await post.receipts([{ messageId, state: 'failed', reason: 'number-unreachable' }])
    expect(await states(notice)).toEqual([
      'patient mailbox delivered',
      'patient wechat failed',
      'patient sms waiting',
    ])
    await post.tick()
    expect(post.gateway.taken.map(({ message }) => message.channel)).toEqual(['wechat', 'sms'])
  })

  it('that are faster than the answer win', async () => {
    const notice = await open()
    await post.hear(notice)
    const [waiting] = (await post.deliveries(patientId, notice.noticeId)).filter(
      ({ channel }) => channel === 'sms',
    )
    await post.receipts([{ messageId: waiting?.messageId ?? '', state: 'delivered' }])
    await post.tick()
    expect(await states(notice)).toContain('patient sms delivered')
    expect(await post.listDue()).toEqual([])
  })

  it('of messages that are not ours are counted as unknown', async () => {
    await sent()
    const answer = await post.receipts([{ messageId: '0'.repeat(32), state: 'delivered' }])
    expect([answer.status, answer.body]).toEqual([200, { known: 0 }])
  })

  it('with another key, other bytes, an old hour or no signature are refused', async () => {
    const { notice, messageId } = await sent()
    const list = [{ messageId, state: 'delivered' }] as const
    const refusals = [
      await post.receipts(list, 'whsec_AAAA'),
      await post.receipts(list, post.gateway.key, noon - 301_000),
      await post.receipts(list, post.gateway.key, noon + 301_000),
      await post.nobody.post('/api/patients/notice-receipts', { receipts: list }),
    ]
    expect(refusals.map(({ status, body }) => `${status} ${body.type}`)).toEqual([
      '401 urn:problem:patients:signature-invalid',
      '401 urn:problem:patients:signature-stale',
      '401 urn:problem:patients:signature-stale',
      '401 urn:problem:patients:signature-invalid',
    ])
    expect(await states(notice)).toContain('patient sms sent')
  })
})

describe('any number of messages, heard any number of times', () => {
  const many = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 })

  test.prop([fc.array(many, { minLength: 1, maxLength: 4 })], { numRuns: 12 })(
    'gives each once, in mailbox and at the gateway',
    async (hearings) => {
      await open()
      const noticeOf = (which: number) => bookedNotice(patientId, { noticeId: `n.${which}` })
      for (const hearing of hearings) {
        await Promise.all([post.hear(...hearing.map(noticeOf)), post.hear(...hearing.map(noticeOf))])
        await Promise.all([post.tick(), post.tick()])
      }
      await post.tick(1)
      const distinct = new Set(hearings.flat()).size
      expect(new Set(post.gateway.taken.map(({ id }) => id)).size).toBe(distinct)
      expect(await post.desk.notices.countUnread(patientId, 'patient')).toBe(distinct)
      const told = (await post.told()).filter(({ act }) => act === 'notice-sent')
      expect(told).toHaveLength(2 * distinct)
      expect(await post.listDue()).toEqual([])
    },
    60_000,
  )
})
