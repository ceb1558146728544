import { type App, createApp } from '#functions/platform/http.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { patientsContract } from '#shared/patients/index.ts'
import { patientsRepository } from './repository.ts'
import { patientsRoutes } from './routes.ts'

/** `/api/patients/…` */
export function patientsApp(platform: Platform): App {
  const repository = patientsRepository(platform)
  return createApp(patientsContract, patientsRoutes({ ...platform, repository }), platform)
}
