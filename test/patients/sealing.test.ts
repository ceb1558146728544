import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { identityTokens, phoneToken } from '#functions/patients/identity-tokens.ts'
import type { PatientRecord } from '#functions/patients/record.ts'
import { recordSealing } from '#functions/patients/sealing.ts'
import { deriveKeys } from '#functions/platform/keys.ts'
import { testKeys } from '#test/support/platform.ts'
import { wangGuilan } from './support.ts'

const { fields } = testKeys
const { sealed, opened } = recordSealing(fields)
const { siteId, ...details } = wangGuilan({
  guardian: { name: '王敏', relation: 'child', phone: '13900002211' },
})
const record: PatientRecord = {
  patientId: 'p1',
  version: 1,
  details,
  siteIds: [siteId],
  registeredAt: 1,
  changedAt: 1,
  demo: false,
}

describe('a sealed record', () => {
  it('opens as it was', () => {
    expect(opened(sealed(record))).toEqual(record)
  })

  it('holds neither phones nor the ID number in the open', () => {
    const stored = JSON.stringify(sealed(record))
    for (const secret of [details.phone, details.idNumber ?? '', '13900002211'])
      expect(stored).not.toContain(secret)
  })

  it('does not open under another patient', () => {
    expect(() => opened({ ...sealed(record), patientId: 'p2' })).toThrow()
  })

  it('does not open where one sealed field stands in the place of another', () => {
    const stored = sealed(record)
    expect(() => opened({ ...stored, phoneSealed: stored.guardian?.phoneSealed ?? '' })).toThrow()
  })

  it("does not open with another deployment's key", () => {
    const other = recordSealing(deriveKeys('another root key, of at least thirty-two characters').fields)
    expect(() => other.opened(sealed(record))).toThrow()
  })

  test.prop([fc.string({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 })])(
    'notices any changed byte',
    (plain, place, by) => {
      const bytes = Buffer.from(fields.seal(plain, 'about'), 'base64url')
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ by
      expect(() => fields.open(bytes.toString('base64url'), 'about')).toThrow()
    },
  )

  test.prop([fc.string()])('gives the same text another seal each time', (plain) => {
    expect(fields.seal(plain, 'a')).not.toBe(fields.seal(plain, 'a'))
  })
})

describe('a blind token', () => {
  test.prop([fc.string(), fc.string()])('is equal for equal texts only', (a, b) => {
    expect(fields.blind('phone', a) === fields.blind('phone', b)).toBe(a === b)
  })

  it('does not tell that a phone and an ID number are the same digits', () => {
    expect(phoneToken(fields, '1')).not.toBe(fields.blind('id-number', '1'))
  })

  it('does not confuse where a name ends and a birth date begins', () => {
    const of = (name: string, birthDate: string) =>
      identityTokens(fields, { ...details, name, birthDate }).at(-1)
    expect(of('王1', '959-03-08')).not.toBe(of('王', '1959-03-08'))
  })
})
