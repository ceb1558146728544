import type { IsoDate } from '#shared/kernel/calendar.ts'
import { lastDayOf } from './practice.ts'
import type { Practice } from './practitioner.ts'

/** A clinic day as it is kept for counting. */
export interface CountedClinic {
  readonly practitionerId?: string | undefined
  readonly date: IsoDate
  readonly state?: string | undefined
  readonly marks: Readonly<Record<string, { readonly seen: boolean }>>
}

export interface Activity {
  readonly held: number
  readonly stopped: number
  readonly planned: number
  /** Visits, not people: who came is not known here. */
  readonly seen: number
  readonly months: readonly { readonly month: string; readonly held: number; readonly seen: number }[]
}

const seenIn = ({ marks }: CountedClinic): number => Object.values(marks).filter(({ seen }) => seen).length

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
  return {
    held: held.length,
    stopped: own.filter(({ state }) => state === 'stopped').length,
    planned: open.length - held.length,
    seen: seen(own),
    months,
  }
}
