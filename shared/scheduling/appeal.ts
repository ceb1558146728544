import { instantOf } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Lifecycle } from '#shared/kernel/lifecycle.ts'
import { defaultSettings, type Settings } from './settings.ts'

export const appealReasons = ['ill', 'emergency', 'traffic', 'not-told', 'was-there', 'other'] as const
export type AppealReason = (typeof appealReasons)[number]

export const appealStates = ['asked', 'accepted', 'refused'] as const
export type AppealState = (typeof appealStates)[number]

/** 申诉的一生。 */
export const appealLifecycle: Lifecycle<AppealState, 'accept' | 'refuse'> = {
  asked: { accept: 'accepted', refuse: 'refused' },
  accepted: {},
  refused: {},
}

/** A missed appointment as the count keeps it. */
export interface Missed {
  readonly date: string
  readonly appeal?: AppealState | undefined
}

/** 爽约 counts until an appeal was accepted: one that was only asked for still counts. */
export const counts = ({ appeal }: Missed): boolean => appeal !== 'accepted'

/** Milliseconds since the epoch; through the end of the last day. */
export const appealUntil = (date: string, { appealDays }: Settings = defaultSettings): number =>
  instantOf(date, (appealDays + 1) * 1440)

/** May the miss be appealed now? Once only: what was decided stays decided. */
export function decideAppealing<M extends Missed>(
  missed: M | undefined,
  now: number,
  settings: Settings = defaultSettings,
): Decision<M, 'miss-unknown' | 'appeal-exists' | 'appeal-too-late'> {
  if (!missed) return refuse('miss-unknown')
  if (missed.appeal) return refuse('appeal-exists', { state: missed.appeal })
  const until = appealUntil(missed.date, settings)
  return now < until ? accept(missed) : refuse('appeal-too-late', { until })
}
