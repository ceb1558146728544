import type { Request } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import { type Practitioner, type Shown, shownTo } from '#shared/practitioners/index.ts'

/**
 * What of an entry the person may see, or undefined where not even the name. A site's staff see a shared doctor's practice at
 * their own site; the others are nobody's business there.
 */
export function seen({ ability }: Pick<Request, 'ability'>, entry: Practitioner): Shown | undefined {
  const { practitionerId } = entry
  if (!mayDo(ability, 'read', 'Practitioner', { practitionerId })) return undefined
  return shownTo(entry, {
    papers: mayDo(ability, 'read', 'Filing', { practitionerId }),
    practiceAt: (siteId) => mayDo(ability, 'read', 'Practice', { practitionerId, siteId }),
  })
}

/** Of everybody in the register whom the person may see at all. */
export const allSeen = (request: Pick<Request, 'ability'>, all: readonly Practitioner[]): Shown[] =>
  all.flatMap((entry) => seen(request, entry) ?? [])
