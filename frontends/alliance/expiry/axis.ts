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
  /** 0 is nearest to the axis. */
  readonly lane: number
}

/** Share of the axis that a label takes, at the width of a desk's screen. */
const widthOf = (name: string, sites: readonly string[]): number =>
  Math.max(0.095, 0.03 + 0.0115 * (name.length + 2 + sites.join('、').length))

const lanes = 3

/** The deepest lane whose label and whose line down to it cross nothing; where there is none, the one that ends first. */
function laneFor(at: number, ends: readonly number[]): number {
  const free = ends.findIndex((end) => end > at)
  if (free === -1) return lanes - 1
  return free > 0 ? free - 1 : ends.indexOf(Math.min(...ends))
}

/** Practices of one person that end on the same day are one mark; labels are put into lanes so that none covers another. */
export function marksOf(practices: readonly Ending[], today: IsoDate): AxisMark[] {
  const groups = Map.groupBy(
    practices,
    ({ practitionerId, practice }) => `${practitionerId} ${practice.lastDay}`,
  )
  const ends = Array.from({ length: lanes }, () => 0)
  return [...groups]
    .flatMap(([key, [first, ...rest]]) => (first ? [{ key, first, all: [first, ...rest] }] : []))
    .toSorted((a, b) => a.first.practice.lastDay.localeCompare(b.first.practice.lastDay))
    .map(({ key, first, all }) => {
      const { practitionerId, name, practice } = first
      const sites = all.map((one) => one.practice.siteShortName)
      const days = daysBetween(today, practice.lastDay)
      const at = placeOf(days)
      const lane = laneFor(at, ends)
      ends[lane] = at + widthOf(name, sites)
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
