import type { Request } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { FilingView, Papers, Practice, Practitioner } from '#shared/practitioners/index.ts'
import { filingViewOf } from './filing-view.ts'
import { findAtVersion, findEntry, type Happened, type Loaded, savedAs, staleNow } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'

export type Asked = Pick<Request, 'ability' | 'entry' | 'now' | 'actor'>

/** Whose filing, and which. */
interface Which {
  readonly practitionerId: string
  readonly practiceId: string
}

export interface At {
  readonly loaded: Loaded
  readonly practice: Practice
  readonly papers: Papers
}

const practiceIn = ({ found }: Loaded, practiceId: string): Decision<Practice, 'practice-unknown'> => {
  const practice = found.practices.find((one) => one.practiceId === practiceId)
  return practice ? accept(practice) : refuse('practice-unknown')
}

/** The practice and its papers, for somebody who saw the entry at `version`. */
export async function findFiling(
  register: PractitionersRepository,
  { practitionerId, practiceId }: Which,
  version: number,
): Promise<Decision<At, 'practitioner-unknown' | 'stale-version' | 'practice-unknown'>> {
  const loaded = await findAtVersion(register, practitionerId, version)
  if (!loaded.ok) return loaded
  const practice = practiceIn(loaded.value, practiceId)
  if (!practice.ok) return practice
  const papers = await register.findPapers(practitionerId, practiceId)
  return accept({ loaded: loaded.value, practice: practice.value, papers })
}

/**
 * The practice and its papers as they are now, whatever the person saw of the entry. Papers first: every step of the filing
 * writes them, so a stage that changes after they were read is caught by their version.
 */
export async function findFilingNow(
  register: PractitionersRepository,
  { practitionerId, practiceId }: Which,
): Promise<Decision<At, 'practitioner-unknown' | 'practice-unknown'>> {
  const papers = await register.findPapers(practitionerId, practiceId)
  const loaded = await findEntry(register, practitionerId)
  if (!loaded.ok) return loaded
  const practice = practiceIn(loaded.value, practiceId)
  return practice.ok ? accept({ loaded: loaded.value, practice: practice.value, papers }) : practice
}

export const viewFor = (
  request: Asked,
  { agreements }: Pick<Loaded, 'agreements'>,
  entry: Practitioner,
  papers: Papers,
) => {
  const practice = entry.practices.find(({ practiceId }) => practiceId === papers.practiceId)
  const { practitionerId } = entry
  const mayChange = mayDo(request.ability, 'change', 'Practitioner', { practitionerId })
  if (!practice) throw new Error('A filing is shown that is not in its entry')
  return filingViewOf({ entry, practice, papers, agreements, mayChange }, request.now)
}

export interface Step {
  readonly became: Practitioner
  readonly papers: Papers
  readonly happened: Happened
}

/** Writes the entry and its papers together, and answers with the filing as it became. */
export async function saveFiling(
  register: PractitionersRepository,
  request: Asked,
  loaded: Loaded,
  { became, papers, happened }: Step,
): Promise<Decision<FilingView, 'stale-version'>> {
  const outcome = await savedAs(register, request, loaded, { became, papers, happened })
  return outcome === 'written'
    ? accept(viewFor(request, loaded, became, papers))
    : staleNow(register, became.practitionerId)
}
