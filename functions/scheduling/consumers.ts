import type { Consumers } from '#functions/platform/events.ts'
import type { Platform } from '#functions/platform/platform.ts'
import type { PublicFiles } from '#functions/platform/public-files.ts'
import { addDays, dateAt, monthOf } from '#shared/kernel/calendar.ts'
import { schedulingConsumers } from './events.ts'
import { projectionWriter } from './projection-repository.ts'
import { type PublicDays, publicDays } from './public-days.ts'
import { schedulingRepository } from './repository.ts'

interface Choice {
  /** Each event waits until the public file is written: where the process is frozen after it. */
  readonly waits: boolean
}

/** The listeners over the real table. On one machine the file is made anew at the start: a kill may have cost a write. */
export function openConsumers(
  platform: Platform,
  files: PublicFiles | undefined,
  { waits }: Choice,
): Consumers {
  const { table, now, log } = platform
  const repository = schedulingRepository(platform)
  const published = files && publicDays({ repository, files, now, log, waits })
  if (published !== undefined && !waits) setTimeout(() => void renewed(published, platform), 1000).unref()
  return schedulingConsumers({
    projections: projectionWriter(table),
    published,
    findAddress: async (siteId) => (await repository.findClinic(siteId))?.address ?? '',
  })
}

async function renewed(published: PublicDays, { now, log }: Platform): Promise<void> {
  const today = dateAt(now())
  const months = [...new Set([0, 31, 60].map((days) => monthOf(addDays(today, days))))]
  await published
    .rebuild(months)
    .catch((error: Error) => log.warn({ error: error.name }, 'the published file was not renewed'))
}
