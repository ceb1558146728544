import { type App, createApp } from '#functions/platform/http.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { allianceContract } from '#shared/alliance/index.ts'
import { agreementRepository } from './agreement-repository.ts'
import { departmentRepository } from './department-repository.ts'
import { directoryRepository } from './repository.ts'
import { revalidated } from './revalidate.ts'
import { allianceRoutes } from './routes.ts'

export function allianceApp(platform: Platform): App {
  const { table, journal } = platform
  const routes = allianceRoutes(
    directoryRepository(table, journal),
    departmentRepository(table, journal),
    agreementRepository(table, journal),
  )
  return revalidated(createApp(allianceContract, routes, platform))
}
