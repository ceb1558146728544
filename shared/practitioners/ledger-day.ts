import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Span } from './practitioner.ts'

export const ledgerStates = ['to-come', 'in-force', 'suspended', 'expired', 'ended'] as const
export type LedgerState = (typeof ledgerStates)[number]

interface Days {
  readonly from: IsoDate
  /** The last day of the term. */
  readonly termTo: IsoDate
  /** When patients may be seen. */
  readonly open: readonly Span[]
  readonly endedEarly: boolean
}

/**
 * How a published filing stands on a day. Why somebody may not practise then is between them and the office: the public reads
 * that they may not.
 */
export function ledgerStateOn({ from, termTo, open, endedEarly }: Days, day: IsoDate): LedgerState {
  if (termTo < from || termTo < day) return endedEarly ? 'ended' : 'expired'
  if (day < from) return 'to-come'
  return open.some((span) => span.from <= day && day <= span.to) ? 'in-force' : 'suspended'
}
