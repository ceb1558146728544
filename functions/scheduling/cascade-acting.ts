import type { Request } from '#functions/platform/request.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import type { Reached } from '#shared/scheduling/index.ts'
import type { Acting } from './cascade-parts.ts'
import { basisOf } from './policy.ts'

export type Asking = Pick<Request<Operation>, 'actor' | 'now' | 'entry' | 'ability'>

/** Who changes the line, as its history says it; on what basis, as the journal does. */
export function actingBy({ actor, now, entry }: Omit<Asking, 'ability'>, patientId: string): Acting {
  const basis = basisOf(actor, patientId)
  return { now, by: basis === 'service' ? 'staff' : basis, entry: (act) => entry({ ...act, basis }) }
}

/** The person knows: by their own answer, or because somebody spoke to them. */
export function reachedBy(
  { actor, now }: Pick<Asking, 'actor' | 'now'>,
  by: Acting['by'],
  note?: string,
): Reached {
  if (by !== 'staff') return { how: 'answer', at: now }
  const name = actor?.displayName
  return { how: 'call', at: now, ...(name ? { by: name } : {}), ...(note ? { note } : {}) }
}

/** Days back that a lost appointment is still looked after. */
export const lookedBack = 14
