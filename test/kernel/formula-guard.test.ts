import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { guarded, unguarded } from '#shared/kernel/formula-guard.ts'

describe('a text in a cell', () => {
  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', "'=1"])('%j does not begin a formula', (text) => {
    expect(guarded(text)).toBe(`'${text}`)
  })

  it.each(['李敏', '13:30', "O'Brien", '', "'"])('%j stays as it is', (text) => {
    expect(guarded(text)).toBe(text)
  })

  const signs = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '号', '1'), maxLength: 6 })
  test.prop([fc.oneof(signs, fc.string())])('comes back as it was written', (text) => {
    expect(unguarded(guarded(text))).toBe(text)
    expect(guarded(text)).not.toMatch(/^[=+\-@\t\r]/)
  })
})
