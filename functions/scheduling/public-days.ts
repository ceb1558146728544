import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '#functions/platform/log.ts'
import type { PublicFiles } from '#functions/platform/public-files.ts'
import { addDays, daysBetween, monthOf } from '#shared/kernel/calendar.ts'
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
import { cellOf } from './views.ts'

/** Least milliseconds between two writes of the file: the 08:00 release changes it hundreds of times a second. */
const pauseMs = 250

export interface PublicDaysParts {
  readonly repository: SchedulingRepository
  readonly files: PublicFiles
  readonly now: () => number
  readonly log: Log
  /** A function in the cloud is frozen when it has answered: there each event waits until the file is written. */
  readonly waits: boolean
}

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

const firstOf = (month: string) => `${month}-01`
const daysIn = (month: string): number =>
  daysBetween(firstOf(month), addDays(firstOf(month), 31)) - Number(addDays(firstOf(month), 31).slice(8)) + 1

/** What the public may see of some days of a site, as they stand in the table. */
async function standing(
  repository: SchedulingRepository,
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
  const shown = sessions.flatMap(
    (session) => publicSessionOf(session, (bySession.get(session.sessionId) ?? []).map(cellOf)) ?? [],
  )
  const byDay = Map.groupBy(shown, ({ date }: PublicSession) => date)
  const days = from === to ? [from] : [...byDay.keys()]
  return days.map((date) => ({ siteId, date, site, sessions: byDay.get(date) ?? [] }))
}

/**
 * Keeps the published file. An event only says which day of which site to look at again: what is written is what the
 * table says at that moment, so doubled, late and reordered events do no harm.
 */
export function publicDays({ repository, files, now, log, waits }: PublicDaysParts) {
  const touched = new Map<string, { siteId: string; date: string }>()
  let writing: Promise<void> = Promise.resolve()
  let planned: Promise<void> | undefined
  let last = 0

  const read = async (month: string): Promise<{ month: PublicMonth; mark: string | undefined }> => {
    const file = await files.read(publicFileOf(month))
    const parsed = publicMonth.safeParse(file?.json)
    const days = calendarDays(firstOf(month), daysIn(month))
    return {
      month: parsed.success ? { ...parsed.data, days } : emptyMonth(month, days, now()),
      mark: file?.mark,
    }
  }

  /** Reads, changes and writes until nobody else has written in between. */
  async function change(month: string, fresh: () => Promise<SiteDay[]>): Promise<void> {
    for (let attempt = 0; attempt < 8; attempt++) {
      const [stood, changed] = await Promise.all([read(month), fresh()])
      if (await files.write(publicFileOf(month), monthWith(stood.month, changed, now()), stood.mark)) return
      await delay(20 * (attempt + 1))
    }
    throw new Error('The published file is written by too many at once')
  }

  async function flush(): Promise<void> {
    last = now()
    const taken = [...touched.values()]
    touched.clear()
    try {
      for (const [month, days] of Map.groupBy(taken, ({ date }) => monthOf(date)))
        await change(month, async () =>
          (
            await Promise.all(days.map(({ siteId, date }) => standing(repository, siteId, date, date)))
          ).flat(),
        )
    } catch (error) {
      for (const one of taken) touched.set(`${one.siteId} ${one.date}`, one)
      throw error
    }
  }

  const queued = (): Promise<void> => {
    const next = writing.then(flush)
    writing = next.catch(() => {})
    return next
  }

  /** One writer at a time; what comes while one waits goes along with it. */
  function plan(): Promise<void> {
    planned ??= (async () => {
      await delay(Math.max(0, pauseMs - (now() - last)))
      planned = undefined
      await queued()
    })()
    return planned
  }

  return {
    /** Looks at a day of a site again. Resolves when the file says what the table says, or soon before. */
    async touch(siteId: string, date: string): Promise<void> {
      touched.set(`${siteId} ${date}`, { siteId, date })
      const soon = planned === undefined && now() - last >= pauseMs
      const written = soon ? queued() : plan()
      if (waits || soon) return written
      written.catch((error: Error) => log.error({ error: error.name }, 'the published file was not written'))
    },

    /** Writes whole months anew from the table, one site's month by two queries. */
    async rebuild(months: readonly string[]): Promise<void> {
      const clinics = await repository.listClinics()
      for (const month of months) {
        const upTo = addDays(firstOf(month), daysIn(month) - 1)
        const fresh = async () =>
          (
            await Promise.all(clinics.map(({ siteId }) => standing(repository, siteId, firstOf(month), upTo)))
          ).flat()
        await change(month, fresh)
      }
    },

    /** The days of one site from today on that the file may show: after its name or place has changed. */
    async touchSite(siteId: string, from: string, days: number): Promise<void> {
      const upTo = addDays(from, days)
      const months = [...new Set([monthOf(from), monthOf(addDays(from, 31)), monthOf(upTo)])].filter(
        (month) => month <= monthOf(upTo),
      )
      for (const month of months) {
        const first = month === monthOf(from) ? from : firstOf(month)
        const final = addDays(firstOf(month), daysIn(month) - 1)
        await change(month, () => standing(repository, siteId, first, final))
      }
    },
  }
}
export type PublicDays = ReturnType<typeof publicDays>
