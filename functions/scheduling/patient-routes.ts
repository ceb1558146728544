import { httpProblem } from '#functions/platform/problem.ts'
import { type Actor, patientsOf, sitesOf } from '#shared/access/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Desk, SchedulingHandlers } from './desk.ts'
import { basisOf, mayTouch } from './policy.ts'
import { appointmentOf } from './views.ts'

const pageMark = /^\d{4}-\d{2}-\d{2}\.[12]$/

/** The site for which somebody looks: theirs, where the patient has an appointment there. */
const bodyOf = (actor: Actor | undefined, shown: readonly { readonly siteId: string }[]) =>
  actor && sitesOf(actor, 'clinic-staff').find((siteId) => shown.some((one) => one.siteId === siteId))

const isOwn = (actor: Actor | undefined, patientId: string): boolean =>
  actor ? patientsOf(actor).includes(patientId) : false

const works = (actor: Actor | undefined): boolean =>
  actor?.grants.some(({ siteId, practitionerId }) => siteId ?? practitionerId) ?? false

/** What patients see of their own appointments, and a desk of its patients. */
export const patientRoutes = (desk: Desk) =>
  ({
    async listAppointments(request) {
      const { patientId } = request.params
      const { after } = request.query
      const { actor } = request
      const own = isOwn(actor, patientId)
      if (!own && !works(actor)) throw httpProblem('not-found')
      const mark = after !== undefined && pageMark.test(after) ? after : undefined
      const { guards, next } = await desk.repository.pageGuards(patientId, mark)
      const shown = guards.filter((guard) => mayTouch(request, 'read', guard))
      if (shown.length > 0)
        await desk.journal.note(
          request.entry({
            act: 'appointments-read',
            aggregateId: patientId,
            bodyId: own ? undefined : bodyOf(actor, shown),
            basis: basisOf(actor, patientId),
            patientIds: [patientId],
          }),
        )
      return accept({ appointments: shown.map(appointmentOf), ...(next ? { next } : {}) })
    },

    async readPatientCard(request) {
      const { patientId } = request.params
      const sites = request.actor ? sitesOf(request.actor, 'clinic-staff') : []
      const found = await desk.repository.findCard(patientId)
      const siteId = found?.siteIds.find((one) => sites.includes(one))
      if (!found || !siteId) return refuse('patient-unknown')
      const { guards } = await desk.repository.pageGuards(patientId, undefined)
      const here = guards.filter((guard) => mayTouch(request, 'read', guard))
      await desk.journal.note(
        request.entry({
          act: 'patient-card-read',
          aggregateId: patientId,
          bodyId: siteId,
          patientIds: [patientId],
        }),
      )
      return accept({ patientId, card: found.card, appointments: here.map(appointmentOf) })
    },
  }) satisfies Pick<SchedulingHandlers, 'listAppointments' | 'readPatientCard'>
