import { grantsEntity } from '#functions/platform/grants.ts'
import { sessionCookie } from '#functions/platform/session.ts'
import type { Grant } from '#shared/access/index.ts'
import { type Clinic, donghu, farAway, wangjing } from '#test/scheduling/support.ts'
import { offers } from '#test/scheduling/visits-support.ts'
import { asking } from '#test/support/platform.ts'

export const sites = [wangjing, donghu, farAway]
export const doctors = ['prac-001', 'prac-002', 'prac-003']
const yearMs = 365 * 86_400_000

/** Everybody who asks for something, signed in for longer than any history takes. */
export async function openCrowd({ platform, app, clock }: Clinic) {
  const signedIn = new Map<string, ReturnType<typeof asking>>()
  const crowd = {
    async signIn(personId: string, ...grants: readonly Grant[]): Promise<void> {
      await grantsEntity(platform.table)
        .put({ personId, displayName: personId, version: 1, grants: [...grants] })
        .go()
      const since = clock.now
      const expiresAt = Math.max(since, Date.now()) + 2 * yearMs
      const sealed = await platform.seal.seal({ personId, since, expiresAt })
      const headers = {
        cookie: `${sessionCookie(platform.origin)}=${sealed}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
      }
      signedIn.set(personId, asking(app, headers))
    },
    /** @throws Error for who never signed in. */
    as(personId: string): ReturnType<typeof asking> {
      const found = signedIn.get(personId)
      if (!found) throw new Error(`Nobody is called ${personId}`)
      return found
    },
  }
  await crowd.signIn('office', { role: 'alliance-office' })
  for (const siteId of sites) await crowd.signIn(`staff-${siteId}`, { role: 'clinic-staff', siteId })
  for (const practitionerId of doctors) {
    await crowd.signIn(practitionerId, { role: 'practitioner', practitionerId })
    await offerHalves(crowd.as(practitionerId), practitionerId)
  }
  return crowd
}

/** Both halves of every clinic day: the first two may be booked, the third is asked, the second has a week's limit. */
async function offerHalves(by: ReturnType<typeof asking>, practitionerId: string): Promise<void> {
  for (const weekday of [2, 3, 4])
    for (const half of ['morning', 'afternoon'] as const)
      await offers(by, practitionerId, {
        on: { type: 'weekly', weekday, everyWeeks: 1 },
        half,
        time: half === 'morning' ? { start: 480, end: 720 } : { start: 780, end: 1020 },
        mode: practitionerId === 'prac-003' ? 'ask' : 'book',
        ...(practitionerId === 'prac-002' ? { visitsAWeek: 3 } : {}),
      })
}
