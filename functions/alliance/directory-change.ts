import { httpProblem } from '#functions/platform/problem.ts'
import type { Request } from '#functions/platform/request.ts'
import { type Site, type SiteFacts, siteFactsOf } from '#shared/alliance/index.ts'
import { type Decision, refuse } from '#shared/kernel/decision.ts'
import type { DirectoryAt, DirectoryOutcome, DirectoryRepository } from './repository.ts'

const attempts = 4

export interface DirectoryChange<Answer, Reason extends string> {
  readonly judge: (found: DirectoryAt) => Decision<Answer, Reason>
  readonly save: (found: DirectoryAt, answer: Answer) => Promise<DirectoryOutcome>
  /** The refusal where the request was answered before; the platform then gives that answer again. */
  readonly replayed: Reason
}

/**
 * Judges and writes by one state of the directory; begins anew where another write came between.
 * @throws Problem `try-again` where that happens four times.
 */
export async function changeDirectory<Answer, Reason extends string>(
  directory: DirectoryRepository,
  { judge, save, replayed }: DirectoryChange<Answer, Reason>,
): Promise<Decision<Answer, Reason>> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = await directory.readDirectory()
    const decision = judge(found)
    if (!decision.ok) return decision
    const outcome = await save(found, decision.value)
    if (outcome === 'written') return decision
    if (outcome === 'exists') return refuse(replayed)
  }
  throw httpProblem('try-again')
}

/** What listeners are told of a site: with the name of its body, which may be among what is written with it. */
export function factsOf(site: Site, found: DirectoryAt, written: readonly Site[] = [site]): SiteFacts {
  const main = [...written, ...found.sites].find(({ siteId }) => siteId === site.organisationId)
  return siteFactsOf(site, main?.name ?? site.name)
}

export const office = { bodyId: 'alliance-office', basis: 'office' } as const
export type Writing = Pick<Request, 'entry' | 'createdId'>
