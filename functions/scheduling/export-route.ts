import { accept } from '#shared/kernel/decision.ts'
import type { Handler } from './desk.ts'
import { siteDays } from './list-routes.ts'
import { mayExport } from './policy.ts'
import { grouped, patientsIn, withSlots } from './views.ts'
import { filled, wordsIn } from './words.ts'

/** The day list to take along. The writer of spreadsheets is loaded when somebody asks for one. */
export const exportDayList: Handler<'exportDayList'> = (desk) => async (request) => {
  const { siteId, date } = request.params
  const { lang } = request.query
  const { sessions, slots } = await siteDays(desk, siteId, date, date)
  const own = sessions.filter((session) => mayExport(request, session))
  if (own.length === 0) request.require('export', 'DayList', { siteId })
  const lists = grouped(own, slots, withSlots)
  const patientIds = patientsIn(lists.flatMap((list) => list.slots))
  await desk.journal.note(
    request.entry({
      act: 'day-list-exported',
      aggregateId: `${siteId}.${date}`,
      bodyId: siteId,
      patientIds,
    }),
  )
  const { daySheet } = await import('./day-sheet.ts')
  const site = lists[0]?.siteName ?? (await desk.repository.findClinic(siteId))?.name ?? siteId
  const person = request.actor?.displayName ?? ''
  const content = await daySheet(
    lists,
    { site, date, person, now: request.now, demo: request.actor?.demo ?? false },
    lang,
  )
  return accept({ content, fileName: `${filled(wordsIn(lang).dayList.file, { site, date })}.xlsx` })
}
