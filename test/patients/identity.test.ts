import { describe, expect, it } from 'vitest'
import { decideIdentity, merged, type PatientDetails, patientChange } from '#shared/patients/index.ts'
import { idNumberFor, wangGuilan } from './support.ts'

const today = '2026-09-15'
const details = (changes: Partial<PatientDetails> = {}): PatientDetails => {
  const { siteId: _, ...rest } = wangGuilan()
  return { ...rest, ...changes }
}
const without = ({ idNumber: _, ...rest }: PatientDetails): PatientDetails => rest
const father = { name: '吴建平', relation: 'parent', phone: '13900005121' } as const
const child = (birthDate: string): PatientDetails => ({
  ...without(details({ birthDate })),
  noIdReason: 'child-without-card',
})

describe('who a patient is', () => {
  it('accepts a number that agrees with birth date and sex', () => {
    expect(decideIdentity(details(), today).ok).toBe(true)
  })

  it('accepts a person without a card where the reason is said', () => {
    expect(decideIdentity({ ...without(details()), noIdReason: 'not-at-hand' }, today).ok).toBe(true)
  })

  it.each([
    ['identity-missing', without(details())],
    ['identity-twice', details({ noIdReason: 'declined' })],
    ['id-birth-date-differs', details({ birthDate: '1959-03-09' })],
    ['id-sex-differs', details({ sex: '1' })],
    ['birth-date-out-of-range', details({ birthDate: '2026-09-16' })],
    ['birth-date-out-of-range', details({ birthDate: '1896-09-14' })],
    ['guardian-required', child('2008-09-16')],
  ] as const)('refuses as %s', (reason, refused) => {
    expect(decideIdentity(refused, today)).toMatchObject({ ok: false, reason })
  })

  it('leaves the sex alone where it is not stated', () => {
    expect(decideIdentity(details({ sex: '9' }), today).ok).toBe(true)
  })

  it('asks for a guardian until the day before the eighteenth birthday', () => {
    expect(decideIdentity(child('2008-09-15'), today).ok).toBe(true)
    expect(decideIdentity({ ...child('2008-09-16'), guardian: father }, today).ok).toBe(true)
  })

  it('lets who was born on 29 February come of age on 1 March', () => {
    const born = child('2008-02-29')
    expect(decideIdentity(born, '2026-02-28')).toMatchObject({ reason: 'guardian-required' })
    expect(decideIdentity(born, '2026-03-01').ok).toBe(true)
  })
})

describe('a change of a record', () => {
  const change = (body: object) => patientChange.parse({ version: 1, ...body })

  it('keeps what is not mentioned', () => {
    expect(merged(details(), change({ phone: '13900001111' }))).toEqual(details({ phone: '13900001111' }))
  })

  it('removes the guardian by null and by nothing else', () => {
    const before = details({ guardian: father })
    expect(merged(before, change({}))).toHaveProperty('guardian', father)
    expect(merged(before, change({ guardian: null }))).not.toHaveProperty('guardian')
  })

  it('lets an ID number take the place of the reason for its absence, and the other way round', () => {
    const before = { ...without(details()), noIdReason: 'not-at-hand' } as const
    const idNumber = idNumberFor('1959-03-08', '2')
    expect(merged(before, change({ idNumber }))).toEqual(details({ idNumber }))
    expect(merged(details(), change({ noIdReason: 'declined' }))).toEqual({
      ...without(details()),
      noIdReason: 'declined',
    })
  })
})
