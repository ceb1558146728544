import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import { halfDayOf, isOverWeek, type Visit } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'

/**
 * Does agreeing on that day make the psychiatrist's week fuller than their offers say? A clinic's own booking is refused
 * then; what they agree to themselves is theirs to decide, and they are told. 2.5 RCU.
 */
export async function exceedsWeek(
  { repository, settings }: Desk,
  { practitionerId, siteId, sessionId, insteadOf }: Visit,
  { date, time }: { readonly date: IsoDate; readonly time: Interval },
): Promise<boolean> {
  const [clinic, offers, week] = await Promise.all([
    repository.findClinic(siteId),
    repository.listOffersFor(date, halfDayOf(time, settings)),
    repository.readWeekOf(practitionerId, date),
  ])
  if (!clinic) return false
  const own = offers.filter((one) => one.practitionerId === practitionerId)
  const others = week.visits
    .map((one) => one.sessionId)
    .filter((one) => one !== sessionId && one !== insteadOf)
  return isOverWeek(own, { siteId, areaCode: clinic.areaCode, date }, { sessionIds: others })
}
