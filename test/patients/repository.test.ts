import { beforeAll, describe, expect, it } from 'vitest'
import type { PatientRecord } from '#functions/patients/record.ts'
import { newEntry } from '#functions/platform/journal.ts'
import { metered } from '#functions/platform/table.ts'
import { understoodSearch } from '#shared/patients/index.ts'
import { idNumberFor, openPatients, type Patients, wangGuilan } from './support.ts'

const surnames = '王李张刘陈杨黄赵吴周'
const given = '建国志明德胜永强海涛文斌秀兰玉珍淑华桂英丽娟雪梅'

/** The `index`-th of a thousand, unlike the others in ID number and phone. */
function recordAt(index: number): PatientRecord {
  const birthDate = `19${50 + (index % 50)}-0${1 + (index % 9)}-11`
  const { siteId, ...details } = wangGuilan({
    name: `${surnames[index % 10]}${given[(index * 7) % 24]}${given[(index * 11) % 24]}`,
    birthDate,
    idNumber: idNumberFor(birthDate, '2', index % 400),
    phone: `138${String(10_000_000 + index * 37).slice(-8)}`,
  })
  return {
    patientId: `p-${index}`,
    version: 1,
    details,
    siteIds: [siteId],
    registeredAt: 1,
    changedAt: 1,
    demo: true,
  }
}

const entryOf = (record: PatientRecord, act = 'patient-registered') =>
  newEntry(
    { context: 'patients', personId: 'p', at: 1, requestId: 'r' },
    { act, aggregateId: record.patientId },
  )

let context: Patients
beforeAll(async () => {
  context = await openPatients()
  const waiting = Array.from({ length: 1000 }, (_, index) => recordAt(index))
  const work = async () => {
    for (let record = waiting.pop(); record; record = waiting.pop())
      await context.repository.addPatient(record, entryOf(record))
  }
  await Promise.all(Array.from({ length: 8 }, work))
}, 60_000)

const costOf = async (work: () => Promise<unknown>) => (await metered(work)).consumed

describe('what a site of 1,000 patients costs', () => {
  it.each(['', '王', '王建', '兰', 'w', 'wgl', '2210', '13810000037', idNumberFor('1950-01-11', '2', 0)])(
    'finds by %j within 2 read units',
    async (text) => {
      const search = understoodSearch(text)
      if (!search) throw new Error('not understood')
      const { readUnits } = await costOf(() => context.repository.searchSite('site-050', search))
      expect(readUnits).toBeLessThanOrEqual(2)
    },
  )

  it('reads a later page within 3 units, the place to begin included', async () => {
    const first = await context.repository.searchSite('site-050', { kind: 'name', term: '王' })
    const { readUnits } = await costOf(() =>
      context.repository.searchSite('site-050', { kind: 'name', term: '王' }, first.next),
    )
    expect(readUnits).toBeLessThanOrEqual(3)
  })

  it('reads a record for 1 unit', async () => {
    expect(await costOf(() => context.repository.findPatient('p-1'))).toMatchObject({
      readUnits: 1,
      calls: 1,
    })
  })

  it('registers with 10 items in one transaction: 20 write units, and one for the local index of the journal', async () => {
    const { siteId, ...details } = wangGuilan()
    const record = { ...recordAt(1), patientId: 'added', details, siteIds: [siteId] }
    expect(await costOf(() => context.repository.addPatient(record, entryOf(record)))).toMatchObject({
      writeUnits: 21,
      calls: 1,
    })
  })
})

describe('a transaction of a record', () => {
  it("leaves nothing behind where an ID number is somebody else's", async () => {
    const { idNumber } = recordAt(5).details
    const { siteId, ...details } = wangGuilan({
      name: '欧阳半途',
      birthDate: '1955-06-11',
      ...(idNumber ? { idNumber } : {}),
    })
    const record = { ...recordAt(1), patientId: 'half', details, siteIds: [siteId] }
    expect(await context.repository.addPatient(record, entryOf(record))).toBe(false)
    expect(await context.repository.findPatient('half')).toBeUndefined()
    expect(
      (await context.repository.searchSite('site-050', { kind: 'name', term: '欧阳半途' })).hits,
    ).toEqual([])
  })

  it('leaves one entry only where the same record is added twice', async () => {
    const record = recordAt(7)
    expect(await context.repository.addPatient(record, entryOf(record))).toBe(false)
    expect((await context.journal()).filter(({ aggregateId }) => aggregateId === 'p-7')).toHaveLength(1)
  })

  it('fits eight sites', async () => {
    const before = recordAt(9)
    const siteIds = Array.from({ length: 8 }, (_, site) => `site-10${site}`)
    const after = { ...before, version: 2, siteIds: [...siteIds] }
    expect(await context.repository.savePatient(before, after, entryOf(after, 'patient-changed'))).toBe(
      'saved',
    )
    const renamed = {
      ...after,
      version: 3,
      details: { ...after.details, name: '慕容改名', phone: '13099998888' },
    }
    expect(await context.repository.savePatient(after, renamed, entryOf(renamed, 'patient-changed'))).toBe(
      'saved',
    )
    expect(
      (await context.repository.searchSite('site-107', { kind: 'initials', term: 'mrgm' })).hits,
    ).toHaveLength(1)
  })
})
