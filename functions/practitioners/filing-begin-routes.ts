import type { Handlers } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import {
  checksFor,
  decideFiling,
  decideRenewal,
  type FilingView,
  type Practice,
  type Practitioner,
  type practitionersContract,
} from '#shared/practitioners/index.ts'
import { type Asked, findFiling, saveFiling, viewFor } from './filing-loading.ts'
import { newPractice, noted } from './practice-routes.ts'
import { changed, findAtVersion, type Loaded } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>

interface Beginning {
  readonly became: Practitioner
  readonly practiceId: string
  readonly basis: Practice['basis']
  readonly act: 'open' | 'renew'
}

/** A draft with the checklist that its basis asks for. */
function begin(
  register: PractitionersRepository,
  request: Asked,
  loaded: Loaded,
  { became, practiceId, basis, act }: Beginning,
): Promise<Decision<FilingView, 'stale-version'>> {
  const { practitionerId } = became
  const blank = { practitionerId, practiceId, checks: checksFor(basis), history: [], version: 0 }
  const papers = noted(blank, request, act)
  const answer = viewFor(request, loaded, became, papers)
  const happened = { act: 'filing-opened', aggregateId: practiceId, answer }
  return saveFiling(register, request, loaded, { became, papers, happened })
}

export const filingBeginnings = (
  register: PractitionersRepository,
): Pick<All, 'openFiling' | 'renewPractice'> => ({
  async openFiling(request) {
    const { createdId: practiceId, now } = request
    const { version, ...wanted } = request.body
    const { practitionerId } = request.params
    const loaded = await findAtVersion(register, practitionerId, version)
    if (!loaded.ok) return loaded
    const made = await newPractice(register, loaded.value, wanted, {
      practiceId,
      stage: 'draft',
      filedAt: now,
    })
    if (!made.ok) return made
    const decision = decideFiling(loaded.value.found, wanted, dateAt(now))
    if (!decision.ok) return decision
    const became = changed(loaded.value, { practices: [...loaded.value.found.practices, made.value] })
    return begin(register, request, loaded.value, { became, practiceId, basis: wanted.basis, act: 'open' })
  },

  /** The new term begins on the day after the old one; its documents are checked anew. */
  async renewPractice(request) {
    const { createdId: practiceId, now } = request
    const at = await findFiling(register, request.params, request.body.version)
    if (!at.ok) return at
    const { loaded, practice: old } = at.value
    const wanted = decideRenewal(old, request.body.to, dateAt(now))
    if (!wanted.ok) return wanted
    const made = await newPractice(register, loaded, wanted.value, {
      practiceId,
      stage: 'draft',
      filedAt: now,
    })
    if (!made.ok) return made
    const decision = decideFiling(loaded.found, wanted.value, dateAt(now))
    if (!decision.ok) return decision
    const renewal = { ...made.value, renews: old.practiceId }
    const continued = loaded.found.practices.map((one) =>
      one === old ? { ...one, renewedBy: practiceId } : one,
    )
    const became = changed(loaded, { practices: [...continued, renewal] })
    return begin(register, request, loaded, { became, practiceId, basis: old.basis, act: 'renew' })
  },
})
