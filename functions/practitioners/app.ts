import { type App, createApp } from '#functions/platform/http.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { practitionersContract } from '#shared/practitioners/index.ts'
import type { PractitionersRepository } from './repository.ts'
import { practitionersRoutes } from './routes.ts'

export const practitionersApp = (platform: Platform, register: PractitionersRepository): App =>
  createApp(practitionersContract, practitionersRoutes(register), platform)
