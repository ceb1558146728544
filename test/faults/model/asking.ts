import { parseSessionId } from '#shared/scheduling/index.ts'
import type { Answer } from '#test/support/platform.ts'
import type { World } from './world.ts'

/** They choose who, what and how among what there is at that moment. */
export interface Figures {
  readonly who: number
  readonly what: number
  readonly how: number
}

/** A request, and what an answer of success to it has to rest on. */
export interface Asking {
  send(): Promise<Answer>
  /** Acts of the journal, of which one with this aggregate must have been committed. */
  readonly acts?: readonly string[]
  aggregate?(body: Answer['body']): string
  /** Acts of somebody else that may have made it stand as it was wanted already, whatever their aggregate. */
  readonly orElse?: readonly string[]
  /** It consists of several writes: a refusal of a later one leaves the earlier ones. */
  readonly severalWrites?: boolean
}

/** What is asked, or done without a request; undefined where there is nothing that it could be done to. */
export type Act = (
  world: World,
  figures: Figures,
  key: string,
) => Asking | (() => Promise<unknown>) | undefined
export type Acts = Readonly<Record<string, Act>>

export const api = '/api/scheduling'
export const pick = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values[index % (values.length || 1)]
export const staffOf = (siteId: string): string => `staff-${siteId}`
export const siteOf = (sessionId: string): string => parseSessionId(sessionId)?.siteId ?? ''

const starts = [540, 555, 600, 630, 810, 840] as const
export const clinicTime = (how: number) => {
  const start = pick(starts, how) ?? 540
  return { start, end: start + 60 }
}
