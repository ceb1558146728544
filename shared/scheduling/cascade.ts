import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import {
  type CascadeCommand,
  type CascadeState,
  cascadeLifecycle,
  cascadeStates,
} from './cascade-lifecycle.ts'
import type { Cascade, CascadeLine, CascadeStep, CascadeToCome, Reached, Reoffer } from './cascade-model.ts'
import type { Session } from './model.ts'
import { offerUntil } from './passing-on.ts'
import { defaultSettings, type Settings } from './settings.ts'

const holderPrefix = 'reoffer:'
/** As whom a number is kept for somebody whose session was stopped: by the number that they lost. */
export const reofferHolder = (lostSlotId: string): string => `${holderPrefix}${lostSlotId}`
export const lostSlotOf = (holder: string | undefined): string | undefined =>
  holder?.startsWith(holderPrefix) ? holder.slice(holderPrefix.length) : undefined

const dayMs = 86_400_000

/**
 * Until when a number is kept for somebody who lost theirs. Where the lost session was to begin within a day nobody
 * waits for the morning: they are told at once.
 */
export const reofferUntil = (
  now: number,
  alternative: { readonly date: string; readonly time: { readonly start: number } },
  urgent: boolean,
  settings: Settings = defaultSettings,
): number | undefined =>
  offerUntil(
    now,
    { date: alternative.date, start: alternative.time.start },
    {
      ...settings,
      waitOfferMinutes: settings.reofferMinutes,
      ...(urgent ? { quietFrom: 1441, quietUntil: 0 } : {}),
    },
  )

/** Is the lost session so near that its patients are told at once, in quiet hours too? */
export const isPressing = (startsAt: number, now: number): boolean => startsAt - now < dayMs

const settled: ReadonlySet<CascadeState> = new Set(['moved', 'cancelled'])
export const isSettled = ({ state }: Pick<CascadeLine, 'state'>): boolean => settled.has(state)

const lately = 30

interface Change {
  readonly step: CascadeStep
  readonly offer?: Reoffer
  readonly tried?: string | undefined
  readonly reached?: Reached | undefined
  readonly movedTo?: CascadeLine['movedTo']
}

/** The line after a command, with the step in its history. What was offered before is not kept any longer. */
export function afterCommand<Line extends CascadeLine>(
  line: Line,
  command: CascadeCommand,
  { step, offer, tried, reached, movedTo }: Change,
): Decision<Line, 'line-settled'> {
  const state = next(cascadeLifecycle, line.state, command)
  if (!state) return refuse('line-settled', { state: line.state })
  const { offer: before, ...rest } = line
  const kept = offer ?? (state === 'offered' ? before : undefined)
  const knows = line.reached ?? reached
  return accept({
    ...rest,
    state,
    ...(kept ? { offer: kept } : {}),
    tried: tried && !line.tried.includes(tried) ? [...line.tried, tried] : line.tried,
    ...(knows ? { reached: knows } : {}),
    ...(movedTo ? { movedTo } : {}),
    steps: [...line.steps, step].slice(-lately),
    version: line.version + 1,
  } as Line)
}

/** The offer that stands now: judged by the clock, whatever the list of due things has got to. */
export const standingOffer = ({ state, offer }: CascadeLine, now: number): Reoffer | undefined =>
  state === 'offered' && offer && now < offer.until ? offer : undefined

/** Is there another try by itself? So many numbers are offered to one patient, then somebody calls. */
export const mayOfferAgain = (
  { tried }: Pick<CascadeLine, 'tried'>,
  { reofferTimes }: Settings = defaultSettings,
): boolean => tried.length < reofferTimes

/** How it ended for one patient, or stands: exactly one of these. */
export type CascadeOutcome = 'moved' | 'cancelled' | 'reached' | 'not-reached'
export function outcomeOf({ state, reached }: Pick<CascadeLine, 'state' | 'reached'>): CascadeOutcome {
  if (state === 'moved' || state === 'cancelled') return state
  return reached ? 'reached' : 'not-reached'
}

/** Has somebody to call? Nothing can be offered, or the message did not arrive. */
export const needsCall = (line: Pick<CascadeLine, 'state' | 'reached' | 'told'>): boolean =>
  line.state === 'to-call' ||
  (line.state === 'offered' && !line.reached && line.told.some(({ last }) => last))

/** A line as its session's item counts it: its state, and whether the person knows. */
export type Mark = readonly [state: CascadeState, reached: boolean]
export const markOf = (line: Pick<CascadeLine, 'state' | 'reached'>): Mark => [
  line.state,
  outcomeOf(line) !== 'not-reached',
]

/** How far the whole is. It ends where everybody knows. */
export function progressOf(marks: readonly Mark[]): Pick<Cascade, 'counts' | 'state' | 'patients'> {
  const counts = Object.fromEntries(
    cascadeStates.map((state) => [state, marks.filter(([one]) => one === state).length]),
  ) as Record<CascadeState, number>
  const told = marks.filter(([, reached]) => reached).length
  return {
    patients: marks.length,
    counts: { ...counts, told },
    state: told === marks.length ? 'all-reached' : 'running',
  }
}

/** The stops whose patients are not looked after yet. One with nobody to tell has no instant at which that begins. */
export function stopsToCome(
  sessions: readonly Session[],
  begun: readonly Pick<Cascade, 'sessionId'>[],
): CascadeToCome[] {
  const known = new Set(begun.map(({ sessionId }) => sessionId))
  return sessions.flatMap(({ state, stopReason, cascadeAt, ...session }) =>
    state === 'stopped' && cascadeAt !== undefined && !known.has(session.sessionId)
      ? [{ ...session, reason: stopReason ?? 'other', beginsAt: cascadeAt }]
      : [],
  )
}
