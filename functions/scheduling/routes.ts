import type { Platform } from '#functions/platform/platform.ts'
import { acceptOffer } from './accept-route.ts'
import { appealRoutes } from './appeal-routes.ts'
import { appointmentRoutes } from './appointment-routes.ts'
import { cascadeRoutes } from './cascade-routes.ts'
import { comingRoutes } from './coming-routes.ts'
import { commitmentRoutes } from './commitment-routes.ts'
import { openDesk, type SchedulingHandlers } from './desk.ts'
import { exportDayList } from './export-route.ts'
import { fileRoutes } from './file-routes.ts'
import { bookFollowUp, findFollowUps } from './follow-up-routes.ts'
import { substituteSession, swapSessions } from './handover-routes.ts'
import { holdRoutes } from './hold-routes.ts'
import { dayListRoutes, siteRoutes } from './list-routes.ts'
import { moveSession } from './move-session-route.ts'
import { offerRoutes } from './offer-routes.ts'
import { patientRoutes } from './patient-routes.ts'
import { practitionerRoutes } from './practitioner-routes.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { readMyPlace } from './queue-routes.ts'
import { rosterRoutes } from './roster-routes.ts'
import { bookSeries } from './series-route.ts'
import { sessionRoutes } from './session-routes.ts'
import { stepRoutes } from './step-routes.ts'
import { stopRoutes } from './stop-routes.ts'
import { templateRoutes } from './template-routes.ts'
import { templateRunRoutes } from './template-run-routes.ts'
import { bookTogether } from './together-route.ts'
import { travelRoutes } from './travel-routes.ts'
import { visitAnswerRoutes } from './visit-answer-routes.ts'
import { visitListRoutes } from './visit-list-routes.ts'
import { visitRoutes } from './visit-routes.ts'
import { waitlistRoutes } from './waitlist-routes.ts'
import { addWalkIn } from './walk-in-route.ts'

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
    ...travelRoutes(desk),
    ...rosterRoutes(desk),
    ...commitmentRoutes(desk),
    exportDayList: exportDayList(desk),
    ...holdRoutes(desk),
    findFollowUps: findFollowUps(desk),
    bookFollowUp: bookFollowUp(desk),
    bookSeries: bookSeries(desk),
    bookTogether: bookTogether(desk),
    addWalkIn: addWalkIn(desk),
    ...waitlistRoutes(desk),
    acceptOffer: acceptOffer(desk),
    readMyPlace: readMyPlace(desk),
    ...appealRoutes(desk),
    ...cascadeRoutes(desk),
    substituteSession: substituteSession(desk),
    swapSessions: swapSessions(desk),
    moveSession: moveSession(desk),
    ...offerRoutes(desk),
    ...comingRoutes(desk),
    ...visitRoutes(desk),
    ...visitAnswerRoutes(desk),
    ...visitListRoutes(desk),
    ...proposalRoutes(desk),
  }
}
