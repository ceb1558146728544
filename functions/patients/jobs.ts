import type { Jobs } from '#functions/platform/jobs.ts'
import type { NoticeDesk } from './notice-parts.ts'
import { sendNotice } from './notice-sending.ts'

/** What patients does by itself: copies go to the gateway at their hour. */
export const patientsJobs = (desk: NoticeDesk): Jobs => ({ 'notice-send': sendNotice(desk) })
