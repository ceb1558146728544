import { addDays, dateAt, daysBetween, mondayOf, weekdayOf } from '#shared/kernel/calendar.ts'
import type { Offer, Visit } from '#shared/scheduling/index.ts'
import type { Commit, Mirror } from './mirror.ts'
import type { When } from './offer-invariants.ts'

/** Does the offer let a clinic take this half-day without asking? */
function allows(offer: Offer, { siteId, practitionerId, plan }: Visit, now: number): boolean {
  const { on, where, time, validFrom, validTo = '9999-12-31', kinds, mode, noticeDays } = offer
  const { date } = plan
  return (
    offer.practitionerId === practitionerId &&
    mode === 'book' &&
    (on.type === 'date' ? on.date === date : on.weekday === weekdayOf(date)) &&
    (where.type !== 'sites' || where.siteIds.includes(siteId)) &&
    time.start <= plan.time.start &&
    plan.time.end <= time.end &&
    validFrom <= date &&
    date <= validTo &&
    kinds.includes(plan.kind) &&
    noticeDays <= daysBetween(dateAt(now), date)
  )
}

/** How many sessions the practitioner has in the week of that day. */
function weekOf({ sessions }: Mirror, practitionerId: string, date: string): number {
  const [from, to] = [mondayOf(date), addDays(mondayOf(date), 6)]
  const on = ({ state }: { state: string }) => state === 'draft' || state === 'published'
  return [...sessions.values()].filter(
    (one) => one.practitionerId === practitionerId && on(one) && from <= one.date && one.date <= to,
  ).length
}

/**
 * What a clinic takes without asking is offered, to that clinic, for that time, and within the week that was offered:
 * by an offer that stood when it began to look, or later.
 */
export function takenAsOffered(mirror: Mirror, { number }: Commit, { now, since }: When): string[] {
  const taken = [...mirror.visits].flatMap(([key, visit]) =>
    visit.state === 'accepted' && visit.version === 1 && mirror.changedAt.get(key) === number ? [visit] : [],
  )
  return taken.flatMap((visit) => {
    const { practitionerId, visitId, plan } = visit
    const offers = mirror.offersSince(since).filter((offer) => allows(offer, visit, now))
    if (offers.length === 0) return [`${visitId} was taken, and is not offered`]
    const count = weekOf(mirror, practitionerId, plan.date)
    const fits = offers.some(({ visitsAWeek = 99 }) => count <= visitsAWeek)
    return fits ? [] : [`${visitId} is visit ${count} of the week of ${practitionerId}`]
  })
}
