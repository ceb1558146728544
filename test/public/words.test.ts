import { describe, expect, it } from 'vitest'
import { mineOperations } from '#frontends/public/mine-operations.ts'
import { operations } from '#frontends/public/operations.ts'
import { otherLanguageAddress } from '#frontends/public/other-language.ts'
import { textsIn, textsOf } from '#frontends/public/texts.ts'
import { languages, wordsOf } from '#frontends/public/words.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { patientsContract } from '#shared/patients/index.ts'
import { titles } from '#shared/practitioners/index.ts'
import { clinicKinds, schedulingContract } from '#shared/scheduling/index.ts'
import { now, today } from './support.ts'

const words = (language: 'zh-CN' | 'en') => wordsOf(language, textsIn(language))

const asked = Object.keys({ ...operations, ...mineOperations })
const refusalsOf = (all: Operations, name: string): readonly string[] => all[name]?.refusals ?? []

describe.each(languages)('the texts in %s', (language) => {
  const { t, has } = words(language)

  it.each(asked)('say every refusal of %s', (name) => {
    const all: Record<string, readonly string[]> = {
      scheduling: refusalsOf(schedulingContract.operations, name),
      patients: refusalsOf(patientsContract.operations, name),
    }
    const silent = Object.entries(all).flatMap(([context, reasons]) =>
      reasons.filter((reason) => !has(`problems.urn:problem:${context}:${reason}`)),
    )
    expect(silent).toEqual([])
  })

  it('name every kind of clinic and every title', () => {
    expect(clinicKinds.filter((kind) => !has(`kind.${kind}`))).toEqual([])
    expect(titles.filter((title) => !has(`title.${title}`))).toEqual([])
  })

  it('name neither a department nor an illness', () => {
    const all = JSON.stringify(textsIn(language))
    expect(all).not.toMatch(/精神|心理|抑郁|焦虑|障碍|psych|mental|depress|disorder/i)
  })

  it('leave nothing in braces', () => {
    expect(t('offer.later', { moment: '8:00' })).not.toContain('{')
  })
})

it('is written in the same keys in both languages', () => {
  const keys = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keys(inner)]))
      : ''
  expect(keys(textsIn('en'))).toEqual(keys(textsIn('zh-CN')))
})

it('says days as people say them', () => {
  const chinese = words('zh-CN')
  expect(chinese.day('2026-09-16')).toBe('9月16日 周三')
  expect(chinese.near('2026-09-16', now)).toBe('明天 9月16日 周三')
  expect(chinese.near('2026-09-18', now)).toBe('9月18日 周五')
  expect(chinese.instant(Date.parse('2026-09-17T00:00:00Z'), now)).toBe('周四 8:00')
  expect(words('en').near(today, now)).toBe('today, Tue 15 Sept')
})

it('counts in English by one and many', () => {
  expect(words('en').t('day.left', { n: 1 })).toBe('1 place left')
  expect(words('en').t('day.left', { n: 3 })).toBe('3 places left')
})

it('sends with a page only the texts that its script says', () => {
  expect(Object.keys(textsOf('help', 'zh-CN'))).toEqual([])
  expect(Object.keys(textsOf('place', 'zh-CN'))).toContain('sheet')
  expect(Object.keys(textsOf('place', 'zh-CN'))).not.toContain('help')
})

it('leads from one language to the same page in the other, choices kept', () => {
  expect(otherLanguageAddress('/d/110105026/', '?lang=en&date=2026-09-17')).toBe(
    '/en/d/110105026/?date=2026-09-17',
  )
  expect(otherLanguageAddress('/en/mine/', '?lang=zh-CN')).toBe('/mine/')
  expect(otherLanguageAddress('/en', '?lang=zh-CN')).toBe('/')
  expect(otherLanguageAddress('/en/mine/', '?lang=en')).toBeUndefined()
  expect(otherLanguageAddress('/mine/', '')).toBeUndefined()
})

it('asks by the paths of the contracts', () => {
  expect(operations.listMine.path).toBe(`/api/patients${patientsContract.operations.listMine.path}`)
  expect(operations.bookSlot).toEqual({
    method: 'POST',
    path: '/api/scheduling/slots/{slotId}/appointment',
    creates: true,
  })
})
