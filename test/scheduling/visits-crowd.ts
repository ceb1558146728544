import { writeTogether } from '#functions/platform/table.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { addDays, mondayOf } from '#shared/kernel/calendar.ts'
import type { Claim } from '#shared/kernel/claim.ts'
import type { Offer } from '#shared/scheduling/index.ts'
import { type Clinic, practitionerEvent, siteEvent, wangjing } from './support.ts'
import { thursday } from './visits-support.ts'

/** Of the length that real ones have: 24 characters. */
export const expertId = (index: number): string => `x${String(index).padStart(3, '0')}`.padEnd(24, 'k')
const siteId = (index: number): string => `site-${String(index).padStart(3, '0')}`
const names = ['欧阳景行', '林若溪', '何清越', '沈一诺', '顾清和', '唐砚秋']
const hospital = '首都医科大学附属北京安定医院'

/** 60 community sites and 15 hospitals, all within the district. */
async function tellSites({ hear }: Clinic): Promise<void> {
  const sites = Array.from({ length: 75 }, (_, index) => index + 100)
  for (let at = 0; at < sites.length; at += 25)
    await hear('alliance/sites-imported', {
      sites: sites.slice(at, at + 25).map((index) =>
        siteEvent(siteId(index), {
          name: `第${index}社区卫生服务中心`,
          areaCode: `110105${String(index % 43).padStart(3, '0')}`,
          lon: 116.4 + (index % 10) / 50,
          lat: Number((39.85 + (index % 15) / 60).toFixed(5)),
        }),
      ),
    })
}

const term = (site: string) => ({
  ...{ practiceId: `pr-${site}`, siteId: site, basis: 'alliance' as const },
  ...{ from: '2026-01-01', to: '2027-12-31' },
})

const commitmentsOf = (index: number): Claim[] => {
  const duty: Claim = {
    claimId: `duty-${index}`.padEnd(24, 'k'),
    kind: 'hospital-duty',
    placeId: siteId(160 + (index % 15)),
    time: { start: 480, end: 690 },
  }
  const sessionId = `${siteId(100 + (index % 60))}.20260917.${String(index).padStart(6, '0')}`
  const visit: Claim = {
    ...{ claimId: sessionId, kind: 'clinic-visit', placeId: siteId(100 + (index % 60)) },
    ...{ time: { start: 810, end: 990 }, about: sessionId },
  }
  return [...(index % 5 > 0 ? [duty] : []), ...(index % 4 === 0 ? [visit] : [])]
}

/**
 * A district as it is: 89 experts with terms at a dozen sites each, three half-days that they offer, hospital duty on
 * most mornings, every fourth out on that afternoon, three visits each in that week.
 */
export async function crowd(clinic: Clinic, experts = 89): Promise<void> {
  await tellSites(clinic)
  const { platform, hear } = clinic
  const { changed } = schedulingRepository(platform)
  const { claims, table } = platform
  for (let index = 0; index < experts; index++) {
    const practitionerId = expertId(index)
    const name = names[index % names.length] ?? ''
    const others = Array.from({ length: 12 }, (_, turn) => siteId(100 + ((index * 7 + turn * 5) % 60)))
    const here = index % 5 === 1 ? [wangjing] : []
    await hear(
      'practitioners/practitioner-registered',
      practitionerEvent(practitionerId, {
        ...{ name, initials: 'lrx', title: 'associate-chief', specialties: ['child', 'general'] },
        ...{ mainOrganisationId: siteId(160 + (index % 15)), mainOrganisationName: hospital },
        sites: [...new Set([...others, ...here])].map(term),
      }),
    )
    const offers = Array.from({ length: 3 }, (_, turn): Offer => {
      const slot = (index * 3 + turn * 7) % 10
      const weekday = 1 + (slot % 5)
      const half = slot < 5 ? 'morning' : 'afternoon'
      return {
        offerId: `w${weekday}.${half[0]}.abc${String(turn).padStart(3, '0')}`,
        ...{ practitionerId, name, title: 'associate-chief', initials: 'lrx' },
        ...{ organisationId: siteId(160 + (index % 15)), organisationName: hospital },
        ...{ half, mode: index % 2 ? 'ask' : 'book', noticeDays: 3, sitesAWeek: 3, validFrom: '2026-09-01' },
        on: { type: 'weekly', weekday, everyWeeks: 1 },
        time: half === 'morning' ? { start: 480, end: 720 } : { start: 780, end: 1020 },
        kinds: ['child', 'general'],
        where: { type: 'district' },
        version: 1,
      }
    })
    for (const offer of offers) await writeTogether(table, [changed.offer(offer)])
    for (const claim of commitmentsOf(index)) {
      const added = claims.add(await claims.readDay(practitionerId, thursday), claim, () => 0)
      if (added.ok) await writeTogether(table, [added.value])
    }
    for (const turn of [0, 1, 2].slice(0, index % 4)) {
      const date = addDays(mondayOf(thursday), turn)
      const sessionId = `${siteId(100 + ((index + turn) % 60))}.${date.replaceAll('-', '')}.${String(index).padStart(6, '0')}`
      const session = {
        sessionId,
        practitionerId,
        date,
        time: { start: 540, end: 720 },
        kind: 'general' as const,
        state: 'published' as const,
      }
      await writeTogether(table, [changed.counted(session)])
    }
  }
}
