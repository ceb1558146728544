import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { maskName, maskPhone, personName, phoneFault, tidyPhone } from '#shared/patients/index.ts'

describe('a name', () => {
  it.each([
    '王桂兰',
    '阿依古丽·买买提江',
    '阿不都热依木·买买提',
    '朱㛃',
    '刘䶮',
    '谢𬀩',
    '欧阳景行',
    "Anna-Maria O'Neill",
    '〇',
  ])('is accepted as the card writes it: %s', (name) => {
    expect(personName.parse(name)).toBe(name)
  })

  it.each(['阿依古丽•买买提江', '阿依古丽・买买提江', '阿依古丽．买买提江'])(
    'gets the one middle dot: %s',
    (name) => {
      expect(personName.parse(name)).toBe('阿依古丽·买买提江')
    },
  )

  it.each([
    ['', 'name-empty'],
    ['   ', 'name-empty'],
    ['王'.repeat(51), 'name-too-long'],
    ['王1', 'name-characters'],
    ['<b>王</b>', 'name-characters'],
    ['王#兰', 'name-characters'],
    ['·王', 'name-characters'],
    ['王\u0000兰', 'name-characters'],
  ])('is refused: %j as %s', (name, fault) => {
    expect(personName.safeParse(name).error?.issues[0]?.message).toBe(fault)
  })

  it('counts characters, not code units', () => {
    expect(personName.safeParse('𬀩'.repeat(50)).success).toBe(true)
  })

  it.each([
    ['王桂兰', '王**'],
    ['杨帆', '杨*'],
    ['𬀩', '𬀩'],
    ['阿不都热依木·买买提', '阿**'],
  ])('%s is shown to the public as %s', (name, mask) => {
    expect(maskName(name)).toBe(mask)
  })
})

describe('a phone number', () => {
  it.each(['138 0000 2210', '+86 138-0000-2210', '0086 13800002210', '(010) 6400 1234', '0315-1234567'])(
    'is accepted as people write it: %s',
    (text) => {
      expect(phoneFault(tidyPhone(text))).toBeUndefined()
    },
  )

  it.each([
    ['1380000221', 'phone-too-short'],
    ['138000022100', 'phone-too-long'],
    ['12800002210', 'phone-prefix'],
    ['0012345678', 'phone-prefix'],
    ['1380000221a', 'phone-characters'],
    ['', 'phone-too-short'],
  ])('is refused: %j as %s', (text, fault) => {
    expect(phoneFault(text)).toBe(fault)
  })

  test.prop([fc.integer({ min: 13_000_000_000, max: 19_999_999_999 })])(
    'shows seven digits when masked',
    (number) => {
      const text = String(number)
      expect(maskPhone(text)).toBe(`${text.slice(0, 3)}****${text.slice(7)}`)
    },
  )
})
