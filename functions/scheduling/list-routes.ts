import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { parseSessionId, type Slot, settingLines, waitingOf } from '#shared/scheduling/index.ts'
import type { Desk, SchedulingHandlers } from './desk.ts'
import { calendarDayOf, calendarDays } from './holidays.ts'
import { mayReadDayList, mayReadSession } from './policy.ts'
import { grouped, patientsIn, slotOf, withCells, withSlots } from './views.ts'

/** Everything of a site from one day to another, both included, in two queries. */
export async function siteDays({ repository }: Desk, siteId: string, from: IsoDate, to: IsoDate) {
  const [sessions, slots] = await Promise.all([
    repository.listSessions(siteId, from, to),
    repository.listSiteSlots(siteId, from, to),
  ])
  return { sessions, slots }
}

/** The number that was called last, while it is with the doctor. */
function lastCallIn(numbers: readonly Pick<Slot, 'number' | 'state' | 'held'>[]) {
  const [last] = numbers
    .flatMap(({ state, number, held }) =>
      state === 'called' && held?.calledAt !== undefined ? [{ number, at: held.calledAt }] : [],
    )
    .sort((a, b) => b.at - a.at)
  return last ? { lastCall: last } : {}
}

/** 过号: who was called and did not come, and has not been called again. */
const passedIn = (numbers: readonly Pick<Slot, 'number' | 'state' | 'held'>[]): number[] =>
  numbers
    .filter(({ state, held }) => state === 'arrived' && held?.before === 'called')
    .map(({ number }) => number)

/** What a site's people see of its days: no names. */
export const siteRoutes = (desk: Desk) =>
  ({
    async listWeek(request) {
      const { siteId } = request.params
      const { from, days } = request.query
      const whole = mayReadSession(request, { siteId, practitionerId: '' })
      const clinic = await desk.repository.findClinic(siteId)
      const { sessions, slots } = await siteDays(desk, siteId, from, addDays(from, days - 1))
      const own = sessions.filter((session) => whole || mayReadSession(request, session))
      if (!clinic || (!whole && own.length === 0)) return refuse('site-unknown')
      return accept({ days: await calendarDays(from, days), sessions: grouped(own, slots, withCells) })
    },

    async readQueue(request) {
      const { siteId, date } = request.params
      const clinic = await desk.repository.findClinic(siteId)
      const { sessions, slots } = await siteDays(desk, siteId, date, date)
      const own = sessions.filter(
        (session) => mayReadSession(request, session) && session.state === 'published',
      )
      const whole = mayReadSession(request, { siteId, practitionerId: '' })
      if (!clinic || (!whole && own.length === 0)) return refuse('site-unknown')
      const rooms = grouped(own, slots, ({ sessionId, room, halfDay }, numbers) => {
        const inState = (state: string) =>
          numbers.filter((slot) => slot.state === state).map(({ number }) => number)
        const waiting = waitingOf(numbers).map(({ number }) => number)
        return {
          sessionId,
          room,
          halfDay,
          calling: inState('called'),
          next: waiting.slice(0, 3),
          waiting: waiting.length,
          passed: passedIn(numbers),
          ...lastCallIn(numbers),
        }
      })
      return accept({ siteName: clinic.name, date, rooms })
    },

    async listChoices(request) {
      const { siteId } = request.params
      const { repository } = desk
      const [clinic, departments, practitioners] = await Promise.all([
        repository.findClinic(siteId),
        repository.listDepartments(siteId),
        repository.listSiteDoctors(siteId),
      ])
      if (!clinic || !mayReadSession(request, { siteId, practitionerId: '' })) return refuse('site-unknown')
      return accept({
        siteName: clinic.name,
        departments: departments.map(({ departmentId, name, accepted }) => ({
          departmentId,
          name,
          accepted,
        })),
        practitioners: practitioners.flatMap(({ terms, ...doctor }) =>
          terms.map(({ from, to }) => ({ ...doctor, kinds: [...doctor.kinds], from, to })),
        ),
      })
    },

    async readSettings() {
      return accept({ settings: settingLines(desk.settings) })
    },
  }) satisfies Pick<SchedulingHandlers, 'listWeek' | 'readQueue' | 'listChoices' | 'readSettings'>

/** Lists with names: each reading leaves exactly one entry in the journal. */
export const dayListRoutes = (desk: Desk) =>
  ({
    async readSession(request) {
      const key = parseSessionId(request.params.sessionId)
      if (!key) return refuse('session-unknown')
      const [session, slots] = await Promise.all([
        desk.repository.findSession(key),
        desk.repository.listSlots(key),
      ])
      if (!session || !mayReadDayList(request, session)) return refuse('session-unknown')
      const { sessionId, siteId } = session
      const entry = {
        act: 'day-list-read',
        aggregateId: sessionId,
        bodyId: siteId,
        patientIds: patientsIn(slots),
      }
      await desk.journal.note(request.entry(entry))
      return accept(withSlots(session, slots))
    },

    async readDayList(request) {
      const { siteId, date } = request.params
      const { sessions, slots } = await siteDays(desk, siteId, date, date)
      const own = sessions.filter((session) => mayReadDayList(request, session))
      if (own.length === 0)
        request.require('read', 'DayList', {
          siteId,
          practitionerId: request.actor?.grants.find((held) => held.practitionerId)?.practitionerId,
        })
      const seen = new Set(own.map(({ sessionId }) => sessionId))
      const shown = slots.filter(({ sessionId }) => seen.has(sessionId))
      await desk.journal.note(
        request.entry({
          act: 'day-list-read',
          aggregateId: `${siteId}.${date}`,
          bodyId: siteId,
          patientIds: patientsIn(shown.map(slotOf)),
        }),
      )
      return accept({ day: await calendarDayOf(date), sessions: grouped(own, shown, withSlots) })
    },
  }) satisfies Pick<SchedulingHandlers, 'readSession' | 'readDayList'>
