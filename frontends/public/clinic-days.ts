import { addDays, type CalendarDay, dateAt, type IsoDate, instantOf } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import {
  type ClinicKind,
  nearestFree,
  type PublicMonth,
  type PublicSession,
  type PublicSite,
} from '#shared/scheduling/index.ts'
import { distanceKm, type Place } from './distance.ts'

/** How many days the pages show, today included. */
export const windowDays = 14

/** The published files that the window touches, put together: one place's part of them, or the district's whole. */
export interface ClinicDays {
  /** The oldest of the files; milliseconds since the epoch. */
  readonly madeAt: number
  readonly days: readonly CalendarDay[]
  readonly sites: readonly PublicSite[]
  readonly sessions: readonly PublicSession[]
}

/** One number of a session: what is said at the desk, and the minute of the day at which it begins. */
export interface FreeNumber {
  readonly number: number
  readonly start: number
}

/** open: numbers can be had · full · later: not released yet · stopped. What is over is not shown. */
export type OfferPhase = 'open' | 'full' | 'later' | 'stopped'

/** 一场门诊 as a patient sees it. */
export interface Offer {
  readonly session: PublicSession
  readonly site: PublicSite
  /** From the middle of the sub-district that was asked for. */
  readonly km: number
  readonly phase: OfferPhase
  readonly free: readonly FreeNumber[]
}

export const shownDates = (now: number): IsoDate[] =>
  Array.from({ length: windowDays }, (_, index) => addDays(dateAt(now), index))

/** The months of the published files that the window needs: one, or two near a month's end. */
export const shownMonths = (now: number): string[] => [
  ...new Set(shownDates(now).map((date) => date.slice(0, 7))),
]

export function joined(months: readonly PublicMonth[], now: number): ClinicDays {
  const dates = new Set(shownDates(now))
  const sites = new Map(months.flatMap((month) => month.sites.map((site) => [site.siteId, site])))
  return {
    madeAt: months.length > 0 ? Math.min(...months.map(({ madeAt }) => madeAt)) : 0,
    days: months.flatMap(({ days }) => days.filter(({ date }) => dates.has(date))),
    sites: [...sites.values()],
    sessions: months.flatMap(({ sessions }) => sessions.filter(({ date }) => dates.has(date))),
  }
}

/** Days of the window in order; a day that no file describes counts as an ordinary one. */
export function shownDays({ days }: ClinicDays, now: number): CalendarDay[] {
  const known = new Map(days.map((day) => [day.date, day]))
  return shownDates(now).map((date) => known.get(date) ?? { date, kind: 'workday' })
}

export const endsAt = ({ date, time }: { date: IsoDate; time: Interval }): number => instantOf(date, time.end)

/** The numbers that can be had now: free, released, not begun. */
export function freeNumbers({ state, releaseAt, cells, date }: PublicSession, now: number): FreeNumber[] {
  if (state === 'stopped' || releaseAt > now) return []
  return cells.flatMap(([number, start, free]) =>
    free === 1 && instantOf(date, start) > now ? [{ number, start }] : [],
  )
}

function phaseOf({ state, releaseAt }: PublicSession, free: readonly FreeNumber[], now: number): OfferPhase {
  if (state === 'stopped') return 'stopped'
  if (releaseAt > now) return 'later'
  return free.length > 0 ? 'open' : 'full'
}

/** All that is not over yet, nearest first within a day, then by time. */
export function offersOf({ sites, sessions }: ClinicDays, now: number, from?: Place): Offer[] {
  const known = new Map(sites.map((site) => [site.siteId, site]))
  const offers = sessions.flatMap((session): Offer[] => {
    const site = known.get(session.siteId)
    if (!site || endsAt(session) <= now) return []
    const free = freeNumbers(session, now)
    return [
      { session, site, km: from ? distanceKm(from, site) : 0, phase: phaseOf(session, free, now), free },
    ]
  })
  return offers.sort(inOrder)
}

const inOrder = (a: Offer, b: Offer): number =>
  a.session.date.localeCompare(b.session.date) ||
  a.km - b.km ||
  a.site.siteId.localeCompare(b.site.siteId) ||
  a.session.time.start - b.session.time.start

/** The earliest number that can be had; of equal ones the nearer. */
export function earliest(offers: readonly Offer[]): Offer | undefined {
  const startOf = ({ session, free }: Offer) => instantOf(session.date, free[0]?.start ?? 0)
  return offers
    .filter(({ phase }) => phase === 'open')
    .reduce<Offer | undefined>(
      (best, offer) => (best && startOf(best) <= startOf(offer) ? best : offer),
      undefined,
    )
}

export const freeIn = (offers: readonly Offer[]): number =>
  offers.reduce((sum, { free }) => sum + free.length, 0)

export const ofKinds = (offers: readonly Offer[], kinds: readonly ClinicKind[]): Offer[] =>
  offers.filter(({ session }) => kinds.length === 0 || kinds.includes(session.kind))

/** The kinds that occur, in the order of the contract. */
export const kindsIn = (offers: readonly Offer[], order: readonly ClinicKind[]): ClinicKind[] =>
  order.filter((kind) => offers.some(({ session }) => session.kind === kind))

/** The free number nearest to the one that is gone, by scheduling's own rule. */
export const nearestTo = (free: readonly FreeNumber[], start: number): FreeNumber | undefined =>
  nearestFree(free.map(asCell), asCell({ number: 0, start }))

const asCell = (one: FreeNumber) => ({
  ...one,
  time: { start: one.start, end: one.start },
  pool: 'public' as const,
  state: 'free' as const,
})

/** `slotId` of the contract: the session's id and the number in two figures. */
export const slotIdOf = (sessionId: string, number: number): string =>
  `${sessionId}.${String(number).padStart(2, '0')}`
