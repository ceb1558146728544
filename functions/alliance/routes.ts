import type { Handlers } from '#functions/platform/request.ts'
import type { allianceContract } from '#shared/alliance/index.ts'
import type { AgreementRepository } from './agreement-repository.ts'
import { agreementRoutes, agreementWrites } from './agreement-routes.ts'
import type { DepartmentRepository } from './department-repository.ts'
import { departmentRoutes } from './department-routes.ts'
import { departmentSteps } from './department-steps.ts'
import { importRoutes } from './import-routes.ts'
import { populationRoute } from './population-route.ts'
import type { DirectoryRepository } from './repository.ts'
import { siteRoutes, siteWrites } from './site-routes.ts'

export const allianceRoutes = (
  directory: DirectoryRepository,
  departments: DepartmentRepository,
  agreements: AgreementRepository,
): Handlers<typeof allianceContract.operations> => ({
  ...siteRoutes(directory, departments),
  ...siteWrites(directory),
  ...importRoutes(directory),
  ...populationRoute(directory),
  ...departmentRoutes(directory, departments),
  ...departmentSteps(directory, departments),
  ...agreementRoutes(agreements),
  ...agreementWrites(directory, agreements),
})
