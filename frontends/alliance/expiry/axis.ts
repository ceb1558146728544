import { daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'

export const axisDays = 90

export type EndTone = 'danger' | 'warm' | 'quiet'
export const toneOf = (days: number): EndTone => {
  if (days <= 7) return 'danger'
  return days <= 30 ? 'warm' : 'quiet'
}

/** The first week takes more room than it lasts: what is near has to be read. Days → 0–1 of the axis. */
const stops = [
  [0, 0],
  [7, 0.1],
  [30, 0.36],
  [60, 0.68],
  [axisDays, 1],
] as const

export function placeOf(days: number): number {
  const last = stops.findIndex(([day]) => day >= days)
  const [toDay, to] = stops[Math.max(last, 1)] ?? [axisDays, 1]
  const [fromDay, from] = stops[Math.max(last, 1) - 1] ?? [0, 0]
  return from + ((days - fromDay) / (toDay - fromDay)) * (to - from)
}

interface Ending {
  readonly practitionerId: string
  readonly name: string
  readonly practice: { readonly lastDay: IsoDate; readonly siteShortName: string }
}

/** One mark of the axis: a person whose practices at these sites end on one day. */
export interface AxisMark {
  readonly key: string
  readonly practitionerId: string
  readonly name: string
  readonly sites: readonly string[]
  readonly lastDay: IsoDate
  readonly days: number
  readonly tone: EndTone
  /** 0–1 along the axis. */
  readonly at: number
  /** 0 is the lowest line; one line holds no two labels that touch. */
  readonly lane: number
}

/** Share of the axis that a label takes, at the width of a desk's screen. */
const widthOf = (name: string, sites: readonly string[]): number =>
  0.05 + 0.0125 * (name.length + sites.join('、').length)

const lanes = 4

/** Practices of one person that end on the same day are one mark; labels are put into lanes so that none covers another. */
export function marksOf(practices: readonly Ending[], today: IsoDate): AxisMark[] {
  const groups = Map.groupBy(
    practices,
    ({ practitionerId, practice }) => `${practitionerId} ${practice.lastDay}`,
  )
  const ends: number[] = []
  return [...groups]
    .flatMap(([key, [first, ...rest]]) => (first ? [{ key, first, all: [first, ...rest] }] : []))
    .toSorted((a, b) => a.first.practice.lastDay.localeCompare(b.first.practice.lastDay))
    .map(({ key, first, all }) => {
      const sites = all.map(({ practice }) => practice.siteShortName)
      const days = daysBetween(today, first.practice.lastDay)
      const at = placeOf(days)
      const free = Array.from({ length: lanes }, (_, lane) => lane).find((lane) => (ends[lane] ?? 0) <= at)
      const lane = free ?? ends.indexOf(Math.min(...ends))
      ends[lane] = at + widthOf(first.name, sites)
      const { practitionerId, name, practice } = first
      return {
        key,
        practitionerId,
        name,
        sites,
        lastDay: practice.lastDay,
        days,
        tone: toneOf(days),
        at,
        lane,
      }
    })
}

/** How many end within 7, 30 and 90 days, each counted once. */
export const countsOf = (marks: readonly AxisMark[]): Record<EndTone, number> => ({
  danger: marks.filter(({ tone }) => tone === 'danger').length,
  warm: marks.filter(({ tone }) => tone === 'warm').length,
  quiet: marks.filter(({ tone }) => tone === 'quiet').length,
})
