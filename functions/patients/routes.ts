import type { Handlers } from '#functions/platform/request.ts'
import type { patientsContract } from '#shared/patients/index.ts'
import { admissionRoutes } from './admission-routes.ts'
import { contactRoutes } from './contact-routes.ts'
import type { NoticeDesk } from './notice-parts.ts'
import { noticeRoutes } from './notice-routes.ts'
import type { RoutesParts } from './on-record.ts'
import { readingRoutes } from './reading-routes.ts'
import { receiptRoutes } from './receipt-routes.ts'
import { writingRoutes } from './writing-routes.ts'

export const patientsRoutes = (
  parts: RoutesParts & NoticeDesk,
): Handlers<typeof patientsContract.operations> => ({
  ...writingRoutes(parts),
  ...admissionRoutes(parts),
  ...readingRoutes(parts),
  ...noticeRoutes(parts),
  ...contactRoutes(parts),
  ...receiptRoutes(parts),
})
