import type { Handlers, Request } from '#functions/platform/request.ts'
import {
  type AgreementView,
  agreementState,
  type allianceContract,
  decideAgreementChange,
  decideAgreementEnd,
  isMainSite,
} from '#shared/alliance/index.ts'
import { dateAt, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { AgreementRepository, SignedAgreement } from './agreement-repository.ts'
import { office } from './directory-change.ts'
import type { StoredParty } from './entities.ts'
import type { DirectoryRepository } from './repository.ts'

type All = Handlers<typeof allianceContract.operations>
type Party = Pick<StoredParty, 'organisationId' | 'side'>
type Writing = Pick<Request, 'entry' | 'now'>

const viewOf = (agreement: SignedAgreement, today: IsoDate): AgreementView => ({
  ...agreement,
  state: agreementState(agreement, today),
})

/** Members with their names as they are today, or which of the parties are none. */
async function named(
  directory: DirectoryRepository,
  parties: readonly Party[],
): Promise<Decision<StoredParty[], 'party-unknown'>> {
  const wanted = parties.map(({ organisationId }) => organisationId)
  const bodies = new Map(
    (await directory.findSites(wanted)).filter(isMainSite).map((one) => [one.siteId, one]),
  )
  const missing = wanted.filter((organisationId) => !bodies.has(organisationId))
  if (missing.length > 0) return refuse('party-unknown', { organisationIds: missing })
  return accept(
    parties.map((party) => {
      const { name = '', shortName = '' } = bodies.get(party.organisationId) ?? {}
      return { ...party, name, shortName }
    }),
  )
}

const entryOf = ({ entry }: Writing, act: string, became: SignedAgreement, answer?: AgreementView) =>
  entry({
    ...office,
    act,
    aggregateId: became.agreementId,
    data: {
      ...became,
      parties: became.parties.map(({ organisationId, side }) => ({ organisationId, side })),
    },
    answer,
  })

async function save(agreements: AgreementRepository, request: Writing, act: string, became: SignedAgreement) {
  if (await agreements.saveAgreement(became, entryOf(request, act, became)))
    return accept(viewOf(became, dateAt(request.now)))
  return refuse('stale-version', { current: await agreements.findAgreement(became.agreementId) })
}

export const agreementRoutes = (
  agreements: AgreementRepository,
): Pick<All, 'listAgreements' | 'readAgreement'> => ({
  async listAgreements({ query, now }) {
    const { state, organisation } = query
    const all = (await agreements.listAgreements())
      .map((one) => viewOf(one, dateAt(now)))
      .filter((one) => (state ?? one.state) === one.state)
      .filter(({ parties }) => !organisation || parties.some((one) => one.organisationId === organisation))
    return accept({ agreements: all.sort((a, b) => (a.endedOn ?? a.to).localeCompare(b.endedOn ?? b.to)) })
  },

  async readAgreement({ params, now }) {
    const found = await agreements.findAgreement(params.agreementId)
    return found ? accept(viewOf(found, dateAt(now))) : refuse('agreement-unknown')
  },
})

export const agreementWrites = (
  directory: DirectoryRepository,
  agreements: AgreementRepository,
): Pick<All, 'signAgreement' | 'changeAgreement' | 'endAgreement'> => ({
  async signAgreement(request) {
    const parties = await named(directory, request.body.parties)
    if (!parties.ok) return parties
    const became = { ...request.body, parties: parties.value, agreementId: request.createdId, version: 1 }
    const answer = viewOf(became, dateAt(request.now))
    const saved = await agreements.saveAgreement(became, entryOf(request, 'agreement-signed', became, answer))
    // Refused only where an equal request wrote it first: the platform then answers with what that one got.
    return saved ? accept(answer) : refuse('party-unknown')
  },

  async changeAgreement(request) {
    const found = await agreements.findAgreement(request.params.agreementId)
    if (!found) return refuse('agreement-unknown')
    const { version, ...wanted } = request.body
    const decision = decideAgreementChange(found, wanted, version, dateAt(request.now))
    if (!decision.ok) return decision
    const parties = await named(directory, decision.value.parties)
    if (!parties.ok) return parties
    return save(agreements, request, 'agreement-changed', { ...decision.value, parties: parties.value })
  },

  async endAgreement(request) {
    const found = await agreements.findAgreement(request.params.agreementId)
    if (!found) return refuse('agreement-unknown')
    const decision = decideAgreementEnd(found, request.body, dateAt(request.now))
    if (!decision.ok) return decision
    return save(agreements, request, 'agreement-ended', { ...decision.value, parties: found.parties })
  },
})
