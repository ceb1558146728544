import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type ProposalKey, parseProposalId, sessionIdOf } from '#shared/scheduling/index.ts'
import type { Desk, Handler } from './desk.ts'
import { coverageFrom } from './gaps.ts'
import { linesOf } from './proposal-making.ts'
import { askFor } from './visit-asking.ts'

const listGaps: Handler<'listGaps'> = (desk) => async (request) => {
  const { query, now } = request
  const { gaps, sites } = await coverageFrom(desk, query.from, now, query.kind)
  return accept({ gaps: [...gaps], sites })
}

const listProposals: Handler<'listProposals'> = (desk) => async (request) => {
  const lines = await linesOf(desk, request.query, request.now)
  return accept({
    lines: lines.map(({ gap, proposals, hindered }) => ({
      gap,
      proposals: [...proposals],
      hindered: [...hindered],
    })),
  })
}

/** The session that is given up; a day is only ever moved within its own date. */
const insteadOf = ({ from, date }: ProposalKey) => (from ? { insteadOf: sessionIdOf({ ...from, date }) } : {})

/** What was proposed is asked anew of the rules of every visit: a proposal that no longer holds is refused by them. */
const acceptProposal: Handler<'acceptProposal'> = (desk) => async (request) => {
  const { params, body, createdId } = request
  request.require('decide', 'Proposal', {})
  const key = parseProposalId(params.proposalId)
  if (!key) return refuse('proposal-unknown')
  const { siteId, practitionerId, date, time } = key
  const plan = { date, time, kind: body.kind }
  const ask = { siteId, practitionerId, plan, suffix: createdId.slice(0, 6), ...insteadOf(key) }
  return askFor(desk, ask, request, { createdId, basis: 'office' })
}

const dismissProposal: Handler<'dismissProposal'> = (desk) => async (request) => {
  const { params, body, now } = request
  request.require('decide', 'Proposal', {})
  const key = parseProposalId(params.proposalId)
  if (!key || key.date < dateAt(now)) return refuse('proposal-unknown')
  const { proposalId } = params
  const { changed, save } = desk.repository
  const act = {
    act: 'proposal-dismissed',
    aggregateId: proposalId,
    bodyId: key.siteId,
    basis: 'office',
    data: { ...key, reason: body.reason },
  }
  await save([changed.dismissal(proposalId, key.date, body.reason, body.words)], request.entry(act))
  return accept({ proposalId })
}

/** 补哪里 */
export const proposalRoutes = (desk: Desk) => ({
  listGaps: listGaps(desk),
  listProposals: listProposals(desk),
  acceptProposal: acceptProposal(desk),
  dismissProposal: dismissProposal(desk),
})
