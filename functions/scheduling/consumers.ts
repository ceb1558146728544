import type { Consumers, Delivered } from '#functions/platform/events.ts'
import type { Platform } from '#functions/platform/platform.ts'
import type { PublicFiles } from '#functions/platform/public-files.ts'
import { addDays, dateAt, monthOf } from '#shared/kernel/calendar.ts'
import { cascadeConsumers } from './cascade-consumers.ts'
import { openDesk } from './desk.ts'
import { schedulingConsumers } from './events.ts'
import { renewingConsumers } from './offer-renewing.ts'
import { projectionWriter } from './projection-repository.ts'
import { type PublicDays, type PublicDaysParts, publicDays } from './public-days.ts'
import { reminderConsumers } from './reminders.ts'
import { renamingConsumers } from './renaming.ts'
import { schedulingRepository } from './repository.ts'
import { sessionCounts } from './session-counts.ts'
import { waitingConsumers } from './waiting-consumers.ts'

type Choice = Pick<PublicDaysParts, 'waits' | 'pauseMs'>

/** The listeners over the real table. On one machine the file is made anew at the start: a kill may have cost a write. */
export function openConsumers(
  platform: Platform,
  files: PublicFiles | undefined,
  { waits, pauseMs }: Choice,
): Consumers {
  const { table, now, log } = platform
  const repository = schedulingRepository(platform)
  const projections = projectionWriter(table)
  const counts = sessionCounts(repository, projections)
  const published = publicDays({ repository, files, counts, now, log, waits, pauseMs })
  if (files && !waits) setTimeout(() => void renewed(published, platform), 1000).unref()
  const own = schedulingConsumers({ projections, published, counts, findClinic: repository.findClinic })
  const desk = openDesk(platform)
  const heard = [
    own,
    waitingConsumers(desk, published),
    cascadeConsumers(desk, published),
    reminderConsumers(desk),
    renewingConsumers(desk),
    renamingConsumers(desk),
  ]
  return heard.reduce(oneAfterAnother)
}

/** Several that listen to the same act hear it in this order. */
const oneAfterAnother = (first: Consumers, then: Consumers): Consumers => ({
  ...first,
  ...Object.fromEntries(
    Object.entries(then).map(([act, listen]) => [
      act,
      async (event: Delivered) => {
        await first[act]?.(event)
        await listen(event)
      },
    ]),
  ),
})

async function renewed(published: PublicDays, { now, log }: Platform): Promise<void> {
  const today = dateAt(now())
  const months = [...new Set([0, 31, 60].map((days) => monthOf(addDays(today, days))))]
  await published
    .rebuild(months)
    .catch((error: Error) => log.warn({ error: error.name }, 'the published file was not renewed'))
}
