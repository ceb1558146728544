import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { decideGive, decideTake, type Grant, roles } from '#shared/access/index.ts'

const staff: Grant = { role: 'clinic-staff', siteId: 'site-050' }
const bound: Readonly<Record<(typeof roles)[number], Grant>> = {
  patient: { role: 'patient', patientId: 'p' },
  guardian: { role: 'guardian', patientId: 'p' },
  'clinic-staff': staff,
  practitioner: { role: 'practitioner', practitionerId: 'd' },
  'panel-expert': { role: 'panel-expert' },
  'panel-coordinator': { role: 'panel-coordinator' },
  'referral-desk': { role: 'referral-desk', organisationId: 'o' },
  pharmacist: { role: 'pharmacist', siteId: 'site-050' },
  'alliance-office': { role: 'alliance-office' },
  auditor: { role: 'auditor' },
}
const bindings = ['siteId', 'organisationId', 'practitionerId', 'patientId'] as const

describe('giving a role', () => {
  it.each(roles)('accepts %s with its own binding', (role) => {
    expect(decideGive('office', 'person', [], bound[role])).toEqual({ ok: true, value: [bound[role]] })
  })

  it.each(roles)('refuses %s without its binding or with one more', (role) => {
    const own = bindings.find((binding) => bound[role][binding] !== undefined)
    const other = bindings.find(
      (binding) => binding !== own && !(role === 'panel-expert' && binding === 'practitionerId'),
    )
    if (own) expect(decideGive('office', 'person', [], { role })).toMatchObject({ reason: 'grant-unbound' })
    expect(decideGive('office', 'person', [], { ...bound[role], [other ?? '']: 'x' })).toMatchObject({
      reason: 'grant-unbound',
    })
  })

  it('refuses that somebody raises themselves', () => {
    expect(decideGive('fang', 'fang', [], bound.auditor)).toMatchObject({ ok: false, reason: 'own-grant' })
  })

  it('changes nothing where the person holds it already', () => {
    expect(decideGive('office', 'person', [staff], { ...staff })).toEqual({ ok: true, value: [staff] })
  })

  it('stops at twenty', () => {
    const held = Array.from(
      { length: 20 },
      (_, site): Grant => ({ role: 'clinic-staff', siteId: `site-${site}` }),
    )
    expect(decideGive('office', 'person', held, bound.auditor)).toMatchObject({ reason: 'grants-full' })
    expect(decideGive('office', 'person', held, held[3] ?? staff)).toEqual({ ok: true, value: held })
  })
})

describe('taking a role', () => {
  it("refuses what the person does not hold, and one's own", () => {
    expect(decideTake('office', 'person', [staff], { ...staff, siteId: 'site-001' })).toMatchObject({
      reason: 'grant-unknown',
    })
    expect(decideTake('fang', 'fang', [staff], staff)).toMatchObject({ reason: 'own-grant' })
  })

  test.prop([fc.shuffledSubarray(Object.values(bound), { minLength: 1 }), fc.nat()])(
    'leaves every other role',
    (held, place) => {
      const taken = held[place % held.length] ?? staff
      const decision = decideTake('office', 'person', held, taken)
      expect(decision.ok && decision.value).toEqual(held.filter((one) => one !== taken))
    },
  )
})
