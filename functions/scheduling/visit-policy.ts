import type { Request } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import { commandsOf } from '#shared/kernel/lifecycle.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import { type Visit, type VisitCommand, visitLifecycle, visitStateAt } from '#shared/scheduling/index.ts'
import type { Profile } from './visits-entities.ts'

type Asking = Pick<Request<Operation>, 'ability'>
type Place = Pick<Visit, 'siteId' | 'practitionerId'>

/** Of the clinic: it asks, agrees and withdraws. */
export const mayAsk = ({ ability }: Asking, siteId: string): boolean =>
  mayDo(ability, 'ask', 'Visit', { siteId })
/** Of the psychiatrist alone. */
export const mayAnswer = ({ ability }: Asking, { practitionerId }: Pick<Visit, 'practitionerId'>): boolean =>
  mayDo(ability, 'answer', 'Visit', { practitionerId })
export const mayReadVisit = ({ ability }: Asking, { siteId, practitionerId }: Place): boolean =>
  mayDo(ability, 'read', 'Visit', { siteId, practitionerId })

/** Offers are the psychiatrist's own, or their hospital's to keep for them. */
export const aboutOffers = (practitionerId: string, profile: Profile | undefined) => ({
  practitionerId,
  ...(profile ? { organisationId: profile.organisationId } : {}),
})

const ofClinic: ReadonlySet<VisitCommand> = new Set(['agree', 'withdraw', 'drop'])
const ofPractitioner: ReadonlySet<VisitCommand> = new Set(['accept', 'counter', 'decline'])

/** What the asker may do with the visit as it stands now; one that does not take place cannot be given back. */
export function commandsFor(asking: Asking, visit: Visit, now: number): VisitCommand[] {
  const clinic = mayAsk(asking, visit.siteId)
  const practitioner = mayAnswer(asking, visit)
  const { stopped, givenUp, moved } = visit.became ?? {}
  const isOff =
    stopped !== undefined || givenUp === true || (moved && moved.sessionId !== visit.sessionId) === true
  return commandsOf(visitLifecycle, visitStateAt(visit, now)).filter(
    (command) =>
      ((clinic && ofClinic.has(command)) || (practitioner && ofPractitioner.has(command))) &&
      !(isOff && command === 'drop'),
  )
}
