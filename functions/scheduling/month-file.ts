import { setTimeout as delay } from 'node:timers/promises'
import type { PublicFiles } from '#functions/platform/public-files.ts'
import { addDays, daysBetween } from '#shared/kernel/calendar.ts'
import {
  emptyMonth,
  monthWith,
  type PublicMonth,
  type PublicSession,
  type PublicSite,
  publicFileOf,
  publicMonth,
  publicSessionOf,
  type SiteDay,
} from '#shared/scheduling/index.ts'
import { calendarDays } from './holidays.ts'
import type { Clinic } from './projections.ts'
import type { SchedulingRepository } from './repository.ts'
import type { Counts } from './session-counts.ts'
import { cellOf } from './views.ts'

const siteOf = ({
  siteId,
  name,
  shortName,
  address,
  areaCode,
  areaName,
  lon,
  lat,
}: Clinic): PublicSite | undefined =>
  lon === undefined || lat === undefined
    ? undefined
    : { siteId, name, shortName, address, subdistrictCode: areaCode, subdistrictName: areaName, lon, lat }

export const firstOf = (month: string) => `${month}-01`
const daysIn = (month: string): number =>
  daysBetween(firstOf(month), addDays(firstOf(month), 31)) - Number(addDays(firstOf(month), 31).slice(8)) + 1

export interface Looking {
  readonly repository: SchedulingRepository
  /** Who keeps count of the numbers that are read on the way. */
  readonly counts?: Pick<Counts, 'keep'> | undefined
  readonly now: () => number
}

/** What the public may see of some days of a site, as they stand in the table. */
export async function standing(
  { repository, counts, now }: Looking,
  siteId: string,
  from: string,
  to: string,
): Promise<SiteDay[]> {
  const [clinic, sessions, slots] = await Promise.all([
    repository.findClinic(siteId),
    repository.listSessions(siteId, from, to),
    repository.listSiteSlots(siteId, from, to),
  ])
  const site = clinic && siteOf(clinic)
  const bySession = Map.groupBy(slots, ({ sessionId }) => sessionId)
  const slotsOf = (sessionId: string) => bySession.get(sessionId) ?? []
  await counts?.keep(sessions, slotsOf)
  const shown = sessions.flatMap(
    (session) => publicSessionOf(session, slotsOf(session.sessionId).map(cellOf), now()) ?? [],
  )
  const byDay = Map.groupBy(shown, ({ date }: PublicSession) => date)
  const days = from === to ? [from] : [...byDay.keys()]
  return days.map((date) => ({ siteId, date, site, sessions: byDay.get(date) ?? [] }))
}

export const lastOf = (month: string): string => addDays(firstOf(month), daysIn(month) - 1)

/** One month's file: read, changed and written until nobody else has written in between. */
export function monthFile(files: PublicFiles, now: () => number) {
  async function read(month: string): Promise<{ month: PublicMonth; mark: string | undefined }> {
    const file = await files.read(publicFileOf(month))
    const parsed = publicMonth.safeParse(file?.json)
    const days = await calendarDays(firstOf(month), daysIn(month))
    const stood = parsed.success ? { ...parsed.data, days } : emptyMonth(month, days, now())
    return { month: stood, mark: file?.mark }
  }

  return {
    /** @throws Error where others write faster for several attempts. */
    async change(month: string, fresh: () => Promise<SiteDay[]>): Promise<void> {
      for (let attempt = 0; attempt < 8; attempt++) {
        const stood = await read(month)
        const changed = await fresh()
        if (await files.write(publicFileOf(month), monthWith(stood.month, changed, now()), stood.mark)) return
        await delay(20 * (attempt + 1))
      }
      throw new Error('The published file is written by too many at once')
    },
  }
}
