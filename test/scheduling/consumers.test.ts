import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliveredFrom } from '#functions/platform/events.ts'
import { openPublicFiles, type PublicFiles } from '#functions/platform/public-files.ts'
import { projectionReader, projectionWriter } from '#functions/scheduling/projection-repository.ts'
import { publicDays } from '#functions/scheduling/public-days.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { type PublicMonth, publicMonth } from '#shared/scheduling/index.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Clinic,
  cancel,
  draft,
  freeIn,
  heard,
  ok,
  openClinic,
  practitionerEvent,
  published,
  siteEvent,
  today,
  wangjing,
} from './support.ts'

let folder: string
let files: PublicFiles
let clinic: Clinic
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xinlian-public-'))
  files = openPublicFiles(folder) as PublicFiles
  clinic = await openClinic({ files })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const september = async (): Promise<PublicMonth> =>
  publicMonth.parse((await files.read('clinic-days-2026-09.json'))?.json)

/** Tells the events since the last time, in a given order. */
let told = 0
async function tell(order: (events: number[]) => number[] = (events) => events): Promise<void> {
  const all = (await entriesOf(clinic.platform.table))
    .filter(({ context }) => context === 'scheduling')
    .map(deliveredFrom)
  const fresh = all.slice(told)
  for (const index of order(fresh.map((_, place) => place))) {
    const event = fresh[index]
    if (event) await heard(clinic.consumers, event)
  }
  told = all.length
}

describe('the published file', () => {
  it('follows publishing, booking, cancelling and stopping, whatever the order in which they are heard', async () => {
    const session = await published(clinic.staff)
    await draft(clinic.staff, { time: { start: 810, end: 990 } })
    await tell()
    const month = await september()
    expect(month.days).toHaveLength(30)
    expect(month.sites).toMatchObject([{ siteId: wangjing, subdistrictName: '望京街道' }])
    expect(month.sessions).toMatchObject([
      { sessionId: session.sessionId, state: 'published', cells: { length: 7 } },
    ])
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    await tell()
    expect((await september()).sessions[0]?.cells[0]?.[2]).toBe(0)
    ok(await cancel(clinic.patient, appointment))
    ok(
      await clinic.staff.post(`/api/scheduling/sessions/${session.sessionId}/stop`, {
        version: 2,
        reason: 'emergency',
      }),
    )
    await tell((events) => [...events, ...events].reverse())
    expect((await september()).sessions).toMatchObject([{ state: 'stopped' }])
    expect(JSON.stringify(await september())).not.toMatch(/p-1|王桂兰/)
  })

  it('is made anew from the table where it is lost', async () => {
    const before = await september()
    await rm(join(folder, 'clinic-days-2026-09.json'))
    const { platform } = clinic
    const parts = {
      repository: schedulingRepository(platform),
      files,
      now: platform.now,
      log: platform.log,
      waits: true,
    }
    await publicDays(parts).rebuild(['2026-09'])
    expect(await september()).toEqual({ ...before, madeAt: platform.now() })
    expect(await readdir(folder)).toEqual(expect.not.arrayContaining([expect.stringMatching(/^\./)]))
  })

  it('loses nothing where two writers change it at once', async () => {
    const { platform } = clinic
    const repository = schedulingRepository(platform)
    const writers = [1, 2, 3].map(() =>
      publicDays({ repository, files, now: Date.now, log: platform.log, waits: true }),
    )
    const days = await Promise.all(
      [17, 18, 21].map(async (day) => {
        const date = `2026-09-${day}`
        await published(clinic.staff, { date, practitionerId: 'prac-002' })
        return date
      }),
    )
    await Promise.all(days.map((date, index) => writers[index]?.touch(wangjing, date)))
    const dates = (await september()).sessions.map(({ date }) => date)
    expect(dates).toEqual(expect.arrayContaining(days))
  })

  it('is written a few times, not a hundred, when a hundred things happen at once', async () => {
    const { platform } = clinic
    let writes = 0
    const counting: PublicFiles = {
      ...files,
      write: (...given) => {
        writes += 1
        return files.write(...given)
      },
    }
    const one = publicDays({
      repository: schedulingRepository(platform),
      files: counting,
      now: Date.now,
      log: platform.log,
      waits: true,
    })
    await Promise.all(Array.from({ length: 100 }, () => one.touch(wangjing, '2026-09-16')))
    expect(writes).toBeLessThanOrEqual(3)
    expect(writes).toBeGreaterThanOrEqual(1)
  })

  it('has no name that leaves its folder', async () => {
    await expect(files.write('../x.json', {}, undefined)).rejects.toThrow()
    await expect(files.read('a/b.json')).rejects.toThrow()
  })
})

describe('what other contexts tell', () => {
  it('leaves the newest standing, in whatever order and however often it is told', async () => {
    const reader = projectionReader(clinic.platform.table, clinic.platform.fields)
    let run = 0
    const orders = fc.shuffledSubarray([1, 2, 3, 3, 1], { minLength: 5, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(orders, async (versions) => {
        const [siteId, practitionerId, patientId] = [`site-x${run}`, `prac-x${run}`, `p-x${run++}`]
        const sealed = (version: number) =>
          clinic.platform.fields.seal(
            JSON.stringify({ name: `v${version}`, sex: '1', birthYear: 1990, phoneTail: '0000' }),
            patientId,
          )
        for (const version of versions) {
          await clinic.hear('alliance/site-changed', siteEvent(siteId, { name: `v${version}`, version }))
          const sites = [{ practiceId: 'x', siteId, basis: 'alliance' as const, from: today, to: today }]
          await clinic.hear(
            'practitioners/practitioner-changed',
            practitionerEvent(practitionerId, { name: `v${version}`, sites, version }),
          )
          await clinic.hear('patients/patient-changed', {
            patientId,
            siteIds: [siteId],
            version,
            card: sealed(version),
          })
        }
        expect(await reader.findClinic(siteId)).toMatchObject({ name: 'v3' })
        expect(await reader.listSiteDoctors(siteId)).toMatchObject([{ name: 'v3' }])
        expect(await reader.findCard(patientId)).toMatchObject({ card: { name: 'v3' } })
      }),
      { numRuns: 8 },
    )
  })

  it('leaves nobody at a site whose end was heard before its beginning', async () => {
    const [practitionerId, siteId] = ['prac-late', 'site-late-doctor']
    const facts = (version: number, ...siteIds: string[]) =>
      practitionerEvent(practitionerId, {
        version,
        sites: siteIds.map((one) => ({
          ...{ practiceId: 'x', siteId: one, basis: 'alliance' as const, from: today, to: today },
        })),
      })
    await clinic.hear('practitioners/practice-ended', facts(2, wangjing))
    await clinic.hear('practitioners/practice-filed', facts(1, wangjing, siteId))
    const reader = projectionReader(clinic.platform.table, clinic.platform.fields)
    expect(await reader.findSiteDoctor(siteId, practitionerId)).toMatchObject({ terms: [] })
    expect(await reader.findSiteDoctor(wangjing, practitionerId)).toMatchObject({
      terms: [{ from: today, to: today }],
    })
    await clinic.hear('practitioners/practice-filed', facts(3, wangjing, siteId))
    expect(await reader.findSiteDoctor(siteId, practitionerId)).toMatchObject({ terms: [{ to: today }] })
  })

  it('does not accept again a department whose suspension was heard first', async () => {
    const accepted = {
      ...siteEvent('site-late'),
      departmentId: 'dep-late',
      departmentName: '精神科',
      departmentVersion: 4,
    }
    await clinic.hear('alliance/department-suspended', {
      departmentId: 'dep-late',
      siteId: 'site-late',
      departmentVersion: 5,
    })
    await clinic.hear('alliance/department-accepted', accepted)
    const reader = projectionReader(clinic.platform.table, clinic.platform.fields)
    expect(await reader.findDepartment('site-late', 'dep-late')).toMatchObject({ accepted: false })
    await clinic.hear('alliance/department-accepted', { ...accepted, departmentVersion: 6 })
    expect(await reader.findDepartment('site-late', 'dep-late')).toMatchObject({
      accepted: true,
      name: '精神科',
    })
  })

  it('opens a card only for the patient whose it is', async () => {
    const { platform } = clinic
    const reader = projectionReader(platform.table, platform.fields)
    await projectionWriter(platform.table).keepCard('p-wrong', platform.fields.seal('{}', 'p-other'), [], 1)
    await expect(reader.findCard('p-wrong')).rejects.toThrow()
  })
})
