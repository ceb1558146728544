import { consume, type Delivered } from '#functions/platform/events.ts'
import { practitionersApp } from '#functions/practitioners/app.ts'
import { practitionersConsumers } from '#functions/practitioners/consumers.ts'
import { practitionersRepository } from '#functions/practitioners/repository.ts'
import type { SiteFacts } from '#shared/alliance/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { type Practice, spansOf } from '#shared/practitioners/index.ts'
import { asking, people, testPlatform } from '#test/support/platform.ts'

/** Tuesday, 15 September 2026, 10:00 in Beijing. */
export const today = '2026-09-15'

export const place = (siteId: string, name: string, more: Partial<SiteFacts> = {}): SiteFacts => ({
  siteId,
  organisationId: siteId,
  organisationName: name,
  name,
  shortName: name.replace('社区卫生服务中心', ''),
  initials: [],
  kind: 'community-centre',
  tier: 'primary',
  networkRole: 'base',
  areaCode: '110105026',
  areaName: '望京街道',
  version: 1,
  ...more,
})

export const event = (
  name: string,
  data: unknown,
  order = '0',
  patientIds: readonly string[] = [],
): Delivered => {
  const [context = '', act = ''] = name.split('/')
  return {
    context,
    act,
    data,
    aggregateId: 'a',
    entryId: 'e',
    at: 0,
    personId: 'office',
    basis: 'office',
    patientIds,
    order,
  }
}

/** The register over an empty table that has heard of three places, with the office signed in. */
export async function openRegister() {
  const now = { at: instantOf(today, 600) }
  const platform = await testPlatform({ context: 'practitioners', now: () => now.at })
  const repository = practitionersRepository(platform.table, platform.journal)
  const app = practitionersApp(platform, repository)
  const listening = { now: () => now.at, fields: platform.fields }
  const hear = (...told: Parameters<typeof event>) =>
    consume(practitionersConsumers(repository, listening), event(...told))
  await hear('alliance/sites-imported', {
    sites: [
      place('site-050', '望京社区卫生服务中心'),
      place('site-051', '东湖社区卫生服务中心'),
      place('site-056', '首都医科大学附属北京安定医院', { kind: 'psychiatric-hospital', tier: 'tertiary' }),
      place('site-072', '北京安定医院望京门诊部', { organisationId: 'site-056' }),
    ],
  })
  const roles = people(platform)
  return { platform, repository, app, hear, roles, now, office: asking(app, await roles.office()) }
}

/** A filed practice whose days follow from what is said of it; nothing else bounds it. */
export const filing = (more: Partial<Practice> = {}): Practice => {
  const one: Practice = {
    practiceId: 'p1',
    siteId: 'site-050',
    siteName: '望京社区卫生服务中心',
    siteShortName: '望京',
    basis: 'alliance',
    stage: 'filed',
    from: '2026-01-01',
    to: '2026-12-31',
    filedAt: 0,
    spans: [],
    endsBy: 'filing',
    ...more,
  }
  return more.spans ? one : { ...one, ...spansOf({}, one, []) }
}

export const chen = {
  name: '陈思远',
  licenceNumber: '110000000000001',
  title: 'chief',
  specialties: ['general', 'mood'],
  mainOrganisationId: 'site-056',
}
export const term = { siteId: 'site-050', basis: 'alliance', from: '2026-01-01', to: '2026-12-31' }
