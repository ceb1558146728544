import type { Platform } from '#functions/platform/platform.ts'
import { appointmentRoutes } from './appointment-routes.ts'
import { openDesk, type SchedulingHandlers } from './desk.ts'
import { exportDayList } from './export-route.ts'
import { fileRoutes } from './file-routes.ts'
import { dayListRoutes, siteRoutes } from './list-routes.ts'
import { patientRoutes } from './patient-routes.ts'
import { practitionerRoutes } from './practitioner-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { stepRoutes } from './step-routes.ts'
import { stopRoutes } from './stop-routes.ts'
import { templateRoutes } from './template-routes.ts'
import { templateRunRoutes } from './template-run-routes.ts'

/** One handler for each operation, by what they are about. */
export function schedulingRoutes(platform: Platform): SchedulingHandlers {
  const desk = openDesk(platform)
  return {
    ...sessionRoutes(desk),
    ...stopRoutes(desk),
    ...templateRoutes(desk),
    ...templateRunRoutes(desk),
    ...appointmentRoutes(desk),
    ...stepRoutes(desk),
    ...siteRoutes(desk),
    ...dayListRoutes(desk),
    ...practitionerRoutes(desk),
    ...patientRoutes(desk),
    ...fileRoutes(desk),
    exportDayList: exportDayList(desk),
  }
}
