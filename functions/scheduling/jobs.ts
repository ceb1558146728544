import type { Jobs } from '#functions/platform/jobs.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { cascadeJobs } from './cascade-jobs.ts'
import { openDesk } from './desk.ts'
import { reminderJobs } from './reminders.ts'
import { visitJobs } from './visit-jobs.ts'
import { waitingJobs } from './waiting-jobs.ts'

/** What scheduling does by itself when it falls due, by kind. */
export const schedulingJobs = (platform: Platform): Jobs => {
  const desk = openDesk(platform)
  return { ...reminderJobs(desk), ...waitingJobs(desk), ...visitJobs(desk), ...cascadeJobs(desk) }
}
