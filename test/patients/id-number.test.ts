import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  birthDateIn,
  checkDigitOf,
  idNumberFault,
  maskIdNumber,
  newPatient,
  sexIn,
} from '#shared/patients/index.ts'
import { idNumberFor, wangGuilan } from './support.ts'

const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
const soundNumber = fc
  .tuple(day, fc.constantFrom('1', '2'), fc.integer({ min: 0, max: 499 }))
  .map(([date, sex, sequence]) => idNumberFor(date.toISOString().slice(0, 10), sex as '1' | '2', sequence))

describe('GB 11643', () => {
  it('knows the examples of the standard', () => {
    expect(idNumberFault('11010519491231002X')).toBeUndefined()
    expect(idNumberFault('440524188001010014')).toBeUndefined()
    expect(checkDigitOf('11010519491231002')).toBe('X')
  })

  test.prop([soundNumber])('accepts every number whose check digit fits', (number) => {
    expect(idNumberFault(number)).toBeUndefined()
  })

  test.prop([soundNumber, fc.nat(16), fc.integer({ min: 1, max: 9 })])(
    'refuses any change of a single digit',
    (number, place, by) => {
      const digit = (Number(number[place]) + by) % 10
      expect(idNumberFault(number.slice(0, place) + digit + number.slice(place + 1))).toBeDefined()
    },
  )

  test.prop([soundNumber, fc.nat(16)])(
    'refuses two neighbouring digits that changed places',
    (number, place) => {
      const [a, b] = [number[place], number[place + 1]]
      fc.pre(a !== b)
      expect(idNumberFault(number.slice(0, place) + b + a + number.slice(place + 2))).toBeDefined()
    },
  )

  test.prop([soundNumber, fc.constantFrom(...'0123456789X')])('has one check digit only', (number, other) => {
    fc.pre(other !== number[17])
    expect(idNumberFault(number.slice(0, 17) + other)).toBe('id-number-check-digit')
  })

  it.each([
    ['110105491231002', 'id-number-15-digits'],
    ['1101051949123100', 'id-number-length'],
    ['11010519491231OO2X', 'id-number-characters'],
    ['990105194912310020', 'id-number-area'],
    ['110105194902300029', 'id-number-date'],
    ['110105200002300029', 'id-number-date'],
    ['110105194912310021', 'id-number-check-digit'],
  ])('says of %s: %s', (number, fault) => {
    expect(idNumberFault(number)).toBe(fault)
  })

  it('names the fault as an issue of the field and never repeats the number', () => {
    const parsed = newPatient.safeParse(wangGuilan({ idNumber: '110105491231002' }))
    expect(parsed.error?.issues).toMatchObject([{ path: ['idNumber'], message: 'id-number-15-digits' }])
  })

  it('takes a small x and spaces as people write them', () => {
    expect(newPatient.parse(wangGuilan({ idNumber: '110105 19491231 002x' })).idNumber).toBe(
      '11010519491231002X',
    )
  })

  it('carries birth date and sex', () => {
    expect(birthDateIn('11010519491231002X')).toBe('1949-12-31')
    expect([sexIn('11010519491231002X'), sexIn('440524188001010014')]).toEqual(['2', '1'])
  })

  test.prop([soundNumber])('shows area and last four only when masked', (number) => {
    expect(maskIdNumber(number)).toBe(`${number.slice(0, 6)}********${number.slice(14)}`)
  })
})
