import { type Interval, overlaps } from '#shared/kernel/interval.ts'
import type { Candidate } from '#shared/scheduling/index.ts'

/** The day that is drawn: 8:00 to 18:00, in minutes of the day. */
export const drawn: Interval = { start: 480, end: 1080 }
export const hours = [8, 10, 12, 14, 16, 18].map((hour) => hour * 60)

export type PartKind = 'busy' | 'road' | 'book' | 'ask' | 'no' | 'clash'
/** A part of the line: where it begins and how long it is, in hundredths of the line. */
export interface LinePart {
  readonly kind: PartKind
  readonly at: number
  readonly width: number
  /** Minutes of a road. */
  readonly minutes?: number
  /** What keeps them, where there is room for the word. */
  readonly duty?: Candidate['spans'][number]['kind']
}

/** To two places: finer than any screen. */
const share = (minutes: number): number => Math.round((minutes / (drawn.end - drawn.start)) * 10_000) / 100

/** A span as hundredths of the line, cut at its ends; undefined where nothing of it is on it. */
export function placed({ start, end }: Interval): { at: number; width: number } | undefined {
  const from = Math.max(start, drawn.start)
  const to = Math.min(end, drawn.end)
  return from < to ? { at: share(from - drawn.start), width: share(to - from) } : undefined
}

function part(
  kind: PartKind,
  span: Interval,
  more: Pick<LinePart, 'minutes' | 'duty'> = {},
): readonly LinePart[] {
  const where = placed(span)
  return where ? [{ kind, ...where, ...more }] : []
}

/** Hundredths that a word needs. */
const roomForWord = 16

const common = (a: Interval, b: Interval): Interval => ({
  start: Math.max(a.start, b.start),
  end: Math.min(a.end, b.end),
})

/** The road to the visit from what comes before it, and from it to what comes after; others do not concern it. */
function roads({ spans }: Candidate, time: Interval): readonly LinePart[] {
  const apart = spans.filter((one) => !overlaps(one.time, time) && (one.travelMinutes ?? 0) > 0)
  const before = apart.filter((one) => one.time.end <= time.start).at(-1)
  const after = apart.find((one) => one.time.start >= time.end)
  const to = before && { start: before.time.end, end: before.time.end + (before.travelMinutes ?? 0) }
  const from = after && { start: after.time.start - (after.travelMinutes ?? 0), end: after.time.start }
  return [
    ...(to ? part('road', to, { minutes: before.travelMinutes ?? 0 }) : []),
    ...(from ? part('road', from, { minutes: after.travelMinutes ?? 0 }) : []),
  ]
}

/** What of the asked window cannot be: where another duty lies in it, or the minutes that the road lacks. */
function clashes({ spans, missingMinutes, blocking }: Candidate, time: Interval): readonly LinePart[] {
  const inside = spans
    .filter((one) => overlaps(one.time, time))
    .flatMap((one) => part('clash', common(one.time, time)))
  if (inside.length > 0 || !missingMinutes) return inside
  const late = blocking !== undefined && blocking.time.start >= time.end
  const lacking = late
    ? { start: time.end - missingMinutes, end: time.end }
    : { start: time.start, end: time.start + missingMinutes }
  return part('clash', common(lacking, time))
}

const window = (candidate: Candidate): PartKind =>
  candidate.can === 'book' || candidate.can === 'ask' ? candidate.can : 'no'

/** A psychiatrist's day around the asked half-day, in the order in which it is painted. */
export function lineOf(candidate: Candidate, time: Interval): readonly LinePart[] {
  const duties = candidate.spans.flatMap(({ kind, time: span }) => {
    const shown = overlaps(span, time) ? { start: span.start, end: Math.max(span.start, time.start) } : span
    const word = (placed(shown)?.width ?? 0) >= roomForWord
    return part('busy', span, word ? { duty: kind } : {})
  })
  return [...duties, ...roads(candidate, time), ...part(window(candidate), time), ...clashes(candidate, time)]
}
