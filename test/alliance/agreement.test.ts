import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  type Agreement,
  agreementState,
  decideAgreementChange,
  decideAgreementEnd,
} from '#shared/alliance/index.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import { today } from './support.ts'

const aid: Agreement = {
  agreementId: 'a1',
  title: '技术帮扶协议',
  mode: 'technical-aid',
  parties: [
    { organisationId: 'site-056', side: 'upper' },
    { organisationId: 'site-050', side: 'lower' },
  ],
  from: '2026-01-01',
  to: '2026-12-31',
  version: 3,
}

describe('the state of an agreement', () => {
  it.each([
    ['to-come', '2025-12-31'],
    ['in-force', '2026-01-01'],
    ['in-force', '2026-10-31'],
    ['expiring', '2026-11-01'],
    ['expiring', '2026-12-31'],
    ['expired', '2027-01-01'],
  ])('is %s on %s', (state, day) => {
    expect(agreementState(aid, day)).toBe(state)
  })

  it('is ended on the day after it was ended', () => {
    const ended = { ...aid, endedOn: today }
    expect(agreementState(ended, today)).toBe('expiring')
    expect(agreementState(ended, addDays(today, 1))).toBe('ended')
  })
})

describe('an end before the term', () => {
  it('lies within the term', () => {
    const end = { version: 3, endedOn: '2027-01-01', reason: '合并' }
    expect(decideAgreementEnd(aid, end, today)).toMatchObject({ reason: 'outside-term' })
  })

  it('is refused where it is ended already', () => {
    const ended = { ...aid, endedOn: today }
    expect(decideAgreementEnd(ended, { version: 3, endedOn: today, reason: '再次' }, today)).toMatchObject({
      reason: 'agreement-over',
    })
  })
})

it('cannot be corrected when it is over, nor by somebody who saw an older version', () => {
  const { agreementId: _, version: __, ...fields } = aid
  expect(decideAgreementChange(aid, fields, 3, '2027-02-01')).toMatchObject({ reason: 'agreement-over' })
  expect(decideAgreementChange(aid, fields, 2, today)).toMatchObject({
    reason: 'stale-version',
    facts: { current: aid },
  })
})

const day = fc.nat(1500).map((days) => addDays('2024-01-01', days))

test.prop([day, day, day, fc.option(day, { nil: undefined })])(
  'holds on no day outside its term or after its end',
  (from, to, on, endedOn) => {
    const state = agreementState({ from, to, ...(endedOn === undefined ? {} : { endedOn }) }, on)
    const holds = state === 'in-force' || state === 'expiring'
    expect(holds).toBe(from <= on && on <= to && (endedOn === undefined || on <= endedOn))
  },
)
