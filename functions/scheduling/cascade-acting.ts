import type { Delivered } from '#functions/platform/events.ts'
import { newEntry } from '#functions/platform/journal.ts'
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

/** Who moved or cancelled, as the line says it; the listener itself, where nobody did. */
export function actingOf({ entryId, basis }: Delivered, now: number): Acting {
  const known = { self: 'self', guardian: 'guardian', system: 'system' } as const
  return {
    now,
    by: known[basis as keyof typeof known] ?? 'staff',
    entry: (act) =>
      newEntry(
        { context: 'scheduling', personId: 'system', at: now, requestId: `after.${entryId}`.slice(0, 80) },
        { ...act, basis: 'system' },
      ),
  }
}
