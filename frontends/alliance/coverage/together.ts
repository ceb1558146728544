import type { Gap, Proposal } from '#shared/scheduling/index.ts'
import type { ProposalLine } from './proposals.ts'

/** One site that somebody could come to, and when. */
export interface Going {
  readonly gap: Gap
  readonly proposal: Proposal
}

export interface Expert extends Pick<Proposal, 'practitionerId' | 'name' | 'title'> {
  readonly going: readonly Going[]
}

const waitingAt = ({ going }: Expert): number => going.reduce((sum, { gap }) => sum + gap.people, 0)
const roadOf = ({ going }: Expert): number =>
  going.reduce((sum, { proposal }) => sum + proposal.travel.added, 0)

/**
 * Who could come to the chosen sites, each site once: whoever comes to most of them first, then where most people wait, then
 * by the shortest roads. No two proposals need one person at one time, so all of one expert's can be taken together.
 */
export function expertsFor(lines: readonly ProposalLine[], siteIds: ReadonlySet<string>): Expert[] {
  const going = lines
    .filter(({ gap }) => siteIds.has(gap.siteId))
    .flatMap(({ gap, proposals }) => proposals.map((proposal) => ({ gap, proposal })))
  return [...Map.groupBy(going, ({ proposal }) => proposal.practitionerId).values()]
    .map((all): Expert => {
      const { practitionerId, name, title } = (all[0] as Going).proposal
      const once = all.filter(({ gap }, index) => all.findIndex((one) => one.gap === gap) === index)
      return { practitionerId, name, title, going: once }
    })
    .sort((a, b) => b.going.length - a.going.length || waitingAt(b) - waitingAt(a) || roadOf(a) - roadOf(b))
}

/** Chosen sites that nobody is proposed for; `undefined` where a site is not among those that were looked at. */
export const unreachedOf = (
  lines: readonly ProposalLine[],
  siteIds: ReadonlySet<string>,
): { readonly siteId: string; readonly line: ProposalLine | undefined }[] =>
  [...siteIds]
    .map((siteId) => ({ siteId, line: lines.find(({ gap }) => gap.siteId === siteId) }))
    .filter(({ line }) => line === undefined || line.proposals.length === 0)
