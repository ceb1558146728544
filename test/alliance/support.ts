import { readFileSync } from 'node:fs'
import { allianceApp } from '#functions/alliance/app.ts'
import { initialsOf } from '#functions/platform/initials.ts'
import { currentStandard, type ItemAnswer, type Site, siteFrom, unwritten } from '#shared/alliance/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { entriesOf as journalOf } from '#test/scheduling/journal-of.ts'
import { asking, people, testPlatform } from '#test/support/platform.ts'

const data = (name: string) =>
  readFileSync(new URL(`../../infra/local/data/${name}.csv`, import.meta.url), 'utf8')
export const sitesCsv = data('sites')
export const subdistrictsCsv = data('subdistricts')

/** Tuesday, 15 September 2026, 10:00 in Beijing. */
export const today = '2026-09-15'
export const clock = { at: instantOf(today, 600) }

/** The alliance over an empty table, with its office signed in and the clock held. */
export async function openAlliance() {
  const now = { at: instantOf(today, 600) }
  const platform = await testPlatform({ context: 'alliance', now: () => now.at })
  const app = allianceApp(platform)
  const roles = people(platform)
  const office = asking(app, await roles.office())
  const staffOf = async (siteId: string) => asking(app, await roles.clinicStaff(siteId))
  return { platform, app, roles, office, staffOf, now }
}

/** The same, with the 43 sub-districts and the 71 sites of the list in it. */
export async function openDirectory() {
  const alliance = await openAlliance()
  await alliance.office.post('/api/alliance/subdistrict-imports', { csv: subdistrictsCsv })
  await alliance.office.post('/api/alliance/site-imports', { csv: sitesCsv })
  return alliance
}

export type Alliance = Awaited<ReturnType<typeof openDirectory>>

/** What the journal holds of one thing, oldest first. */
export const entriesOf = async ({ platform }: Pick<Alliance, 'platform'>, aggregateId: string) =>
  (await journalOf(platform.table)).filter((entry) => entry.aggregateId === aggregateId)

export const itemIds = currentStandard.items.map(({ itemId }) => itemId)

/** Every item met, but for those named, which are not, with a note. */
export const answersWith = (...notMet: readonly string[]): ItemAnswer[] =>
  itemIds.map((itemId) =>
    notMet.includes(itemId) ? { itemId, answer: 'not-met', note: '未达到' } : { itemId, answer: 'met' },
  )

export const fresh = unwritten('site-050', '精神科')
export const stepBy = (by: string, version: number) => ({ by, version, today, at: clock.at })

/** A site like another of the list. */
export const wangjing: Site = siteFrom(
  {
    name: '望京社区卫生服务中心',
    kind: 'community-centre',
    tier: 'primary',
    networkRole: 'base',
    areaCode: '110105026',
    areaName: '望京街道',
    lon: 116.474,
    lat: 39.996,
  },
  'site-050',
  1,
  initialsOf,
)
