import type { Request } from '#functions/platform/request.ts'
import { mayDo, patientsOf, sitesOf } from '#shared/access/index.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import type { Wait } from '#shared/scheduling/index.ts'
import { basisOf } from './policy.ts'

type Asking = Pick<Request<Operation>, 'ability' | 'actor'>
type Whose = Pick<Wait, 'patientId' | 'siteId'>

export const mayWait = ({ ability }: Asking, action: string, { patientId, siteId }: Whose): boolean =>
  mayDo(ability, action, 'Wait', { patientId, siteId })

/** Does whoever asks wait for themselves, or for a ward? */
export const isOwn = ({ actor }: Pick<Asking, 'actor'>, patientId: string): boolean =>
  actor !== undefined && patientsOf(actor).includes(patientId)

/** As what somebody acts on a place in the list: at the site's desk, for themselves, or for a ward. */
export function partOf(
  { actor }: Pick<Asking, 'actor'>,
  { patientId, siteId }: Whose,
): 'staff' | 'guardian' | 'self' {
  if (actor && sitesOf(actor, 'clinic-staff').includes(siteId)) return 'staff'
  return basisOf(actor, patientId) === 'guardian' ? 'guardian' : 'self'
}
