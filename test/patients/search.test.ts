import { describe, expect, it } from 'vitest'
import { givenName } from '#functions/patients/terms.ts'
import { understoodSearch } from '#shared/patients/index.ts'

describe('what a desk types', () => {
  it.each([
    ['', 'all', ''],
    ['王桂', 'name', '王桂'],
    ['阿依古丽•买买提', 'name', '阿依古丽·买买提'],
    ['WGL', 'initials', 'wgl'],
    ['2210', 'phone-tail', '2210'],
    ['138 0000 2210', 'phone', '13800002210'],
    ['010-64001234', 'phone', '01064001234'],
    ['11010519491231002x', 'id-number', '11010519491231002X'],
  ])('%j is understood as %s', (text, kind, term) => {
    expect(understoodSearch(text)).toEqual({ kind, term })
  })

  it.each(['1', '22', '138', '13800', '1101051949'.slice(0, 9), '*'])(
    '%j is too little to look for',
    (text) => {
      expect(understoodSearch(text)).toBeUndefined()
    },
  )
})

describe('the part of a name by which people look', () => {
  it.each([
    ['王桂兰', '桂兰'],
    ['杨帆', '帆'],
    ['欧阳景行', '景行'],
    ['阿依古丽·买买提江', '买买提江'],
    ['谢𬀩', '𬀩'],
    ['王', undefined],
  ])('%s → %s', (name, given) => {
    expect(givenName(name)).toBe(given)
  })
})
