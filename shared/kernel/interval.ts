import * as z from 'zod'

/** Minutes after local midnight in Beijing, 0–1440. China has one zone and no summer time. */
export const minuteOfDay = z.int().min(0).max(1440)

/** A half-open span [start, end) of one day, in minutes after local midnight. */
export const interval = z
  .strictObject({ start: minuteOfDay, end: minuteOfDay })
  .refine(({ start, end }) => start < end, { error: 'start-after-end', path: ['end'] })
export type Interval = z.infer<typeof interval>

export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end

export const contains = (outer: Interval, inner: Interval): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

/** Minutes between two spans; 0 where they touch or overlap. */
export const gapBetween = (a: Interval, b: Interval): number => Math.max(0, b.start - a.end, a.start - b.end)

/** 585 → '9:45', as people write a time. */
export const clock = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

export const span = ({ start, end }: Interval): string => `${clock(start)}–${clock(end)}`
