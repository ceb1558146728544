import type { IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { type Agreement, type AgreementFields, agreementState } from './agreement.ts'

const isOver = (found: Agreement, today: IsoDate): boolean =>
  found.endedOn !== undefined || agreementState(found, today) === 'expired'

/** An agreement may be corrected while it holds or is to come; what is over is a record. */
export function decideAgreementChange(
  found: Agreement,
  wanted: AgreementFields,
  version: number,
  today: IsoDate,
): Decision<Agreement, 'stale-version' | 'agreement-over'> {
  if (found.version !== version) return refuse('stale-version', { current: found })
  if (isOver(found, today)) return refuse('agreement-over')
  return accept({ ...wanted, agreementId: found.agreementId, version: found.version + 1 })
}

/** Ends on a day of its term; before the term begins it cannot have ended. */
export function decideAgreementEnd(
  found: Agreement,
  end: { readonly version: number; readonly endedOn: IsoDate; readonly reason: string },
  today: IsoDate,
): Decision<Agreement, 'stale-version' | 'agreement-over' | 'outside-term'> {
  if (found.version !== end.version) return refuse('stale-version', { current: found })
  if (isOver(found, today)) return refuse('agreement-over')
  if (end.endedOn < found.from || end.endedOn > found.to)
    return refuse('outside-term', { from: found.from, to: found.to })
  return accept({ ...found, endedOn: end.endedOn, endReason: end.reason, version: found.version + 1 })
}
