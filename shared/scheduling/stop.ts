import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Session, Slot } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'

type Stoppable = Pick<Session, 'state' | 'version' | 'date' | 'stoppedAt' | 'cascadeAt'>
export type StopRefusal = 'session-stopped' | 'session-not-published' | 'stale-version'
export type ResumeRefusal = 'stop-final' | 'stale-version'

/** 停诊 */
export function decideStop(session: Stoppable, version: number): Decision<Stoppable, StopRefusal> {
  if (session.state === 'stopped') return refuse('session-stopped')
  if (session.state !== 'published') return refuse('session-not-published')
  if (session.version !== version) return refuse('stale-version', { version: session.version })
  return accept(session)
}

/** When the patients of a session that is stopped now are looked after: once it can no longer be taken back, or at once. */
export const cascadeFrom = (
  now: number,
  at: 'later' | 'now' | 'none' = 'later',
  { stopTakeBackMinutes }: Settings = defaultSettings,
): number => (at === 'now' ? now : now + stopTakeBackMinutes * 60_000)

/** A stop can be taken back for some minutes: messages to patients wait as long. */
export function decideResume(
  session: Stoppable,
  version: number,
  now: number,
  { stopTakeBackMinutes }: Settings = defaultSettings,
): Decision<Stoppable, ResumeRefusal> {
  const fresh = (session.stoppedAt ?? 0) + stopTakeBackMinutes * 60_000
  const until = Math.min(fresh, session.cascadeAt ?? fresh)
  if (session.state !== 'stopped' || now >= until || session.date < dateAt(now)) return refuse('stop-final')
  if (session.version !== version) return refuse('stale-version', { version: session.version })
  return accept(session)
}

const stoppable = ['free', 'booked', 'arrived'] as const
export type StoppedFrom = (typeof stoppable)[number]

/** What a stop does to a number: who is being seen or has been stays as they are. */
export const stoppedFromOf = ({ state }: Pick<Slot, 'state'>): StoppedFrom | undefined =>
  stoppable.find((one) => one === state)
