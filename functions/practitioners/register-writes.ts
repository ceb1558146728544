import type { Request } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { factsOf, type Practitioner, type PractitionerView, viewOf } from '#shared/practitioners/index.ts'
import type { PractitionersRepository } from './repository.ts'

type Writing = Pick<Request, 'entry' | 'now'>

/** What happened to which thing; of a creation with the answer that a replay gets again. */
export interface Happened {
  readonly act: string
  readonly aggregateId: string
  readonly answer?: PractitionerView
}

/** Every entry carries the whole of what other contexts keep of the person. */
export const entryOf = ({ entry }: Writing, happened: Happened, became: Practitioner) =>
  entry({ ...happened, bodyId: 'alliance-office', basis: 'office', data: factsOf(became) })

export async function savePractitioner(
  register: PractitionersRepository,
  request: Writing,
  [before, became]: readonly [Practitioner, Practitioner],
  happened: Happened,
): Promise<Decision<PractitionerView, 'stale-version' | 'licence-taken'>> {
  const outcome = await register.savePractitioner(before, became, entryOf(request, happened, became))
  if (outcome === 'written') return accept(viewOf(became, dateAt(request.now)))
  if (outcome === 'licence-taken') return refuse('licence-taken')
  return refuse('stale-version', { current: await register.findPractitioner(before.practitionerId) })
}

/** The entry, for somebody who saw it at `version`. */
export async function findAtVersion(
  register: PractitionersRepository,
  practitionerId: string,
  version: number,
): Promise<Decision<Practitioner, 'practitioner-unknown' | 'stale-version'>> {
  const found = await register.findPractitioner(practitionerId)
  if (!found) return refuse('practitioner-unknown')
  return found.version === version ? accept(found) : refuse('stale-version', { current: found })
}
