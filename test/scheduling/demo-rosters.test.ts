import { beforeAll, describe, expect, it } from 'vitest'
import { siteIdFor } from '#shared/alliance/index.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import type { Call } from '../../infra/local/demo-call.ts'
import { experts } from '../../infra/local/demo-expert-list.ts'
import { rostersDemo } from '../../infra/local/demo-rosters.ts'
import { type Clinic, ok, openClinic, practitionerEvent, siteEvent } from './support.ts'

let clinic: Clinic
const options = { size: 'full', onProgress: () => {} } as const
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** The register as the demo's office fills it. */
beforeAll(async () => {
  clinic = await openClinic()
  clinic.clock.now = Date.now()
  for (const siteNo of [15, 38, 47, 56, 57, 69]) {
    const siteId = siteIdFor(String(siteNo))
    await clinic.hear('alliance/site-added', siteEvent(siteId, { name: `第${siteNo}`, shortName: siteId }))
  }
  for (const { number, name, licenceNumber, organisationNo } of experts) {
    const facts = { name, licenceNumber, mainOrganisationId: siteIdFor(String(organisationNo)) }
    await clinic.hear('practitioners/practitioner-registered', practitionerEvent(`expert-${number}`, facts))
  }
}, 60_000)

const call: Call = async (_, method, path, body, key) =>
  ok(
    method === 'POST'
      ? await clinic.office.post(path, body, key)
      : await clinic.office.send(method, path, body),
  )
const everybody = (date: string) => clinic.platform.claims.listDate(date)

describe('the demo of the hospitals', () => {
  it('commits every visiting expert on most working mornings, and nobody twice', async () => {
    await rostersDemo(call, options)
    const week = Array.from({ length: 7 }, (_, index) => addDays(today, 8 + index))
    const days = (await Promise.all(week.map(everybody))).flat()
    expect(new Set(days.map(({ practitionerId }) => practitionerId)).size).toBe(experts.length)
    const mornings = days.filter(({ commitments }) => commitments.some(({ time }) => time.start === 480))
    expect(mornings.length).toBeGreaterThan(experts.length * 3)
    for (const { commitments } of days)
      for (const [index, one] of commitments.entries())
        expect(commitments.slice(index + 1).some((other) => overlaps(one.time, other.time))).toBe(false)
  })

  it('changes nothing when it is written again', async () => {
    const before = await everybody(addDays(today, 9))
    await rostersDemo(call, options)
    expect(await everybody(addDays(today, 9))).toEqual(before)
  })
})
