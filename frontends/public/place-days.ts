import type { CalendarDay } from '#shared/kernel/calendar.ts'
import { type ClinicDays, freeIn, type Offer, shownDays } from './clinic-days.ts'

export interface DayOffers {
  readonly day: CalendarDay
  readonly offers: readonly Offer[]
  readonly free: number
}

export const byDay = (data: ClinicDays, offers: readonly Offer[], now: number): DayOffers[] =>
  shownDays(data, now).map((day) => {
    const ofDay = offers.filter(({ session }) => session.date === day.date)
    return { day, offers: ofDay, free: freeIn(ofDay) }
  })

/** The day that is shown unless another is asked for: the first on which something can be had. */
export const firstUseful = (days: readonly DayOffers[]): string =>
  (days.find(({ free }) => free > 0) ?? days.find(({ offers }) => offers.length > 0) ?? days[0])?.day.date ??
  ''

/** The nearest days before and after that have places, to offer where a day has none. */
export function neighbours(
  days: readonly DayOffers[],
  date: string,
): { before?: DayOffers; after?: DayOffers } {
  const before = days.findLast(({ day, free }) => day.date < date && free > 0)
  const after = days.find(({ day, free }) => day.date > date && free > 0)
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) }
}

export interface SiteOffers {
  readonly site: Offer['site']
  readonly km: number
  readonly offers: readonly Offer[]
}

/** The same offers by place, the nearest first. */
export function bySite(offers: readonly Offer[]): SiteOffers[] {
  const groups = new Map<string, SiteOffers & { offers: Offer[] }>()
  for (const offer of offers) {
    const group = groups.get(offer.site.siteId) ?? { site: offer.site, km: offer.km, offers: [] }
    group.offers.push(offer)
    groups.set(offer.site.siteId, group)
  }
  return [...groups.values()].sort((a, b) => a.km - b.km || a.site.siteId.localeCompare(b.site.siteId))
}
