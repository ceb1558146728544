import { type App, createApp } from '#functions/platform/http.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { patientsContract } from '#shared/patients/index.ts'
import { noticeDesk } from './notice-desk.ts'
import { patientsRoutes } from './routes.ts'

/** `/api/patients/…` */
export const patientsApp = (platform: Platform, desk = noticeDesk(platform)): App =>
  createApp(patientsContract, patientsRoutes({ ...platform, ...desk }), platform)
