import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Candidate, ClinicKind } from '#shared/scheduling/index.ts'

export const groups = ['book', 'ask', 'no'] as const
export type Group = (typeof groups)[number]

/** With another start is not at the asked time: it stands with those who cannot, the way out beside it. */
export const groupOf = ({ can }: Candidate): Group => (can === 'other-start' ? 'no' : can)

export const grouped = (candidates: readonly Candidate[]): { group: Group; people: Candidate[] }[] =>
  groups
    .map((group) => ({ group, people: candidates.filter((one) => groupOf(one) === group) }))
    .filter(({ people }) => people.length > 0)

/** Can anything be asked of them now? */
export const isOpen = ({ can }: Candidate): boolean => can !== 'no'

/** What is said of somebody: a key of `coming.*` with its facts, and the line below it. */
export interface Saying {
  readonly key: string
  readonly facts: Readonly<Record<string, unknown>>
}
const say = (key: string, facts: Readonly<Record<string, unknown>> = {}): Saying => ({ key, facts })

function ableSaying({ marginMinutes, spans }: Candidate): Saying {
  if (marginMinutes !== undefined) return say('margin', { minutes: marginMinutes })
  return say(spans.length === 0 ? 'free-all-day' : 'free')
}

/** Where it clashes, the duty and its hours; the page has the words for both. */
const dutySaying = ({ blocking }: Candidate): Saying =>
  blocking ? say('duty', { duty: blocking.kind, time: blocking.time }) : say('on-duty')

function hindranceSaying(candidate: Candidate, date: IsoDate): Saying {
  const { reason, missingMinutes, filedUntil, noticeDays, blocking } = candidate
  if (reason === 'travel-short') return say('travel-short', { minutes: missingMinutes ?? 0 })
  if (reason === 'on-duty') return dutySaying(candidate)
  if (reason === 'on-leave') return blocking ? say('on-leave', { time: blocking.time }) : say('on-leave-day')
  if (reason === 'not-filed')
    return filedUntil && filedUntil < date ? say('filing-over', { date: filedUntil }) : say('not-filed')
  if (reason === 'notice-too-short') return say('notice-too-short', { days: noticeDays ?? 0 })
  return say(reason ?? 'must-ask')
}

/** Why, first. */
export const reasonOf = (candidate: Candidate, date: IsoDate): Saying =>
  candidate.can === 'book' ? ableSaying(candidate) : hindranceSaying(candidate, date)

/** The way out, or what else helps to choose. */
export function helpOf(candidate: Candidate, kind: ClinicKind, seenHere = 0): Saying | undefined {
  const { can, feasibleStart, leftThisWeek, words, reason, kinds, offerTime } = candidate
  if (can === 'other-start' && feasibleStart !== undefined) return say('other-start', { time: feasibleStart })
  if (words) return say('words', { words })
  if (reason === 'kind-not-offered' && kinds.some((one) => one !== kind))
    return say('other-kinds', { kinds: kinds.filter((one) => one !== kind) })
  if (seenHere > 0 && can !== 'no') return say('seen-here', { n: seenHere })
  if (leftThisWeek !== undefined && can !== 'no') return say('left', { n: leftThisWeek })
  if (can === 'no' && offerTime) return say('offers', { time: offerTime })
  return undefined
}
