import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '#functions/platform/log.ts'
import type { PublicFiles } from '#functions/platform/public-files.ts'
import { addDays, monthOf } from '#shared/kernel/calendar.ts'
import type { SiteDay } from '#shared/scheduling/index.ts'
import { firstOf, type Looking, lastOf, monthFile, standing } from './month-file.ts'

/** Least milliseconds between two writes of the file: the 08:00 release changes it hundreds of times a second. */
const usualPauseMs = 250

export interface PublicDaysParts extends Looking {
  /** Absent where nothing is published: the days are looked at for the counts alone then. */
  readonly files: PublicFiles | undefined
  readonly log: Log
  /** A function in the cloud is frozen when it has answered: there each event waits until the file is written. */
  readonly waits: boolean
  /** Another least pause: a test that plays days in moments has none. */
  readonly pauseMs?: number | undefined
}

interface Day {
  readonly siteId: string
  readonly date: string
}

/** Runs `flush` at once where it has not run for a while, else after the pause: never two at a time. */
function coalesced(pauseMs: number, flush: () => Promise<void>) {
  let running: Promise<void> = Promise.resolve()
  let planned: Promise<void> | undefined
  let last = Number.NEGATIVE_INFINITY
  const queued = (): Promise<void> => {
    last = performance.now()
    const next = running.then(flush)
    running = next.catch(() => {})
    return next
  }
  const plan = async (): Promise<void> => {
    await delay(Math.max(0, pauseMs - (performance.now() - last)))
    planned = undefined
    await queued()
  }
  return () => {
    const soon = planned === undefined && performance.now() - last >= pauseMs
    if (!soon) planned ??= plan()
    return { soon, written: soon || !planned ? queued() : planned }
  }
}

/**
 * Keeps the published file, and the counts of the numbers that are read for it. An event only says which day of which
 * site to look at again: what is written is what the table says at that moment, so doubled, late and reordered events do
 * no harm.
 */
export function publicDays({ files, log, waits, pauseMs, ...looking }: PublicDaysParts) {
  const { repository, now } = looking
  const file = files && monthFile(files, now)
  const touched = new Map<string, Day>()
  const standingOf = async (days: readonly Day[]): Promise<SiteDay[]> =>
    (await Promise.all(days.map(({ siteId, date }) => standing(looking, siteId, date, date)))).flat()

  /** Writes what is found; where there is no file, it is looked at all the same. */
  async function change(month: string, find: () => Promise<SiteDay[]>): Promise<void> {
    if (file) await file.change(month, find)
    else await find()
  }

  const flush = coalesced(pauseMs ?? usualPauseMs, async () => {
    const taken = [...touched.values()]
    touched.clear()
    try {
      for (const [month, days] of Map.groupBy(taken, ({ date }) => monthOf(date)))
        await change(month, () => standingOf(days))
    } catch (error) {
      for (const one of taken) touched.set(`${one.siteId} ${one.date}`, one)
      throw error
    }
  })

  return {
    /** Looks at a day of a site again. Resolves when the file says what the table says, or soon before. */
    async touch(siteId: string, date: string): Promise<void> {
      touched.set(`${siteId} ${date}`, { siteId, date })
      const { soon, written } = flush()
      if (waits || soon) return written
      written.catch((error: Error) => log.error({ error: error.name }, 'the published file was not written'))
    },

    /** Writes whole months anew from the table, one site's month by two queries. */
    async rebuild(months: readonly string[]): Promise<void> {
      const clinics = await repository.listClinics()
      for (const month of months) {
        const ofSite = (siteId: string) => standing(looking, siteId, firstOf(month), lastOf(month))
        await change(month, async () =>
          (await Promise.all(clinics.map(({ siteId }) => ofSite(siteId)))).flat(),
        )
      }
    },

    /** The days of one site that the file may show: after its name or place has changed. */
    async touchSite(siteId: string, from: string, days: number): Promise<void> {
      const months = new Set([0, days / 2, days].map((ahead) => monthOf(addDays(from, Math.floor(ahead)))))
      for (const month of months) {
        const first = month === monthOf(from) ? from : firstOf(month)
        await change(month, () => standing(looking, siteId, first, lastOf(month)))
      }
    },
  }
}
export type PublicDays = ReturnType<typeof publicDays>
