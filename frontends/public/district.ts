import type { CalendarDay } from '#shared/kernel/calendar.ts'
import {
  type ClinicDays,
  earliest,
  freeIn,
  type Offer,
  type OfferPhase,
  offersOf,
  shownDays,
} from './clinic-days.ts'

/** What one sub-district offers, on one day or in the whole window. */
export interface PlaceLoad {
  readonly code: string
  readonly name: string
  readonly clinics: number
  readonly free: number
  /** What stands for the place where nothing is free: the first of later, full, stopped that occurs. */
  readonly phase: OfferPhase
}

const telling: readonly OfferPhase[] = ['open', 'later', 'full', 'stopped']

/** The district at a glance: small enough to travel inside the page. */
export interface District {
  readonly madeAt: number
  readonly earliest?: Offer | undefined
  readonly days: readonly {
    readonly day: CalendarDay
    readonly free: number
    readonly places: readonly PlaceLoad[]
  }[]
  readonly places: readonly PlaceLoad[]
}

export function districtOf(data: ClinicDays, now: number): District {
  const offers = offersOf(data, now)
  return {
    madeAt: data.madeAt,
    earliest: earliest(offers),
    days: shownDays(data, now).map((day) => {
      const ofDay = offers.filter(({ session }) => session.date === day.date)
      return { day, free: freeIn(ofDay), places: loads(ofDay) }
    }),
    places: loads(offers),
  }
}

function loads(offers: readonly Offer[]): PlaceLoad[] {
  const groups = new Map<string, Offer[]>()
  for (const offer of offers) {
    const code = offer.site.subdistrictCode
    groups.set(code, [...(groups.get(code) ?? []), offer])
  }
  return [...groups]
    .map(([code, group]) => ({
      code,
      name: group[0]?.site.subdistrictName ?? code,
      clinics: new Set(group.map(({ session }) => session.sessionId)).size,
      free: freeIn(group),
      phase: telling.find((phase) => group.some((offer) => offer.phase === phase)) ?? 'full',
    }))
    .sort((a, b) => b.free - a.free || a.code.localeCompare(b.code))
}
