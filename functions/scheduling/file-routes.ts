import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { halfDayOf, parseSlotId } from '#shared/scheduling/index.ts'
import type { Desk, SchedulingHandlers } from './desk.ts'
import { feedOf, practitionerOfFeed } from './feed.ts'
import { basisOf, mayTouch } from './policy.ts'
import { wordsIn } from './words.ts'

/** How far a feed reaches, in days: calendars keep what has been for a while. */
const feedDays = { back: 30, ahead: 180 }

/** Calendars. The library that writes them is loaded when somebody asks for one, not at every cold start. */
export const fileRoutes = (desk: Desk) => {
  const host = new URL(desk.platform.origin).hostname
  return {
    async appointmentCalendar(request) {
      const key = parseSlotId(request.params.slotId)
      const slot = key && (await desk.repository.findSlot(key))
      const patientId = slot?.held?.patientId ?? slot?.left?.patientId
      if (!key || !slot || !patientId) return refuse('appointment-unknown')
      const guard = await desk.repository.findGuard(patientId, key.date, halfDayOf(slot.time))
      const own = guard?.slotId === slot.slotId && mayTouch(request, 'read', guard)
      if (!guard || !own) return refuse('appointment-unknown')
      const clinic = await desk.repository.findClinic(guard.siteId)
      const { appointmentId } = guard
      const entry = {
        act: 'appointment-calendar-read',
        aggregateId: appointmentId,
        bodyId: guard.siteId,
        basis: basisOf(request.actor, patientId),
        patientIds: [patientId],
      }
      await desk.journal.note(request.entry(entry))
      const { appointmentCalendar } = await import('./calendar.ts')
      const content = appointmentCalendar(guard, clinic, host, request.query.lang, request.now)
      return accept({ content, fileName: `${wordsIn(request.query.lang).calendar.appointment}.ics` })
    },

    async readFeedAddress(request) {
      const { practitionerId } = request.params
      request.require('subscribe', 'Calendar', { practitionerId })
      const path = `/api/scheduling/calendars/${feedOf(desk.platform.fields, practitionerId)}`
      return accept({ url: new URL(path, desk.platform.origin).href })
    },

    async readFeed(request) {
      const practitionerId = practitionerOfFeed(desk.platform.fields, request.params.feed)
      if (!practitionerId) return refuse('feed-unknown')
      const today = dateAt(request.now)
      const work = await desk.repository.listWork(
        practitionerId,
        addDays(today, -feedDays.back),
        addDays(today, feedDays.ahead),
      )
      const { feedCalendar } = await import('./calendar.ts')
      return accept({ content: feedCalendar(work, host, request.query.lang, request.now) })
    },
  } satisfies Pick<SchedulingHandlers, 'appointmentCalendar' | 'readFeedAddress' | 'readFeed'>
}
