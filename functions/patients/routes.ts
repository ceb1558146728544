import type { Handlers } from '#functions/platform/request.ts'
import type { patientsContract } from '#shared/patients/index.ts'
import { admissionRoutes } from './admission-routes.ts'
import type { RoutesParts } from './on-record.ts'
import { readingRoutes } from './reading-routes.ts'
import { writingRoutes } from './writing-routes.ts'

export const patientsRoutes = (parts: RoutesParts): Handlers<typeof patientsContract.operations> => ({
  ...writingRoutes(parts),
  ...admissionRoutes(parts),
  ...readingRoutes(parts),
})
