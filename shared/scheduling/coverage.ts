import { addDays, daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'
import type { PublicMonth } from './model.ts'
import { halfDayOf } from './planning.ts'

/** One sub-district: half-days with a session in each week. 0 is a gap. */
export interface Coverage {
  readonly code: string
  readonly halfDays: readonly number[]
}

/**
 * 覆盖: from the published months, for each sub-district and each of `weeks` weeks from `monday` on, the half-days on
 * which some psychiatrist is there. Stopped sessions do not count; two at once count as one.
 */
export function coverageOf(
  months: readonly PublicMonth[],
  subdistrictCodes: readonly string[],
  monday: IsoDate,
  weeks = 4,
): Coverage[] {
  const codeOf = new Map(
    months.flatMap(({ sites }) => sites.map((site) => [site.siteId, site.subdistrictCode])),
  )
  const until = addDays(monday, weeks * 7)
  const covered = new Map<string, Set<string>>()
  for (const { siteId, date, time, state } of months.flatMap(({ sessions }) => sessions)) {
    const code = codeOf.get(siteId)
    if (state !== 'published' || code === undefined || date < monday || date >= until) continue
    const place = `${code} ${Math.floor(daysBetween(monday, date) / 7)}`
    covered.set(place, (covered.get(place) ?? new Set()).add(`${date} ${halfDayOf(time)}`))
  }
  return subdistrictCodes.map((code) => ({
    code,
    halfDays: Array.from({ length: weeks }, (_, week) => covered.get(`${code} ${week}`)?.size ?? 0),
  }))
}
