import { beforeEach, describe, expect, it } from 'vitest'
import { agreementRepository } from '#functions/alliance/agreement-repository.ts'
import { departmentRepository } from '#functions/alliance/department-repository.ts'
import { directoryRepository } from '#functions/alliance/repository.ts'
import { newEntry } from '#functions/platform/journal.ts'
import { metered } from '#functions/platform/table.ts'
import {
  currentStandard,
  type Department,
  decideApplication,
  decideSelfCheck,
} from '#shared/alliance/index.ts'
import { testPlatform } from '#test/support/platform.ts'
import { answersWith, fresh, itemIds, stepBy, wangjing } from './support.ts'

const entry = (aggregateId: string, answer?: unknown) =>
  newEntry(
    { context: 'alliance', personId: 'office', at: Date.now(), requestId: 'r' },
    { act: 'tried', aggregateId, answer },
  )
const open = async () => {
  const { table, journal } = await testPlatform({ context: 'alliance' })
  return {
    directory: directoryRepository(table, journal),
    departments: departmentRepository(table, journal),
    agreements: agreementRepository(table, journal),
  }
}
let repositories: Awaited<ReturnType<typeof open>>
beforeEach(async () => {
  repositories = await open()
})

const applied = decideApplication(fresh, stepBy('方敏之', 0), { contact: '白昕' })
if (!applied.ok) throw new Error(applied.reason)

describe('the directory', () => {
  it('refuses a write judged by an edition that is not the last, and writes nothing of it', async () => {
    const { directory } = repositories
    expect(await directory.saveSites(0, [wangjing], entry('i1'))).toBe('written')
    const other = { ...wangjing, siteId: 'site-051' }
    expect(await directory.saveSites(0, [other], entry('i2'))).toBe('edition-changed')
    expect((await directory.listSites()).map(({ siteId }) => siteId)).toEqual(['site-050'])
    expect(await directory.saveSites(1, [other], entry('i3'))).toBe('written')
    expect((await directory.readDirectory()).edition).toBe(2)
  })

  it('knows a replay by its journal entry', async () => {
    const { directory } = repositories
    await directory.saveSites(0, [wangjing], entry('i1', {}))
    expect(await directory.saveSites(1, [wangjing], entry('i1', {}))).toBe('exists')
  })

  it('gives back what was written, absent members absent', async () => {
    const { directory } = repositories
    await directory.saveSites(0, [wangjing], entry('i1'))
    expect(await directory.findSite('site-050')).toEqual(wangjing)
    expect(await directory.findSite('site-999')).toBeUndefined()
    expect(await directory.findSites(['site-050', 'site-999'])).toEqual([wangjing])
  })

  it('writes 98 sites at once and is read whole with few units', async () => {
    const { directory } = repositories
    const many = Array.from({ length: 98 }, (_, index) => ({ ...wangjing, siteId: `site-${index + 100}` }))
    expect(await directory.saveSites(0, many, entry('i1'))).toBe('written')
    const { result, consumed } = await metered(() => directory.listSites())
    expect(result).toHaveLength(98)
    expect(consumed.readUnits).toBeLessThanOrEqual(8)
  })
})

describe('a department', () => {
  it('is saved by one of two that saw the same version', async () => {
    const { departments } = repositories
    expect(await departments.saveDepartment(applied.value, entry('d'))).toBe(true)
    expect(await departments.saveDepartment({ ...applied.value, contact: '另一位' }, entry('d'))).toBe(false)
    expect((await departments.findDepartment('site-050.psychiatry'))?.contact).toBe('白昕')
    const next = { ...applied.value, version: 2 }
    expect(await departments.saveDepartment(next, entry('d'))).toBe(true)
    expect(await departments.saveDepartment(next, entry('d'))).toBe(false)
  })

  it('comes back as it was saved, with answers, notes and findings', async () => {
    const { departments } = repositories
    const [first = '', second = ''] = itemIds
    const answers = answersWith(second)
    const checked = decideSelfCheck(applied.value, currentStandard, stepBy('方敏之', 1), { answers })
    if (!checked.ok) throw new Error(checked.reason)
    const saved: Department = {
      ...checked.value,
      version: 1,
      state: 'rectifying',
      inspection: {
        date: '2026-09-15',
        half: 'morning',
        inspectors: ['方敏之'],
        answers: answersWith(first),
      },
      findings: [
        { itemId: first, note: '未达到', due: '2026-10-15', returned: { reason: '不够', on: '2026-09-16' } },
      ],
    }
    await departments.saveDepartment(saved, entry('d'))
    expect(await departments.findDepartment('site-050.psychiatry')).toEqual(saved)
    expect(await departments.listDepartments()).toEqual([saved])
  })

  it('exists before anything was written of it, but only under the id of its site', async () => {
    const { departments } = repositories
    expect(await departments.findDepartment('site-050.psychiatry')).toEqual(fresh)
    expect(await departments.findDepartment('site-050')).toBeUndefined()
  })

  it('is one short record: 55 of them are read with 5 units', async () => {
    const { departments } = repositories
    const saved = { ...applied.value, selfCheck: answersWith(), inspection: inspected }
    for (let index = 0; index < 55; index++) {
      await departments.saveDepartment(
        { ...saved, siteId: `site-${index}`, departmentId: `site-${index}.psychiatry` },
        entry(`d${index}`),
      )
    }
    const { result, consumed } = await metered(() => departments.listDepartments())
    expect(result).toHaveLength(55)
    expect(consumed.readUnits).toBeLessThanOrEqual(5)
  })
})

const inspected = {
  date: '2026-09-15',
  half: 'morning' as const,
  inspectors: ['方敏之', '贺文谦'],
  answers: answersWith(),
}

it('saves an agreement for one of two that saw the same version', async () => {
  const { agreements } = repositories
  const signed = {
    agreementId: 'a1',
    title: '协议',
    mode: 'trusteeship' as const,
    from: '2026-01-01',
    to: '2026-12-31',
    version: 1,
    parties: [
      { organisationId: 'site-056', side: 'upper' as const, name: '安定', shortName: '安定' },
      { organisationId: 'site-050', side: 'lower' as const, name: '望京', shortName: '望京' },
    ],
  }
  expect(await agreements.saveAgreement(signed, entry('a1'))).toBe(true)
  expect(await agreements.saveAgreement({ ...signed, title: '另一份' }, entry('a1'))).toBe(false)
  const changed = { ...signed, title: '改过的协议', version: 2 }
  expect(await agreements.saveAgreement(changed, entry('a1'))).toBe(true)
  expect(await agreements.saveAgreement({ ...changed, title: '又改' }, entry('a1'))).toBe(false)
  expect(await agreements.findAgreement('a1')).toEqual(changed)
})
