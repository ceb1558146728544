import { describe, expect, it } from 'vitest'
import { allianceSettings } from '#shared/alliance/index.ts'
import { certainties, type Setting, valuesOf } from '#shared/kernel/setting.ts'
import { patientsSettings } from '#shared/patients/index.ts'
import { practitionersSettings } from '#shared/practitioners/index.ts'
import { schedulingSettings } from '#shared/scheduling/index.ts'

const contexts: Readonly<Record<string, Readonly<Record<string, Setting<unknown>>>>> = {
  alliance: allianceSettings,
  patients: patientsSettings,
  practitioners: practitionersSettings,
  scheduling: schedulingSettings,
}
const all = Object.entries(contexts).flatMap(([context, settings]) =>
  Object.entries(settings).map(([name, one]): [string, Setting<unknown>] => [`${context}.${name}`, one]),
)
const numbersIn = (value: unknown): number[] =>
  [value].flat().filter((one): one is number => typeof one === 'number')

describe('a setting', () => {
  it.each(all)('%s lies within its limits and says what it is for and where it comes from', (_, one) => {
    const [least, most] = one.limits ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    expect(numbersIn(one.value).filter((value) => value < least || value > most)).toEqual([])
    expect(one.description.length).toBeGreaterThan(10)
    expect(one.source).not.toBe('')
    expect(certainties).toContain(one.certainty)
    expect(one.asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('of scheduling is a whole number with limits', () => {
    const settings = Object.entries(schedulingSettings)
    const others = settings.filter(([, { value, limits }]) => !limits || !Number.isInteger(value))
    expect(others).toEqual([])
  })

  it('holds its value where the alliance has set nothing else', () => {
    expect(valuesOf(allianceSettings)).toMatchObject({ district: '110105', travelDetour: 1.35 })
  })
})
