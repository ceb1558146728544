import type { Entry } from '#functions/platform/journal.ts'
import type { Request } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import {
  factsOf,
  type KnownAgreement,
  type Papers,
  type Practitioner,
  type PractitionerView,
  viewOf,
  withSpans,
} from '#shared/practitioners/index.ts'
import type { PractitionersRepository, SaveOutcome } from './repository.ts'
import { nextTelling } from './telling.ts'

type Writing = Pick<Request, 'entry' | 'now' | 'actor'>

/** What happened to which thing; of a creation with the answer that a replay gets again. */
export interface Happened {
  readonly act: string
  readonly aggregateId: string
  readonly answer?: unknown
}

/** Every entry carries the whole of what other contexts keep of the person. */
export const entryOf = ({ entry }: Pick<Writing, 'entry'>, happened: Happened, became: Practitioner): Entry =>
  entry({ ...happened, bodyId: 'alliance-office', basis: 'office', data: factsOf(became) })

/** The entry as it was found, with the agreements that bound its practices. */
export interface Loaded {
  readonly found: Practitioner
  readonly agreements: readonly KnownAgreement[]
  readonly edition: number
}

/** The entry with its version raised and the days of its practices worked out anew. */
export const changed = ({ found, agreements }: Loaded, more: Partial<Practitioner>): Practitioner =>
  withSpans({ ...found, ...more, version: found.version + 1 }, agreements)

/** By whom and when: told to whoever was writing the same entry. */
const signed = (became: Practitioner, { actor, now }: Writing): Practitioner => ({
  ...became,
  changed: { by: actor?.displayName ?? '', at: now },
})

export interface Saving {
  readonly became: Practitioner
  readonly happened: Happened
  readonly papers?: Papers
}

/**
 * Writes the entry with its papers, the next telling and the journal's entry. Where an agreement changed since it was read,
 * the days are worked out anew and it is tried again: the person's decision stands, only its bounds have moved.
 */
export async function savedAs(
  register: PractitionersRepository,
  request: Writing,
  { found, edition }: Pick<Loaded, 'found' | 'edition'>,
  { became, happened, papers }: Saving,
): Promise<Exclude<SaveOutcome, 'rebound'>> {
  const more = nextTelling(register, became, dateAt(request.now))
  const change = { before: found, became: signed(became, request), edition, papers, more }
  const outcome = await register.savePractitioner(change, entryOf(request, happened, became))
  if (outcome !== 'rebound') return outcome
  const known = await register.readAgreements()
  const again = withSpans(became, known.agreements)
  return savedAs(
    register,
    request,
    { found, edition: known.edition },
    { became: again, happened, ...(papers ? { papers } : {}) },
  )
}

export async function saveEntry(
  register: PractitionersRepository,
  request: Writing,
  loaded: Loaded,
  parts: Saving,
): Promise<Decision<PractitionerView, 'stale-version' | 'licence-taken'>> {
  const outcome = await savedAs(register, request, loaded, parts)
  if (outcome === 'written') return accept(viewOf(signed(parts.became, request), dateAt(request.now)))
  if (outcome === 'licence-taken') return refuse('licence-taken')
  return staleNow(register, loaded.found.practitionerId)
}

export const staleNow = async (register: PractitionersRepository, practitionerId: string) =>
  refuse('stale-version', { current: await register.findPractitioner(practitionerId) })

/** The entry with what bounds it. Agreements first: what changes after is caught by their edition. */
export async function findEntry(
  register: PractitionersRepository,
  practitionerId: string,
): Promise<Decision<Loaded, 'practitioner-unknown'>> {
  const known = await register.readAgreements()
  const found = await register.findPractitioner(practitionerId)
  return found ? accept({ found, ...known }) : refuse('practitioner-unknown')
}

/** The entry, for somebody who saw it at `version`. */
export async function findAtVersion(
  register: PractitionersRepository,
  practitionerId: string,
  version: number,
): Promise<Decision<Loaded, 'practitioner-unknown' | 'stale-version'>> {
  const loaded = await findEntry(register, practitionerId)
  if (!loaded.ok || loaded.value.found.version === version) return loaded
  return refuse('stale-version', { current: loaded.value.found })
}
