import { type IsoDate, mondayOf } from '#shared/kernel/calendar.ts'
import {
  type Commitment,
  defaultSettings,
  type HalfDay,
  halfDayOf,
  type PractitionerDay,
} from '#shared/scheduling/index.ts'

/** A stop on the line of a day: round for a clinic, square for the hospital, a diamond where the road is too long. */
export interface Stop {
  readonly commitment: Commitment
  readonly shape: 'clinic' | 'hospital' | 'clash' | 'away'
  readonly over: boolean
}

const shapeOf = ({ kind, travel }: Commitment): Stop['shape'] => {
  if (travel && travel.margin < 0) return 'clash'
  if (kind === 'clinic-visit') return 'clinic'
  return kind === 'leave' ? 'away' : 'hospital'
}

export const stopsOf = ({ commitments }: PractitionerDay, isOver: (one: Commitment) => boolean): Stop[] =>
  commitments
    .toSorted((a, b) => a.time.start - b.time.start)
    .map((commitment) => ({ commitment, shape: shapeOf(commitment), over: isOver(commitment) }))

export const hasClash = ({ commitments }: PractitionerDay): boolean =>
  commitments.some(({ travel }) => travel !== undefined && travel.margin < 0)

/** Minutes on the road in a day. */
export const roadMinutes = ({ commitments }: PractitionerDay): number =>
  commitments.reduce((sum, { travel }) => sum + (travel?.minutes ?? 0), 0)

export const placesOf = ({ commitments }: PractitionerDay): number =>
  new Set(commitments.map(({ placeId }) => placeId).filter((place) => place !== undefined)).size

export type HalfShown = 'clash' | 'clinic' | 'duty' | 'leave' | 'asked' | 'free'
/** Half-days that clinics ask for, as `<date> <half>`. */
export type AskedHalves = ReadonlySet<string>

/** What a half-day of the strip shows: the clinic before other duties, a clash before both; an open request where it is free. */
export function halfOf(day: PractitionerDay, half: HalfDay, asked: AskedHalves = new Set()): HalfShown {
  const own = day.commitments.filter(({ time }) => halfDayOf(time) === half)
  if (own.some(({ travel }) => travel !== undefined && travel.margin < 0)) return 'clash'
  if (own.some(({ kind }) => kind === 'clinic-visit')) return 'clinic'
  if (own.some(({ kind }) => kind === 'leave')) return 'leave'
  if (own.length > 0) return 'duty'
  return asked.has(`${day.date} ${half}`) ? 'asked' : 'free'
}

/** Days with something on them; of the week that runs those that are over come last. */
export function daysInOrder(days: readonly PractitionerDay[], today: IsoDate): PractitionerDay[] {
  const busy = days.filter(({ commitments }) => commitments.length > 0)
  const isOver = ({ date }: PractitionerDay): boolean => mondayOf(date) === mondayOf(today) && date < today
  return [...busy.filter((day) => !isOver(day)), ...busy.filter(isOver)]
}

/** The first start at which the road to a clinic would do; undefined where too little of the half-day would be left. */
export function laterStart({ time, travel }: Commitment): number | undefined {
  const { visitStepMinutes: step, visitShortestMinutes: shortest } = defaultSettings
  const start = Math.ceil((time.start - (travel?.margin ?? 0)) / step) * step
  return time.end - start >= shortest ? start : undefined
}
