import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/kernel/calendar.ts'
import { ledgerOf, ledgerStateOn, type Practice, practiceState } from '#shared/practitioners/index.ts'
import { filing, today } from '../support.ts'

const published = (practice: Practice) => {
  const person = {
    practitionerId: 'p1',
    name: '陈思远',
    initials: 'csy',
    licenceNumber: '110000000000001',
    title: 'chief' as const,
    specialties: ['general' as const],
    languages: [],
    mainOrganisationId: 'site-056',
    mainOrganisationName: '北京安定医院',
    practices: [practice],
    version: 1,
  }
  const [line] = ledgerOf([person], today).lines
  return line ?? expect.fail('what is filed is published')
}

const said = { expiring: 'in-force', cut: 'suspended' } as const
const inRegister = (practice: Practice, day: string): string => {
  const state = practiceState(practice, day)
  return state === 'expiring' || state === 'cut' ? said[state] : state
}

describe('a published filing', () => {
  it('stands by the day on which it is read, not by the day on which it was published', () => {
    const line = published(filing({ from: addDays(today, 3), to: addDays(today, 30) }))
    const states = [0, 3, 30, 31].map((days) => ledgerStateOn(line, addDays(today, days)))
    expect(states).toEqual(['to-come', 'in-force', 'in-force', 'expired'])
  })

  it('that was ended early says so after its last day', () => {
    const line = published(filing({ from: today, to: addDays(today, 30), endedOn: addDays(today, 5) }))
    const states = [5, 6, 31].map((days) => ledgerStateOn(line, addDays(today, days)))
    expect(states).toEqual(['in-force', 'ended', 'ended'])
  })

  test.prop({
    length: fc.integer({ min: 0, max: 60 }),
    rest: fc.option(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 0, max: 20 })))),
    ended: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    day: fc.integer({ min: -5, max: 70 }),
  })('says on every day what the register says', ({ length, rest, ended, day }) => {
    const suspensions = rest
      ? [
          {
            from: addDays(today, rest[0]),
            ...(rest[1] === null ? {} : { to: addDays(today, rest[0] + rest[1]) }),
            reason: '借调',
          },
        ]
      : []
    const endedOn = ended === undefined ? {} : { endedOn: addDays(today, ended) }
    const practice = filing({ from: today, to: addDays(today, length), suspensions, ...endedOn })
    const on = addDays(today, day)
    expect(ledgerStateOn(published(practice), on)).toBe(inRegister(practice, on))
  })
})
