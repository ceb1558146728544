import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import {
  afterReceipt,
  channelsFor,
  contactChannels,
  type Delivery,
  decideContact,
  defaultContact,
  deliveryStates,
  failureReasons,
  nextChannel,
  pointlessFrom,
} from '#shared/patients/index.ts'

const all = ['sms', 'wechat', 'email'] as const
const reachable = { phone: '13800002210', email: 'w@example.org' }

describe('the channels to a person', () => {
  it.each([
    ['sms', ['sms']],
    ['wechat', ['wechat', 'sms']],
    ['email', ['email', 'sms']],
    ['mailbox', []],
  ] as const)('who wants %s are %j, one after the other', (channel, expected) => {
    expect(channelsFor('patient', { channel }, reachable, all)).toEqual(expected)
  })

  it('are SMS for the guardian, whatever the patient wants', () => {
    for (const channel of contactChannels)
      expect(channelsFor('guardian', { channel }, { phone: '13900002211' }, all)).toEqual(['sms'])
  })

  it('are only those that the gateway speaks and that lead somewhere', () => {
    expect(channelsFor('patient', { channel: 'wechat' }, reachable, ['sms'])).toEqual(['sms'])
    expect(channelsFor('patient', { channel: 'email' }, { phone: '01064001234' }, all)).toEqual([])
    expect(channelsFor('patient', { channel: 'sms' }, reachable, [])).toEqual([])
  })

  it('are tried once each', () => {
    const tried: Pick<Delivery, 'to' | 'channel'>[] = [{ to: 'patient', channel: 'wechat' }]
    expect(nextChannel(['wechat', 'sms'], tried, 'patient')).toBe('sms')
    expect(
      nextChannel(['wechat', 'sms'], [...tried, { to: 'patient', channel: 'sms' }], 'patient'),
    ).toBeUndefined()
    expect(nextChannel(['sms'], tried, 'guardian')).toBe('sms')
  })
})

describe('receipts of a message', () => {
  const copy: Delivery = { channel: 'sms', to: 'patient', state: 'sent', at: 1 }
  const receipt = fc.record({
    state: fc.constantFrom(...deliveryStates),
    reason: fc.constantFrom(...failureReasons),
  })
  const taken = (
    receipts: readonly { state: Delivery['state']; reason: NonNullable<Delivery['reason']> }[],
  ) => receipts.reduce((before, one) => afterReceipt(before, one, 2), copy).state

  test.prop([fc.array(receipt, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 12 })])(
    'end alike in any order and however often they come',
    (receipts, again) => {
      const shuffled = again.flatMap((place) => receipts[place % Math.max(1, receipts.length)] ?? [])
      expect(taken([...shuffled, ...receipts.toReversed(), ...shuffled])).toBe(taken(receipts))
    },
  )

  test.prop([fc.array(receipt, { maxLength: 8 })])('never lower the state', (receipts) => {
    let before = copy
    for (const one of receipts) {
      const after = afterReceipt(before, one, 2)
      expect(deliveryStates.indexOf(after.state)).toBeGreaterThanOrEqual(deliveryStates.indexOf(before.state))
      before = after
    }
  })

  it('of a failure say why, and of an arrival after all no longer do', () => {
    const failed = afterReceipt(copy, { state: 'failed', reason: 'number-unreachable' }, 2)
    expect(failed).toEqual({ ...copy, state: 'failed', at: 2, reason: 'number-unreachable' })
    expect(afterReceipt(failed, { state: 'delivered' }, 3)).toEqual({ ...copy, state: 'delivered', at: 3 })
    expect(afterReceipt(copy, { state: 'failed' }, 2).reason).toBe('other')
  })
})

describe('a message is pointless', () => {
  it.each([
    ['from its deadline', { until: 5000, date: '2026-09-17', start: 570 }, 5000],
    ['from the time of the appointment', { date: '2026-09-17', start: 570 }, instantOf('2026-09-17', 570)],
    ['after the day where no time is named', { date: '2026-09-17' }, instantOf('2026-09-18')],
    ['never where no day is named', { siteName: '望京' }, Number.POSITIVE_INFINITY],
    ['never where the day is none', { date: 'soon' }, Number.POSITIVE_INFINITY],
  ])('%s', (_, facts, from) => {
    expect(pointlessFrom({ facts })).toBe(from)
  })
})

describe('how somebody wants to be told', () => {
  const change = { version: 0, channel: 'sms', language: 'zh-CN', guardianTold: false } as const
  const self = { before: defaultContact, by: 'self', minor: false, hasGuardian: true } as const
  const told = { ...change, guardianTold: true }

  it('is for the patient to say, and staff write down how it was said', () => {
    expect(decideContact({ ...self, change }).ok).toBe(true)
    expect(decideContact({ ...self, by: 'service', change })).toMatchObject({ reason: 'basis-missing' })
    expect(decideContact({ ...self, by: 'service', change: { ...change, basis: 'by-phone' } }).ok).toBe(true)
  })

  it('keeps the address that is there, and needs one for e-mail', () => {
    const email = { ...change, channel: 'email' } as const
    expect(decideContact({ ...self, change: email })).toMatchObject({ reason: 'email-missing' })
    const before = { ...defaultContact, email: 'w@example.org' }
    expect(decideContact({ ...self, before, change: email })).toMatchObject({
      value: { email: 'w@example.org' },
    })
  })

  it.each([
    ['the guardian', { by: 'guardian', change: told }],
    ['staff with the guardian alone', { by: 'service', change: { ...told, basis: 'guardian-present' } }],
  ] as const)('%s cannot let the guardian of an adult be told', (_, given) => {
    expect(decideContact({ ...self, ...given })).toMatchObject({ reason: 'guardian-told-by-patient' })
    expect(decideContact({ ...self, ...given, minor: true }).ok).toBe(true)
  })

  it('tells no guardian that is not there', () => {
    expect(decideContact({ ...self, hasGuardian: false, change: told })).toMatchObject({
      reason: 'guardian-missing',
    })
  })
})
