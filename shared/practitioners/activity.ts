import type { IsoDate } from '#shared/kernel/calendar.ts'
import { lastDayOf } from './practice.ts'
import type { Practice } from './practitioner.ts'

/**
 * Numbers of a clinic day, by the newest event that spoke of each: whether it was seen, and by whom, told apart by a mark that
 * says nothing of the person. Numbers that were kept before people were told apart have none.
 */
export type SeenMarks = Readonly<
  Record<string, { readonly order: string; readonly seen: boolean; readonly who?: string }>
>

/** A clinic day as it is kept for counting. */
export interface CountedClinic {
  readonly practitionerId?: string | undefined
  readonly date: IsoDate
  readonly state?: string | undefined
  readonly marks: SeenMarks
}

export interface Activity {
  readonly held: number
  readonly stopped: number
  readonly planned: number
  /** Visits. */
  readonly seen: number
  /** How many people these were; absent where some visits are older than the telling apart. */
  readonly people?: number
  readonly months: readonly { readonly month: string; readonly held: number; readonly seen: number }[]
}

const visitsIn = ({ marks }: CountedClinic) => Object.values(marks).filter(({ seen }) => seen)
const seenIn = (clinic: CountedClinic): number => visitsIn(clinic).length

function peopleIn(clinics: readonly CountedClinic[]): number | undefined {
  const visits = clinics.flatMap(visitsIn)
  const known = visits.flatMap(({ who }) => who ?? [])
  return known.length === visits.length ? new Set(known).size : undefined
}

/** What was done under a practice: its clinics within the term, counted up to and including today. */
export function activityOf(
  all: readonly CountedClinic[],
  practitionerId: string,
  practice: Practice,
  today: IsoDate,
): Activity {
  const own = all.filter(
    (one) =>
      one.practitionerId === practitionerId && one.date >= practice.from && one.date <= lastDayOf(practice),
  )
  const open = own.filter(({ state }) => state === 'published')
  const held = open.filter((one) => one.date < today || seenIn(one) > 0)
  const seen = (list: readonly CountedClinic[]) => list.reduce((sum, one) => sum + seenIn(one), 0)
  const months = [...Map.groupBy(held, ({ date }) => date.slice(0, 7))]
    .map(([month, list]) => ({ month, held: list.length, seen: seen(list) }))
    .sort((a, b) => a.month.localeCompare(b.month))
  const people = peopleIn(own)
  return {
    held: held.length,
    stopped: own.filter(({ state }) => state === 'stopped').length,
    planned: open.length - held.length,
    seen: seen(own),
    ...(people === undefined ? {} : { people }),
    months,
  }
}
